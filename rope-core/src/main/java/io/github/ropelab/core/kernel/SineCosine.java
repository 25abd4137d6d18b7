package io.github.ropelab.core.kernel;

/**
 * Sine and cosine of one angle at the price of one: the two share the reduction of the angle. Bit-equal to {@link
 * StrictMath}, whose definition is fdlibm 5.3 (Sun Microsystems 1993; freely usable as long as this notice is kept):
 * {@code e_rem_pio2.c}, {@code k_sin.c} and {@code k_cos.c}, here for angles from 0 to 2^19·π/2. Others go to
 * StrictMath itself.
 */
final class SineCosine {
    /** High words of π/4, 3π/4 and 2^19·π/2. */
    private static final int QUARTER_PI = 0x3fe921fb;

    private static final int THREE_QUARTER_PI = 0x4002d97c;
    private static final int LARGEST = 0x413921fb;

    /** Below 2^-27, sin x is x and cos x is 1. */
    private static final int TINY = 0x3e400000;

    private static final double TWO_OVER_PI = 6.36619772367581382433e-01;

    /** π/2 in parts of 33 bits, and what each part leaves. */
    private static final double HALF_PI_1 = 1.57079632673412561417e+00;

    private static final double HALF_PI_1_TAIL = 6.07710050650619224932e-11;
    private static final double HALF_PI_2 = 6.07710050630396597660e-11;
    private static final double HALF_PI_2_TAIL = 2.02226624879595063154e-21;
    private static final double HALF_PI_3 = 2.02226624871116645580e-21;
    private static final double HALF_PI_3_TAIL = 8.47842766036889956997e-32;

    /** High words of n·π/2, n = 1 .. 32; an angle with another one needs no check for cancellation. */
    private static final int[] HIGH_WORDS = highWords();

    private SineCosine() {}

    private static int[] highWords() {
        int[] words = new int[32];
        for (int n = 0; n < words.length; n++) {
            words[n] = high((n + 1) * Math.PI / 2);
        }
        return words;
    }

    private static int high(double x) {
        return (int) (Double.doubleToRawLongBits(x) >>> 32);
    }

    /** Writes cos(angle) and sin(angle) to element {@code at} of the arrays; angle in radians. */
    static void put(double angle, double[] cos, double[] sin, int at) {
        int word = high(angle);
        if (word < 0 || word > LARGEST) {
            cos[at] = StrictMath.cos(angle);
            sin[at] = StrictMath.sin(angle);
            return;
        }
        if (word <= QUARTER_PI) {
            cos[at] = kernelCos(angle, 0);
            sin[at] = kernelSin(angle);
            return;
        }
        double y;
        double tail;
        int n;
        if (word < THREE_QUARTER_PI) {
            n = 1;
            double z = angle - HALF_PI_1;
            double rest = HALF_PI_1_TAIL;
            if (word == HIGH_WORDS[0]) {
                z -= HALF_PI_2;
                rest = HALF_PI_2_TAIL;
            }
            y = z - rest;
            tail = (z - y) - rest;
        } else {
            n = (int) (angle * TWO_OVER_PI + 0.5);
            double r = angle - n * HALF_PI_1;
            double w = n * HALF_PI_1_TAIL;
            y = r - w;
            if (n >= HIGH_WORDS.length || word == HIGH_WORDS[n - 1]) {
                int exponent = word >> 20;
                if (exponent - (high(y) >> 20 & 0x7ff) > 16) {
                    double t = r;
                    w = n * HALF_PI_2;
                    r = t - w;
                    w = n * HALF_PI_2_TAIL - ((t - r) - w);
                    y = r - w;
                    if (exponent - (high(y) >> 20 & 0x7ff) > 49) {
                        t = r;
                        w = n * HALF_PI_3;
                        r = t - w;
                        w = n * HALF_PI_3_TAIL - ((t - r) - w);
                        y = r - w;
                    }
                }
            }
            tail = (r - y) - w;
        }
        double c = kernelCos(y, tail);
        double s = kernelSin(y, tail);
        boolean odd = (n & 1) != 0;
        double first = odd ? s : c;
        double second = odd ? c : s;
        cos[at] = (n + 1 & 2) != 0 ? -first : first;
        sin[at] = (n & 2) != 0 ? -second : second;
    }

    private static double kernelSin(double x) {
        if ((high(x) & 0x7fffffff) < TINY) {
            return x;
        }
        double z = x * x;
        return x + z * x * (-1.66666666666666324348e-01 + z * sinTail(z));
    }

    /** sin(x + tail), |x| at most about π/4. */
    private static double kernelSin(double x, double tail) {
        if ((high(x) & 0x7fffffff) < TINY) {
            return x;
        }
        double z = x * x;
        double v = z * x;
        return x - ((z * (0.5 * tail - v * sinTail(z)) - tail) - v * -1.66666666666666324348e-01);
    }

    private static double sinTail(double z) {
        return 8.33333333332248946124e-03
                + z
                        * (-1.98412698298579493134e-04
                                + z
                                        * (2.75573137070700676789e-06
                                                + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));
    }

    /** cos(x + tail), |x| at most about π/4. */
    private static double kernelCos(double x, double tail) {
        int word = high(x) & 0x7fffffff;
        if (word < TINY) {
            return 1;
        }
        double z = x * x;
        double r = z
                * (4.16666666666666019037e-02
                        + z
                                * (-1.38888888888741095749e-03
                                        + z
                                                * (2.48015872894767294178e-05
                                                        + z
                                                                * (-2.75573143513906633035e-07
                                                                        + z
                                                                                * (2.08757232129817482790e-09
                                                                                        + z
                                                                                                * -1.13596475577881948265e-11)))));
        if (word < 0x3fd33333) { // |x| < 0.3
            return 1 - (0.5 * z - (z * r - x * tail));
        }
        double quarter = word > 0x3fe90000 ? 0.28125 : Double.longBitsToDouble((long) (word - 0x00200000) << 32);
        double half = 0.5 * z - quarter;
        return 1 - quarter - (half - (z * r - x * tail));
    }
}

package io.github.ropelab.explorer.browser;

/** Methods of {@link Math}, and sine and cosine, as a browser has them. */
public final class BrowserMath {
    /** 2^27 + 1: halves a double's 53 bits. */
    private static final double SPLITTER = 134217729;

    /** 2^-53·(1 + 2^-52): x ± STEP·|x| rounds to x's neighbour (Rump et al. 2009, BIT 49, algorithm 3.2). */
    private static final double STEP = 0x1p-53 * (1 + 0x1p-52);

    private BrowserMath() {}

    /** {@link Math#ulp(double)} of numbers from 10⁻²⁹⁰ on; TeaVM 0.10 has that of other numbers. */
    public static double ulp(double x) {
        double size = Math.abs(x);
        return size + STEP * size - size;
    }

    /** Writes cos(angle) and sin(angle) to element {@code at} of the arrays; angle in radians. */
    public static void sineCosine(double angle, double[] cos, double[] sin, int at) {
        cos[at] = Math.cos(angle);
        sin[at] = Math.sin(angle);
    }

    /**
     * {@link Math#fma(double, double, double)} where there is no instruction for it, a·b + c rounded once: exact sums and
     * products of two doubles, and a rounding to odd before the last one. Right where no intermediate value over- or underflows:
     * factors between 10⁻¹³⁰ and 10¹³⁰, which angles of positions are.
     *
     * <p>Source: Boldo and Melquiond 2008, Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd,
     * IEEE Transactions on Computers 57(4), figure 2.
     */
    public static double fma(double a, double b, double c) {
        double product = a * b;
        if (product == 0 || !Double.isFinite(product) || !Double.isFinite(c)) {
            return product + c;
        }
        double lowProduct = productError(a, b, product);
        double low = c + lowProduct;
        double lowest = sumError(c, lowProduct, low);
        double sum = product + low;
        double rest = sumError(product, low, sum);
        return sum + roundedToOdd(lowest, rest);
    }

    /** a·b - product, exactly. */
    private static double productError(double a, double b, double product) {
        double aHigh = high(a);
        double aLow = a - aHigh;
        double bHigh = high(b);
        double bLow = b - bHigh;
        return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
    }

    private static double high(double x) {
        double scaled = SPLITTER * x;
        return scaled - (scaled - x);
    }

    /** a + b - sum, exactly. */
    private static double sumError(double a, double b, double sum) {
        double bRounded = sum - a;
        return a - (sum - bRounded) + (b - bRounded);
    }

    /** a + b where that is a double; else the one of its two neighbours whose last bit is 1. */
    private static double roundedToOdd(double a, double b) {
        double sum = a + b;
        double error = sumError(a, b, sum);
        if (error == 0 || (Double.doubleToRawLongBits(sum) & 1) != 0) {
            return sum;
        }
        return error > 0 ? sum + STEP * Math.abs(sum) : sum - STEP * Math.abs(sum);
    }
}

package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.kernel.NumberFormat;

/** Vectors before and after rotation, of all heads. */
public final class DumpedVectors {
    /** A pair that is shorter than this share of the others, squared, says nothing of its angle. */
    private static final double SHORT = 1e-4;

    private final String name;
    private final int rows;
    private final int heads;
    private final int headDim;
    private final double[] in;
    private final double[] out;
    private final NumberFormat format;

    /**
     * @param name what they are: {@code queries} or {@code keys}
     * @param rows tokens
     * @param heads heads
     * @param in before rotation [rows][heads][headDim], row-major. Not copied.
     * @param out after it, alike. Not copied.
     */
    public DumpedVectors(String name, int rows, int heads, double[] in, double[] out) {
        InvalidParameter.require(rows >= 1 && heads >= 1, name, rows + " × " + heads, "have a row and a head");
        InvalidParameter.require(
                in.length == out.length && in.length % (rows * heads) == 0 && in.length > 0,
                name,
                out.length + " values after rotation",
                "have as many values before and after (" + in.length + " before), in " + rows + " rows of " + heads
                        + " heads");
        this.name = name;
        this.rows = rows;
        this.heads = heads;
        this.headDim = in.length / (rows * heads);
        this.in = in;
        this.out = out;
        this.format = NumberFormat.narrowest(out);
    }

    /** What they are. */
    public String name() {
        return name;
    }

    /** Tokens. */
    public int rows() {
        return rows;
    }

    /** Heads. */
    public int heads() {
        return heads;
    }

    /** Components of a head. */
    public int headDim() {
        return headDim;
    }

    /** The narrowest format that holds the rotated vectors. */
    NumberFormat format() {
        return format;
    }

    double in(int row, int head, int component) {
        return in[(row * heads + head) * headDim + component];
    }

    double out(int row, int head, int component) {
        return out[(row * heads + head) * headDim + component];
    }

    /** Whether nothing was turned at all. */
    boolean untouched() {
        for (int at = 0; at < in.length; at++) {
            if (!(Math.abs(out[at] - in[at]) <= ObservedRotation.TOLERANCE * Math.abs(in[at]))) {
                return false;
            }
        }
        return true;
    }

    /** Components up to the last one that changes, an even number, at least 2. */
    int turnedWidth() {
        double flat = Math.max(ObservedRotation.TOLERANCE, 2 * StoredFormat.ofTable(format));
        for (int c = headDim - 1; c >= 2; c--) {
            for (int at = c; at < in.length; at += headDim) {
                if (!(Math.abs(out[at] - in[at]) <= flat * Math.abs(in[at]))) {
                    return c + 1 + (c + 1) % 2;
                }
            }
        }
        return 2;
    }

    /** The given rows alone. */
    DumpedVectors select(int[] chosen) {
        int stride = heads * headDim;
        double[] a = new double[chosen.length * stride];
        double[] b = new double[a.length];
        for (int t = 0; t < chosen.length; t++) {
            System.arraycopy(in, chosen[t] * stride, a, t * stride, stride);
            System.arraycopy(out, chosen[t] * stride, b, t * stride, stride);
        }
        return new DumpedVectors(name, chosen.length, heads, a, b);
    }

    /** The rotation where components stay in their places. */
    ObservedRotation rotation(PairChoice choice, double[][] positions) {
        return rotation(choice, choice, positions);
    }

    /**
     * The rotation under a pairing: z = Σ_h conj(x_h)·y_h / Σ_h |x_h|², least squares over heads. A pair that is too short
     * in every head gives NaN; one that is no number after rotation gives infinity.
     *
     * @param choice pairing of the components before rotation
     * @param written pairing of the same pairs after it
     * @param positions declared [axes][rows]
     */
    ObservedRotation rotation(PairChoice choice, PairChoice written, double[][] positions) {
        int pairs = choice.pairs();
        double[] re = new double[rows * pairs];
        double[] im = new double[re.length];
        double mean = meanSquare();
        for (int t = 0; t < rows; t++) {
            for (int i = 0; i < pairs; i++) {
                double[] sums = sums(choice, written, t, i, 0, heads);
                boolean usable = sums[0] > SHORT * mean * heads;
                re[t * pairs + i] = usable ? numberOrInfinity(sums[2] / sums[0]) : Double.NaN;
                im[t * pairs + i] = usable ? numberOrInfinity(sums[3] / sums[0]) : Double.NaN;
            }
        }
        return ObservedRotation.of(name, positions, pairs, re, im, format, StoredFormat.ofVectors(format));
    }

    private static double numberOrInfinity(double x) {
        return Double.isNaN(x) ? Double.POSITIVE_INFINITY : x;
    }

    /** As {@link #rotation}, one row per token and head; the second position axis is the head. */
    ObservedRotation perHead(PairChoice choice, double[][] positions) {
        int pairs = choice.pairs();
        double[] re = new double[rows * heads * pairs];
        double[] im = new double[re.length];
        double[][] both = new double[2][rows * heads];
        double mean = meanSquare();
        for (int t = 0; t < rows; t++) {
            for (int h = 0; h < heads; h++) {
                both[0][t * heads + h] = positions[0][t];
                both[1][t * heads + h] = h;
                for (int i = 0; i < pairs; i++) {
                    double[] sums = sums(choice, choice, t, i, h, h + 1);
                    int at = (t * heads + h) * pairs + i;
                    boolean usable = sums[0] > SHORT * mean;
                    re[at] = usable ? sums[2] / sums[0] : Double.NaN;
                    im[at] = usable ? sums[3] / sums[0] : Double.NaN;
                }
            }
        }
        return ObservedRotation.of(name, both, pairs, re, im, format, StoredFormat.ofVectors(format));
    }

    /** Σ|x|², Σ|y|² and the parts of Σ conj(x)·y over some heads. */
    double[] sums(PairChoice read, PairChoice written, int row, int pair, int from, int to) {
        double[] sums = new double[4];
        for (int h = from; h < to; h++) {
            double xa = in(row, h, read.first(pair));
            double xb = in(row, h, read.second(pair));
            double ya = out(row, h, written.first(pair));
            double yb = out(row, h, written.second(pair));
            sums[0] += xa * xa + xb * xb;
            sums[1] += ya * ya + yb * yb;
            sums[2] += xa * ya + xb * yb;
            sums[3] += xa * yb - xb * ya;
        }
        return sums;
    }

    /** Mean of |x|² over pairs of components. */
    double meanSquare() {
        double sum = 0;
        for (double x : in) {
            sum += Double.isFinite(x) ? x * x : 0;
        }
        return 2 * sum / in.length;
    }
}

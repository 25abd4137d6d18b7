package io.github.ropelab.core.kernel;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import java.util.Arrays;

/**
 * A function of the distance, {@code a(Δ) = Σ_j w_j·cos(Δ·ω_j) + v_j·sin(Δ·ω_j)}, at every distance 0, 1, 2, ...: the score of
 * a query and a key, with w_j + i·v_j from their components, or the decay curve with w = 1 and v = 0.
 *
 * <p>The distances are cut into blocks of 2·H. With c the middle of a block and x = 1/2, 3/2, .. H - 1/2,
 *
 * <pre>a(c ± x) = Σ_j p_j·cos(x·ω_j) ± Σ_j q_j·sin(x·ω_j),   p = w·cos(c·ω) + v·sin(c·ω),  q = v·cos(c·ω) - w·sin(c·ω)</pre>
 *
 * so a value costs one multiply-add per pair and no cosine. c·ω is an exact product; the rest is angle addition, off by
 * at most 10⁻¹⁴ of {@link #weight}. Immutable; safe to share
 * between threads. Holds 2 × pairs × H doubles.
 */
public final class DistanceCurve {
    /** H: a row of the fine grid is 4 KiB, all of it fits a second-level cache at 64 pairs. */
    private static final int HALF = 512;

    /** Distances of a block. */
    public static final int BLOCK = 2 * HALF;

    private final double[] omega;
    private final double[] cosWeights;
    private final double[] sinWeights;
    private final double weight;
    private final AngleGrid fine;

    /**
     * @param frequencies ω, radians per token
     * @param cosWeights w [pairs]. Copied.
     * @param sinWeights v [pairs]. Copied.
     */
    public DistanceCurve(FrequencySchedule frequencies, double[] cosWeights, double[] sinWeights) {
        int pairs = frequencies.pairs();
        InvalidParameter.require(
                cosWeights.length == pairs, "cosine weights", cosWeights.length, "be one per pair (" + pairs + ")");
        InvalidParameter.require(
                sinWeights.length == pairs, "sine weights", sinWeights.length, "be one per pair (" + pairs + ")");
        omega = frequencies.toArray();
        this.cosWeights = cosWeights.clone();
        this.sinWeights = sinWeights.clone();
        double sum = 0;
        for (int j = 0; j < pairs; j++) {
            sum += Math.abs(cosWeights[j]) + Math.abs(sinWeights[j]);
        }
        weight = sum;
        fine = new AngleGrid(omega, 0.5, 1, HALF);
    }

    /** {@code Σ_j cos(Δ·ω_j)}: all weights 1. */
    public static DistanceCurve ofCosines(FrequencySchedule frequencies) {
        double[] ones = new double[frequencies.pairs()];
        Arrays.fill(ones, 1);
        return new DistanceCurve(frequencies, ones, new double[ones.length]);
    }

    /** Σ_j |w_j| + |v_j|: no value is larger, and errors are measured in it. */
    public double weight() {
        return weight;
    }

    /** The value at one distance (tokens, may be fractional) from exactly reduced angles, to a few 10⁻¹⁶ of the weight. */
    public double at(double distance) {
        double[] c = new double[1];
        double[] s = new double[1];
        double sum = 0;
        double compensation = 0;
        for (int j = 0; j < omega.length; j++) {
            ExactAngle.put(distance, omega[j], c, s, 0);
            double term = cosWeights[j] * c[0] + sinWeights[j] * s[0];
            double after = sum + term;
            compensation += Math.abs(sum) >= Math.abs(term) ? sum - after + term : term - after + sum;
            sum = after;
        }
        return sum + compensation;
    }

    /**
     * The values at the distances 0 .. length-1; the number of threads changes the speed and no bit.
     *
     * @throws IllegalStateException if the calling thread is interrupted
     */
    public double[] values(int length, int threads) {
        InvalidParameter.require(length >= 0, "length", length, "be 0 or above");
        double[] values = new double[length];
        int blocks = (int) (((long) length + BLOCK - 1) / BLOCK);
        SplitRange.run(blocks, threads, (from, to) -> {
            Blocks reader = blocks();
            for (int block = from; block < to; block++) {
                int first = block * BLOCK;
                if (length - first >= BLOCK) {
                    reader.read(block, values, first);
                } else {
                    double[] last = new double[BLOCK];
                    reader.read(block, last, 0);
                    System.arraycopy(last, 0, values, first, length - first);
                }
            }
        });
        return values;
    }

    /** A reader of single blocks, for scans that hold no more than one. */
    public Blocks blocks() {
        return new Blocks();
    }

    /** Computes blocks in any order; a block's bits do not depend on it. Not thread safe. */
    public final class Blocks {
        private final double[] even = new double[HALF];
        private final double[] odd = new double[HALF];
        private final double[] p = new double[omega.length];
        private final double[] q = new double[omega.length];
        private final double[] cos = new double[omega.length];
        private final double[] sin = new double[omega.length];

        private Blocks() {}

        /**
         * The values at the distances block·BLOCK .. block·BLOCK + BLOCK - 1.
         *
         * @param block 0 or above
         * @param target elements at .. at+BLOCK-1 are written
         */
        public void read(int block, double[] target, int at) {
            turnWeights(block);
            Arrays.fill(even, 0);
            Arrays.fill(odd, 0);
            int j = 0;
            for (; j + 4 <= omega.length; j += 4) {
                addFour(even, p, j, fine.cos(j), fine.cos(j + 1), fine.cos(j + 2), fine.cos(j + 3));
                addFour(odd, q, j, fine.sin(j), fine.sin(j + 1), fine.sin(j + 2), fine.sin(j + 3));
            }
            for (; j < omega.length; j++) {
                addOne(even, p[j], fine.cos(j));
                addOne(odd, q[j], fine.sin(j));
            }
            for (int x = 0; x < HALF; x++) {
                target[at + HALF + x] = even[x] + odd[x];
                target[at + HALF - 1 - x] = even[x] - odd[x];
            }
        }

        /** p and q of the block's middle. */
        private void turnWeights(int block) {
            double middle = (double) block * BLOCK + HALF - 0.5;
            for (int j = 0; j < omega.length; j++) {
                ExactAngle.put(middle, omega[j], cos, sin, j);
                p[j] = cosWeights[j] * cos[j] + sinWeights[j] * sin[j];
                q[j] = sinWeights[j] * cos[j] - cosWeights[j] * sin[j];
            }
        }
    }

    /** One array per row: the compiler vectorises this loop. */
    private static void addFour(double[] sum, double[] f, int j, double[] r0, double[] r1, double[] r2, double[] r3) {
        double f0 = f[j];
        double f1 = f[j + 1];
        double f2 = f[j + 2];
        double f3 = f[j + 3];
        for (int x = 0; x < HALF; x++) {
            sum[x] = sum[x] + f0 * r0[x] + f1 * r1[x] + f2 * r2[x] + f3 * r3[x];
        }
    }

    private static void addOne(double[] sum, double f, double[] r) {
        for (int x = 0; x < HALF; x++) {
            sum[x] += f * r[x];
        }
    }
}

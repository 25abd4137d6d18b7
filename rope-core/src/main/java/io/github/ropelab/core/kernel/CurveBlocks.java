package io.github.ropelab.core.kernel;

import io.github.ropelab.core.InvalidParameter;
import java.util.Arrays;

/**
 * The values of a {@link DistanceCurve} in blocks of 2·H neighbouring distances, in any order. With c the middle of a block and
 * x = 1/2, 3/2, .. H - 1/2,
 *
 * <pre>a(c ± x) = Σ_j p_j·cos(x·ω_j) ± Σ_j q_j·sin(x·ω_j),   p = w·cos(c·ω) + v·sin(c·ω),  q = v·cos(c·ω) - w·sin(c·ω)</pre>
 *
 * so a value costs one multiply-add per pair and no cosine. c·ω is an exact product; the rest is angle addition, off by
 * at most 10⁻¹⁴ of the curve's weight. A block's bits depend on nothing but the curve. Not thread safe. Holds 2 × pairs × H
 * doubles, and takes one curve after the other.
 */
public final class CurveBlocks {
    /** H: a row of the grid is 4 KiB, all of it fits a second-level cache at 64 pairs. */
    private static final int HALF = 512;

    /** Distances of a block. */
    public static final int SIZE = 2 * HALF;

    private final double[] omega;
    private final double[] cosWeights;
    private final double[] sinWeights;
    private final AngleGrid fine;
    private final double[] even = new double[HALF];
    private final double[] odd = new double[HALF];
    private final double[] p;
    private final double[] q;
    private final double[] cos;
    private final double[] sin;

    /** Room for curves of some number of pairs; {@link #load} comes first. */
    public CurveBlocks(int pairs) {
        omega = new double[pairs];
        cosWeights = new double[pairs];
        sinWeights = new double[pairs];
        fine = new AngleGrid(pairs, 0.5, 1, HALF);
        p = new double[pairs];
        q = new double[pairs];
        cos = new double[pairs];
        sin = new double[pairs];
    }

    /** Turns to a curve. */
    public void load(DistanceCurve curve) {
        InvalidParameter.require(
                curve.pairs() == omega.length, "curve", curve.pairs(), "have " + omega.length + " pairs");
        for (int j = 0; j < omega.length; j++) {
            omega[j] = curve.omega(j);
            cosWeights[j] = curve.cosWeight(j);
            sinWeights[j] = curve.sinWeight(j);
            fine.fill(j, omega[j]);
        }
    }

    /**
     * The values at the distances block·SIZE .. block·SIZE + SIZE - 1.
     *
     * @param block 0 or above
     * @param target elements at .. at+SIZE-1 are written
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
        double middle = (double) block * SIZE + HALF - 0.5;
        for (int j = 0; j < omega.length; j++) {
            ExactAngle.put(middle, omega[j], cos, sin, j);
            p[j] = cosWeights[j] * cos[j] + sinWeights[j] * sin[j];
            q[j] = sinWeights[j] * cos[j] - cosWeights[j] * sin[j];
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

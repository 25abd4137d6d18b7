package io.github.ropelab.core.kernel;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import java.util.Arrays;

/**
 * A function of the distance, {@code a(Δ) = Σ_j w_j·cos(Δ·ω_j) + v_j·sin(Δ·ω_j)}, at every distance 0, 1, 2, ...: the score of
 * a query and a key, with w_j and v_j from their components, or the decay curve with w = 1 and v = 0. Immutable; safe to share
 * between threads.
 */
public final class DistanceCurve {
    private final double[] omega;
    private final double[] cosWeights;
    private final double[] sinWeights;
    private final double weight;

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
    }

    /** {@code Σ_j cos(Δ·ω_j)}: all weights 1. */
    public static DistanceCurve ofCosines(FrequencySchedule frequencies) {
        double[] ones = new double[frequencies.pairs()];
        Arrays.fill(ones, 1);
        return new DistanceCurve(frequencies, ones, new double[ones.length]);
    }

    /** Number of pairs. */
    public int pairs() {
        return omega.length;
    }

    double omega(int pair) {
        return omega[pair];
    }

    double cosWeight(int pair) {
        return cosWeights[pair];
    }

    double sinWeight(int pair) {
        return sinWeights[pair];
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
     * The values at the distances 0 .. length-1, by {@link CurveBlocks}; the number of threads changes the speed and no bit.
     *
     * @throws IllegalStateException if the calling thread is interrupted
     */
    public double[] values(int length, int threads) {
        InvalidParameter.require(length >= 0, "length", length, "be 0 or above");
        double[] values = new double[length];
        int blocks = (int) (((long) length + CurveBlocks.SIZE - 1) / CurveBlocks.SIZE);
        SplitRange.run(blocks, threads, (from, to) -> {
            CurveBlocks reader = blocks();
            for (int block = from; block < to; block++) {
                int first = block * CurveBlocks.SIZE;
                if (length - first >= CurveBlocks.SIZE) {
                    reader.read(block, values, first);
                } else {
                    double[] last = new double[CurveBlocks.SIZE];
                    reader.read(block, last, 0);
                    System.arraycopy(last, 0, values, first, length - first);
                }
            }
        });
        return values;
    }

    /** Its values in blocks, for scans that hold no more than one. */
    public CurveBlocks blocks() {
        CurveBlocks blocks = new CurveBlocks(omega.length);
        blocks.load(this);
        return blocks;
    }
}

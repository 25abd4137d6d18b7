package io.github.ropelab.experiments.reproduction.identity;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Rotation;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * One head with normal queries and keys at scattered positions below the target length 8192, trained length 2048. Scores
 * are q·k without 1/√d.
 */
final class IdentityHead {
    private static final int TOKENS = 120;
    private static final int TRAINED = 2048;
    private static final int TARGET = 8192;

    private final int d;
    private final Rope rope;
    private final double[] q;
    private final double[] k;

    IdentityHead(int d, double base) {
        this.d = d;
        rope = new Rope(d, base, Lengths.extended(TRAINED, TARGET));
        q = drawn("queries");
        k = drawn("keys");
    }

    private double[] drawn(String name) {
        Gaussian normal = Streams.root(0).child("identities").child(name).gaussian();
        return IntStream.range(0, TOKENS * d).mapToDouble(c -> normal.next()).toArray();
    }

    /** Odd steps through 0 .. 8191: no position twice, distances of both signs. */
    private static double queryPosition(int t) {
        return 5009 * t % TARGET;
    }

    private static double keyPosition(int t) {
        return (3571 * t + 1000) % TARGET;
    }

    /** d. */
    int width() {
        return d;
    }

    /** b. */
    double base() {
        return rope.base();
    }

    /** θ, unmodified. */
    FrequencySchedule theta() {
        return rope.frequencies("none");
    }

    /** ω of a strategy as on the command line. */
    FrequencySchedule frequencies(String strategy) {
        return rope.frequencies(strategy);
    }

    /** NTK-aware base over the base, factor 4. */
    double lambda() {
        return rope.encode("ntk_aware:factor=4").trace().derived().get("base") / rope.base();
    }

    /** The position that a strategy of one ratio gives a token, in tokens of the unmodified schedule. */
    double effective(String strategy, int position) {
        PositionEncoding encoding = rope.encode(strategy);
        return EffectivePositions.of(encoding, rope.context()).distance(position, 0);
    }

    /** Scores where positions p become slope·p + offset. */
    double[] scores(FrequencySchedule frequencies, double slope, double offset) {
        return scores(frequencies, Pairing.HALF_SPLIT, 1, slope, offset);
    }

    /** As {@link #scores(FrequencySchedule, double, double)}; interleaved vectors are the half-split ones, permuted. */
    double[] scores(FrequencySchedule frequencies, Pairing pairing, double amplitude, double slope, double offset) {
        double[] a = rotated(q, IdentityHead::queryPosition, frequencies, pairing, amplitude, slope, offset);
        double[] b = rotated(k, IdentityHead::keyPosition, frequencies, pairing, amplitude, slope, offset);
        return IntStream.range(0, TOKENS).mapToDouble(t -> dot(a, b, t)).toArray();
    }

    private double[] rotated(
            double[] rows,
            IntToDoubleFunction position,
            FrequencySchedule frequencies,
            Pairing pairing,
            double amplitude,
            double slope,
            double offset) {
        double[] at = IntStream.range(0, TOKENS)
                .mapToDouble(t -> slope * position.applyAsDouble(t) + offset)
                .toArray();
        double[] result = new double[rows.length];
        Rotation.rotate(
                arranged(rows, pairing),
                result,
                RotaryGeometry.full(d, pairing),
                RotaryTable.of(frequencies, at, amplitude, Arithmetic.F64));
        return result;
    }

    /** Components 2j and 2j+1 of an interleaved vector are j and j + d/2 of the half-split one; not asked of {@link Pairing}. */
    private double[] arranged(double[] halfSplit, Pairing pairing) {
        if (pairing == Pairing.HALF_SPLIT) {
            return halfSplit;
        }
        double[] interleaved = new double[halfSplit.length];
        for (int row = 0; row < halfSplit.length; row += d) {
            for (int j = 0; j < d / 2; j++) {
                interleaved[row + 2 * j] = halfSplit[row + j];
                interleaved[row + 2 * j + 1] = halfSplit[row + j + d / 2];
            }
        }
        return interleaved;
    }

    private double dot(double[] a, double[] b, int t) {
        double sum = 0;
        for (int c = t * d; c < (t + 1) * d; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    /** Σ_j Re(q_j·conj(k_j)·e^{iDθ_j}), D the difference of positions. */
    double[] relativeScores() {
        return relative(q, k, 1);
    }

    /** The same of k and q, at the distance -D. */
    double[] exchangedScores() {
        return relative(k, q, -1);
    }

    private double[] relative(double[] x, double[] y, int sign) {
        FrequencySchedule theta = theta();
        double[] scores = new double[TOKENS];
        for (int t = 0; t < TOKENS; t++) {
            double distance = sign * (queryPosition(t) - keyPosition(t));
            for (int j = 0; j < d / 2; j++) {
                int first = t * d + j;
                int second = first + d / 2;
                double angle = distance * theta.omega(j);
                scores[t] += (x[first] * y[first] + x[second] * y[second]) * StrictMath.cos(angle)
                        + (x[first] * y[second] - x[second] * y[first]) * StrictMath.sin(angle);
            }
        }
        return scores;
    }

    /** Largest relative change of a query's length by rotation. */
    double normChange() {
        double[] turned = rotated(q, IdentityHead::queryPosition, theta(), Pairing.HALF_SPLIT, 1, 1, 0);
        return IntStream.range(0, TOKENS)
                .mapToDouble(t -> Math.abs(StrictMath.sqrt(dot(turned, turned, t) / dot(q, q, t)) - 1))
                .max()
                .orElseThrow();
    }

    /** How far a score exceeds Σ_j |q_j||k_j|, at most; 0 where none does. */
    double excess() {
        double[] scores = scores(theta(), 1, 0);
        double excess = 0;
        for (int t = 0; t < TOKENS; t++) {
            double bound = 0;
            for (int j = t * d; j < t * d + d / 2; j++) {
                bound += StrictMath.hypot(q[j], q[j + d / 2]) * StrictMath.hypot(k[j], k[j + d / 2]);
            }
            excess = Math.max(excess, Math.abs(scores[t]) - bound);
        }
        return excess;
    }
}

package io.github.ropelab.experiments.expectation;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import java.util.function.ToDoubleFunction;

/**
 * A closed form at every distance below the current length, and its means. For two encodings whose scores depend on the
 * distance alone, the mean over all causal cells is a sum over distances: exact, in time proportional to the length.
 */
public final class DistanceMeans {
    private final double[] values;

    private DistanceMeans(double[] values) {
        this.values = values;
    }

    /**
     * The curve.
     *
     * @param form of one distance, such as {@link IndependentScores#meanSquareDifference}
     * @throws InvalidParameter if a score does not depend on the distance alone
     */
    public static DistanceMeans of(
            PositionEncoding reference,
            PositionEncoding strategy,
            RopeContext context,
            ToDoubleFunction<ScoreTerms> form) {
        InvalidParameter.require(
                dependsOnDistanceAlone(reference) && dependsOnDistanceAlone(strategy),
                "encoding",
                "one with other scores at the same distance",
                "score by the distance alone, for a sum over distances");
        double[] values = new double[context.lengths().current()];
        for (int distance = 0; distance < values.length; distance++) {
            values[distance] = form.applyAsDouble(ScoreTerms.of(reference, strategy, context, distance, 0));
        }
        return new DistanceMeans(values);
    }

    /** Whether one affine map serves queries and keys and no factor depends on the position. */
    public static boolean dependsOnDistanceAlone(PositionEncoding encoding) {
        return encoding.distanceSlope().isPresent()
                && encoding.attention().logit().constant();
    }

    /** The value at a distance, tokens. */
    public double at(int distance) {
        return values[distance];
    }

    /** Mean over the distances [from, to), each counted once. */
    public double mean(int from, int to) {
        double sum = 0;
        for (int distance = from; distance < to; distance++) {
            sum += values[distance];
        }
        return sum / (to - from);
    }

    /** Mean over the causal cells at distances [from, to): distance Δ counts T - Δ times, T the current length. */
    public double causalMean(int from, int to) {
        double sum = 0;
        double cells = 0;
        for (int distance = from; distance < to; distance++) {
            sum += (values.length - distance) * values[distance];
            cells += values.length - distance;
        }
        return sum / cells;
    }

    /** Mean over the cells of the rows [from, to): row m holds the distances 0 .. m, once each. */
    public double cellMean(int from, int to) {
        double row = 0;
        double sum = 0;
        double cells = 0;
        for (int m = 0; m < to; m++) {
            row += values[m];
            if (m >= from) {
                sum += row;
                cells += m + 1;
            }
        }
        return sum / cells;
    }

    /** Mean over the rows [from, to) of each row's mean over its distances 0 .. m. */
    public double rowMean(int from, int to) {
        double row = 0;
        double sum = 0;
        for (int m = 0; m < to; m++) {
            row += values[m];
            sum += m >= from ? row / (m + 1) : 0;
        }
        return sum / (to - from);
    }
}

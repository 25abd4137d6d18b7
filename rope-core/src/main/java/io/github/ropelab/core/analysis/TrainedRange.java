package io.github.ropelab.core.analysis;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;

/**
 * How far the effective distances that one query sees leave the trained range [0, trained-1].
 *
 * @param query position of the query, 0-based
 * @param maxEffectiveDistance largest |effective distance| to a key 0 .. query, tokens; where the pairs have no common
 *     ratio, that of the least slowed pair
 * @param limit trained length - 1
 */
public record TrainedRange(int query, double maxEffectiveDistance, int limit) {
    /** Whether every effective distance was seen in training. */
    public boolean inside() {
        return maxEffectiveDistance <= limit;
    }

    /** By how many tokens the range is left; 0 inside. */
    public double excess() {
        return Math.max(0, maxEffectiveDistance - limit);
    }

    /** Looks at every key of the query. */
    public static TrainedRange of(PositionEncoding encoding, RopeContext context, int query) {
        EffectivePositions effective = EffectivePositions.of(encoding, context);
        double ratio = effective.commonRatio().orElseGet(() -> largestRatio(encoding, effective));
        double max = 0;
        for (int key = 0; key <= query; key++) {
            max = Math.max(max, Math.abs(encoding.positions().effectiveDistance(query, key)) * ratio);
        }
        return new TrainedRange(query, max, effective.trainedLimit());
    }

    private static double largestRatio(PositionEncoding encoding, EffectivePositions effective) {
        double largest = 0;
        for (int i = 0; i < encoding.frequencies().pairs(); i++) {
            largest = Math.max(largest, effective.ratio(i));
        }
        return largest;
    }
}

package io.github.ropelab.core.analysis;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.Uniform;
import java.util.OptionalDouble;

/**
 * Positions as the unmodified frequencies see them: an angle p·ω_i equals e·θ_i at the effective position e = p·ω_i/θ_i.
 * Frequency maps and position maps meet here: dividing every frequency by s and dividing every position by s give the
 * same e (the unifying identity Ro_new(x, iθ) = Ro(x, iθ')).
 */
public final class EffectivePositions {
    /** Rounding of a ratio of two computed powers; wider differences are real. */
    private static final double RATIO_ULPS = 8;

    private final PositionEncoding encoding;
    private final RopeContext context;
    private final FrequencySchedule base;
    private final OptionalDouble commonRatio;

    private EffectivePositions(PositionEncoding encoding, RopeContext context) {
        this.encoding = encoding;
        this.context = context;
        this.base = context.baseFrequencies();
        this.commonRatio = findCommonRatio();
    }

    /** The effective positions of an encoding made in {@code context}. */
    public static EffectivePositions of(PositionEncoding encoding, RopeContext context) {
        return new EffectivePositions(encoding, context);
    }

    /** ω_i/θ_i: 1 where the pair keeps its frequency, 1/s where it is interpolated by s. */
    public double ratio(int pair) {
        return encoding.frequencies().omega(pair) / base.omega(pair);
    }

    /** The ratio of all pairs, if they share one. Pair 0 has θ_0 = 1, so its ratio is exact. */
    public OptionalDouble commonRatio() {
        return commonRatio;
    }

    /** Mapped tokens per token, where one branch serves all cells and its map is affine. */
    public OptionalDouble slope() {
        return encoding.positions() instanceof Uniform uniform
                ? uniform.branch().query().slope()
                : OptionalDouble.empty();
    }

    /** Effective position of a mapped position p, for one pair: p·ω_i/θ_i, tokens. */
    public double at(double mappedPosition, int pair) {
        return mappedPosition * (commonRatio.isPresent() ? commonRatio.getAsDouble() : ratio(pair));
    }

    /**
     * Effective distance of two tokens, tokens: the distance of their mapped positions, times the common ratio where
     * all pairs share one. Where they do not (NTK, YaRN), a distance has no single effective value and that of the
     * position maps is given.
     */
    public double distance(int query, int key) {
        Branch branch = encoding.positions().branchFor(query, key);
        double ratio = commonRatio.orElse(1);
        return ratio == 1
                ? branch.distance(query, key)
                : at(branch.query().at(query), 0) - at(branch.key().at(key), 0);
    }

    /** The largest position seen in training: trained length - 1. */
    public int trainedLimit() {
        return context.lengths().trained() - 1;
    }

    private OptionalDouble findCommonRatio() {
        double first = ratio(0);
        for (int i = 1; i < base.pairs(); i++) {
            if (Math.abs(ratio(i) - first) > RATIO_ULPS * Math.ulp(first)) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(first);
    }
}

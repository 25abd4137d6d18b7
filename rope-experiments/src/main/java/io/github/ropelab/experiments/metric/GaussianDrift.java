package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.expectation.IndependentScores;
import io.github.ropelab.experiments.expectation.MeanAbsoluteDifference;
import java.util.List;

/**
 * Expected score drift for queries and keys of independent N(0, 1) components; the closed forms beside score-drift.
 *
 * @param firstRow rows before it are left out
 */
public record GaussianDrift(int firstRow) implements ComparisonMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "gaussian-drift",
            1,
            "Expected score drift of independent vectors",
            "logit",
            MetricType.Direction.LOWER_IS_CLOSER,
            "for q, k of independent N(0, 1): rms = √E Δ², mean_abs = E|Δ|, Δ = s_strategy - s_reference, over the cells of score-drift's buckets; E Δ² = (2/d)·Σ w_j², w_j = |c·e^(iω_jΔ) - c'·e^(iω'_jΔ)|; not defined where positions are no affine map or the logit scale depends on the position",
            "derived in experiments.expectation",
            List.of(GaussianExpectation.FIRST_ROW));

    /** Checks the row. */
    public GaussianDrift {
        InvalidParameter.require(firstRow >= 0, "first_row", firstRow, "be at least 0");
    }

    static GaussianDrift from(Params params) {
        return new GaussianDrift(params.integer("first_row", GaussianExpectation.DEFAULT_FIRST_ROW));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding reference, PositionEncoding encoding, RopeContext context) {
        return new GaussianExpectation(reference, encoding, context, firstRow)
                .cells("rms", IndependentScores::meanSquareDifference, true)
                .cells("mean_abs", MeanAbsoluteDifference::exact, false)
                .measurements();
    }
}

package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.expectation.LargeRows;
import java.util.List;

/**
 * Expected divergence of long attention rows for queries and keys of independent N(0, 1) components; beside kl and entropy.
 *
 * @param firstRow rows before it are left out
 */
public record GaussianDivergence(int firstRow) implements ComparisonMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "gaussian-divergence",
            1,
            "Expected divergence of attention rows of independent vectors",
            "nats",
            MetricType.Direction.LOWER_IS_CLOSER,
            "for q, k of independent N(0, 1) and many keys: kl = τ²/2, js = E ln 2 - ln(1 + e^-z), z normal of mean τ²/2 and variance τ², entropy_change = (Var s_reference - Var s_strategy)/2, τ² = E Δ²; mean over a row's distances, then over rows",
            "derived in experiments.expectation",
            List.of(GaussianExpectation.FIRST_ROW));

    /** Checks the row. */
    public GaussianDivergence {
        InvalidParameter.require(firstRow >= 0, "first_row", firstRow, "be at least 0");
    }

    static GaussianDivergence from(Params params) {
        return new GaussianDivergence(params.integer("first_row", GaussianExpectation.DEFAULT_FIRST_ROW));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding reference, PositionEncoding encoding, RopeContext context) {
        return new GaussianExpectation(reference, encoding, context, firstRow)
                .rows("kl", LargeRows::kl)
                .rows("js", LargeRows::jensenShannon)
                .rows("entropy_change", LargeRows::entropyChange)
                .measurements();
    }
}

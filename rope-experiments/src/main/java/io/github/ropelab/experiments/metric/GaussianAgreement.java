package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.expectation.LargeRows;
import java.util.List;

/**
 * Expected total variation and rank correlation of long attention rows for queries and keys of independent N(0, 1) components.
 *
 * @param firstRow rows before it are left out
 */
public record GaussianAgreement(int firstRow) implements ComparisonMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "gaussian-agreement",
            1,
            "Expected agreement of attention rows of independent vectors",
            "1",
            MetricType.Direction.DESCRIPTIVE,
            "for q, k of independent N(0, 1) and many keys: tv = erf(τ/√8) (lower is closer), spearman = (6/π)·asin(ρ/2) (higher is closer), τ² = E Δ², ρ the correlation of the two scores; mean over a row's distances, then over rows",
            "derived in experiments.expectation",
            List.of(GaussianExpectation.FIRST_ROW));

    /** Checks the row. */
    public GaussianAgreement {
        InvalidParameter.require(firstRow >= 0, "first_row", firstRow, "be at least 0");
    }

    static GaussianAgreement from(Params params) {
        return new GaussianAgreement(params.integer("first_row", GaussianExpectation.DEFAULT_FIRST_ROW));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding reference, PositionEncoding encoding, RopeContext context) {
        return new GaussianExpectation(reference, encoding, context, firstRow)
                .rows("tv", LargeRows::totalVariation)
                .rows("spearman", LargeRows::spearman)
                .measurements();
    }
}

package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import java.util.List;
import java.util.Optional;

/**
 * Spearman's rank correlation of a row's scores, with average ranks for ties; mean over rows. Sums of ranks are exact. A
 * temperature does not change it.
 */
public record Spearman() implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "spearman",
            1,
            "Spearman's rank correlation of scores",
            "correlation",
            MetricType.Direction.HIGHER_IS_CLOSER,
            "Pearson correlation of the average ranks of s_reference and s_strategy in a row; not defined below two keys or "
                    + "where all scores of a side are equal; mean over rows",
            "Spearman 1904, Am. J. Psychol. 15, 72",
            List.of(),
            Optional.of(Observations.rows("the keys that both sides see")));

    static Spearman from(Params params) {
        return new Spearman();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return RankCorrelation.start(shape, Spearman::correlation);
    }

    private static double correlation(Ranks a, Ranks b) {
        long products = 0;
        long squaresA = 0;
        long squaresB = 0;
        for (int i = 0; i < a.size(); i++) {
            products += a.centred(i) * b.centred(i);
            squaresA += a.centred(i) * a.centred(i);
            squaresB += b.centred(i) * b.centred(i);
        }
        return products / Math.sqrt((double) squaresA * squaresB);
    }
}

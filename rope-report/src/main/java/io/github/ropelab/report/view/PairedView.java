package io.github.ropelab.report.view;

import io.github.ropelab.report.stats.PairedComparison;
import io.github.ropelab.report.stats.SignedRank;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Strategies against a baseline, statistic by statistic.
 *
 * @param caption for people
 * @param length current length of all values, tokens
 * @param heads the statistics
 * @param rows by data set, then strategy
 */
public record PairedView(String caption, int length, List<Head> heads, List<Row> rows) {
    /** Adjusted p below which a difference counts as shown. */
    public static final double LEVEL = 0.05;

    /** Copies the lists. */
    public PairedView {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
    }

    /**
     * A statistic of a metric.
     *
     * @param metric id
     * @param statistic of the metric
     * @param title for people
     * @param unit of the values
     * @param direction {@code lower_is_closer}, {@code higher_is_closer} or {@code descriptive}, as manifests say it
     */
    public record Head(String metric, String statistic, String title, String unit, String direction) {
        /** Whether larger or smaller values are closer to the reference. */
        public boolean directed() {
            return !direction.equals("descriptive");
        }
    }

    /**
     * A strategy on a data set.
     *
     * @param group the data set, and the setting where there are several
     * @param label the strategy
     * @param cells one per head; absent where there are no pairs or nothing to test
     */
    public record Row(String group, String label, List<Optional<Cell>> cells) {
        /** Copies the list. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A comparison and its family.
     *
     * @param comparison with Holm's p where the pairs are enough
     * @param family number of comparisons that the correction is over
     */
    public record Cell(PairedComparison comparison, int family) {
        /** The outcome in words. */
        public String verdict(Head head) {
            SignedRank ranks = comparison.ranks();
            if (ranks.n() == 0) {
                return "equal";
            }
            if (!comparison.enough()) {
                return "too few pairs";
            }
            if (!shown()) {
                return family * SignedRank.leastPValue(comparison.n()) > LEVEL
                        ? "too few pairs for " + family + " comparisons"
                        : "no difference shown";
            }
            boolean lower = ranks.rankBiserial() < 0;
            return switch (head.direction().toLowerCase(Locale.ROOT)) {
                case "lower_is_closer" -> lower ? "closer" : "farther";
                case "higher_is_closer" -> lower ? "farther" : "closer";
                default -> lower ? "lower" : "higher";
            };
        }

        /** Whether the adjusted p is below the level. */
        public boolean shown() {
            return comparison.adjusted().orElse(1) < LEVEL;
        }

        /** One star for an adjusted p below 0.05, two for 0.01, three for 0.001. */
        public String stars() {
            double p = comparison.adjusted().orElse(1);
            return p < 0.001 ? "***" : p < 0.01 ? "**" : p < LEVEL ? "*" : "";
        }
    }
}

package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.experiments.data.Needle;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How far the score of one key lies above the largest other one of the row; mean over the last queries. Above 0 the key is found.
 * With drawn vectors a needle of the same position and queries is that key.
 *
 * @param position of the key: below 1 a share of the current length, else tokens
 * @param queries how many of the last rows to look at
 */
public record RetrievalMargin(double position, int queries) implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "retrieval-margin",
            1,
            "Retrieval margin",
            "logit",
            MetricType.Direction.DESCRIPTIVE,
            "s_p - max over visible n ≠ p of s_n, p the key at the position; reference, strategy, change = strategy - reference; "
                    + "mean over the last rows",
            "own definition",
            List.of(
                    ParameterDoc.of(
                            "position",
                            "0.5",
                            "a share of the current length below 1, or a whole number of tokens",
                            "position of the key",
                            0.5,
                            16),
                    ParameterDoc.of("queries", "1", "at least 1", "how many of the last rows", 1, 4)));

    private static final List<String> STATISTICS = List.of("reference", "strategy", "change");
    private static final double DEFAULT_POSITION = 0.5;

    /** Checks both. */
    public RetrievalMargin {
        needle(position, queries);
    }

    private static Needle needle(double position, int queries) {
        return new Needle(position, 0, queries);
    }

    static RetrievalMargin from(Params params) {
        return new RetrievalMargin(params.number("position", DEFAULT_POSITION), params.integer("queries", 1));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new Margins(needle(position, queries), shape.current());
    }

    private static final class Margins implements Observer {
        private final Needle needle;
        private final int current;
        private final Optional<String> refusal;
        private final Sums sums = new Sums(STATISTICS.size());

        Margins(Needle needle, int current) {
            this.needle = needle;
            this.current = current;
            this.refusal = needle.refusal(current);
        }

        @Override
        public void observe(AttentionRow referenceRow, AttentionRow candidate) {
            if (refusal.isPresent() || candidate.query() < current - needle.queries()) {
                return;
            }
            double ofReference = margin(referenceRow);
            double ofStrategy = margin(candidate);
            addFinite(0, ofReference);
            addFinite(1, ofStrategy);
            addFinite(2, ofStrategy - ofReference);
        }

        /** A margin is infinite, and a change of margins not finite, where the key or every other one is hidden. */
        private void addFinite(int statistic, double value) {
            if (Double.isFinite(value)) {
                sums.add(statistic, value);
            }
        }

        /** In logarithms of probabilities, which differ as the scores do and are -∞ where a key is hidden. */
        private double margin(AttentionRow row) {
            double[] logs = row.logProbabilities();
            int key = needle.at(current);
            double largest = Double.NEGATIVE_INFINITY;
            for (int n = 0; n < row.keys(); n++) {
                largest = n == key ? largest : Math.max(largest, logs[n]);
            }
            return logs[key] - largest;
        }

        @Override
        public List<Measurement> finish() {
            Bucket bucket = new Bucket(Bucket.Axis.ROW, Math.max(0, current - needle.queries()), current);
            String reason = refusal.map(rule -> "the length must " + rule).orElse("the key is hidden from the rows");
            return IntStream.range(0, STATISTICS.size())
                    .mapToObj(s -> sums.count(s) == 0
                            ? Measurement.undefined(STATISTICS.get(s), bucket, reason)
                            : Measurement.of(STATISTICS.get(s), bucket, sums.mean(s), sums.count(s)))
                    .toList();
        }
    }
}

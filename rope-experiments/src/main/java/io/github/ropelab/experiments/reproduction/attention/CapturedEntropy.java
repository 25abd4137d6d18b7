package io.github.ropelab.experiments.reproduction.attention;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import java.io.IOException;
import java.util.List;

/** How the mean entropy of a model's heads grows with length, plain and under log_n. */
record CapturedEntropy(Work work) {
    private static final int SHORT = 512;
    private static final int LONG = 2048;

    /** Row buckets are octaves from 128 on: the mean over each is a point of the curve. */
    private static final String STUDY = """
            schema: 1
            study: attention-entropy
            question: How does the entropy of attention grow with length, and what does a factor log n take off?
            lengths: {trained: 128, current: 2048}
            first_row: 64
            reference: none
            strategies:
              - {id: log_n, training_length: 512}
            data:
              - capture: smollm2-135m
            metrics: [entropy]
            """;

    /** Positions at which the factor of the study's strategy is looked at. */
    static final int[] QUERIES = {100, 511, 512, 2047};

    void addTo(Recomputed recomputed) throws IOException {
        LogitScale factor = new Rope(64, 100_000, Lengths.trained(2048))
                .encode("log_n:training_length=512")
                .attention()
                .logit();
        for (int query : QUERIES) {
            recomputed.put("log-n-" + query, factor.at(query));
        }
        ResultTable results = work.study(STUDY)
                .where(row -> row.metric().equals("entropy") && row.axis().equals("row"));
        DataTable.Rows table = DataTable.titled("captured", "Mean entropy of SmolLM2's heads by length")
                .column("kind", "plain or under log_n")
                .column("keys", "geometric middle of the octave, tokens")
                .column("entropy", "mean entropy over 12 heads, nats");
        for (String statistic : List.of("reference", "strategy")) {
            boolean plain = statistic.equals("reference");
            for (int from = 64; from < LONG; from *= 2) {
                table.row(
                        plain ? "plain" : "log n scaling from 512 keys on",
                        Math.sqrt(2) * from,
                        mean(results, statistic, from));
            }
            double growth = mean(results, statistic, LONG / 2) - mean(results, statistic, SHORT / 2);
            recomputed.put(plain ? "fading" : "fading-log-n", growth / StrictMath.log((double) LONG / SHORT));
        }
        recomputed.add(
                table.table(),
                Chart.lines(
                        "captured",
                        "Mean entropy of attention over 12 heads of SmolLM2-135M and over the rows of each octave, by the rows' length: as "
                                + "captured, and with logits times max(1, ln n/ln 512). Up to 512 keys that factor is 1 and the lines are one.",
                        "captured",
                        new Axis("keys", "keys n", Scale.LOG2),
                        new Axis("entropy", "entropy (nats)"),
                        "kind"));
    }

    /** Over heads, of the rows [from, 2·from). */
    private static double mean(ResultTable results, String statistic, int from) {
        return results.rows().stream()
                .filter(row -> row.statistic().equals(statistic) && row.from() == from)
                .map(ResultRow::value)
                .mapToDouble(value -> value.orElseThrow())
                .average()
                .orElseThrow();
    }
}

package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.experiments.result.CsvText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tables and figures show of precisions, lengths without vectors, metrics with arguments, and heads. */
class StudyReportTest {
    @TempDir
    Path folder;

    private List<Map<String, String>> table(String name) {
        return CsvText.read(folder.resolve("out/tables/" + name + ".csv"));
    }

    @Test
    void everyPrecisionAndTheLongestLengthWithVectorsAreShown() throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), """
                schema: 1
                study: shown
                lengths: {trained: 16, current: [32, 64]}
                geometry: {head_dim: [8, 16], base: 100, pairing: interleaved}
                data: [{gaussian: g, head_dim: 8, base: 100, pairing: interleaved}]
                seeds: {count: 2, root: 1}
                arithmetic: [f64, bf16]
                strategies: [none, linear]
                metrics: [output-error, {id: top-k-overlap, k: 1}, {id: top-k-overlap, k: 40}, encoding-distance, frequency-ratio]
                exclude:
                  - {data: g, current: 64, because: long}
                  - {strategy: none, arithmetic: f64, data: g, because: the reference}
                """);
        Ended ended = Ended.line("run " + study + " -o " + folder.resolve("out") + " --quiet");
        assertThat(ended.code()).as(ended.err()).isZero();
        List<Map<String, String>> strategies = table("strategies");
        assertThat(strategies)
                .extracting(row -> row.get("strategy"))
                .containsExactly("none", "none @bf16", "linear", "linear @bf16");
        Map<String, String> half = strategies.get(1);
        assertThat(Double.parseDouble(half.get("output-error.mean"))).isPositive();
        // of k = 40 all keys of a row of 32 would be common
        assertThat(Double.parseDouble(strategies.get(2).get("top-k-overlap.mean")))
                .isLessThan(1);
        assertThat(CsvText.read(folder.resolve("out/figures/drift-vs-length.csv")))
                .extracting(Map::values)
                .anyMatch(values -> values.contains("none @bf16"));
        assertThat(folder.resolve("out/figures/dialect-distance.svg"))
                .as("the reference is no version of itself")
                .doesNotExist();
        assertThat(folder.resolve("out/tables/versions.csv")).doesNotExist();
        List<Map<String, String>> distances = table("distances");
        assertThat(distances)
                .extracting(row -> row.get("heads") + " | " + row.get("strategy"))
                .containsExactly("head dim 8, base 100 | linear", "head dim 16, base 100 | linear");
        assertThat(Double.parseDouble(distances.get(0).get("length_64"))).isPositive();
        assertThat(Files.readString(folder.resolve("out/figures/frequency-ratio.json")))
                .contains("\"current_length\" : \"= 64\"");
    }

    /** What is known of encodings alone stands beside their distances, and every draw is a dot. */
    @Test
    void curvesErrorsByPositionAndSingleDrawsAreShown() throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), """
                schema: 1
                study: shown
                lengths: {trained: 16, current: 64}
                geometry: {head_dim: 8, base: 100, pairing: interleaved}
                data: [{gaussian: g, head_dim: 8, base: 100, pairing: interleaved}]
                seeds: {count: 3, root: 1}
                strategies: [none, linear]
                metrics: [kl, decay-curve, phase-coverage, first-negative-distance, table-precision-error]
                """);
        Ended ended = Ended.line("run " + study + " -o " + folder.resolve("out") + " --quiet");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(figure("variation"))
                .as("kl stands in for outputs")
                .extracting(row -> row.get("row") + ", " + row.get("setting"))
                .containsExactly("linear, draw 0", "linear, draw 1", "linear, draw 2");
        assertThat(figure("drift-vs-length")).hasSize(1);
        assertThat(figure("decay-curve")).extracting(row -> row.get("series")).contains("none", "linear");
        assertThat(figure("precision-by-position")).isNotEmpty().allMatch(row -> Double.parseDouble(row.get("y")) > 0);
        assertThat(table("distances").get(0).keySet())
                .contains("phase-coverage.mean_beyond_range", "first-negative-distance.distance")
                .doesNotContain("length_64");
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains("angles beyond range", "KL divergence of attention from none");
    }

    private List<Map<String, String>> figure(String name) throws IOException {
        return CsvText.read(folder.resolve("out/figures/" + name + ".csv"));
    }
}

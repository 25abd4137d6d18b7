package io.github.ropelab.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.Report;
import io.github.ropelab.report.stats.Holm;
import io.github.ropelab.report.stats.PairedComparison;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.PairedView.Cell;
import io.github.ropelab.report.view.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From rows of results.csv to paired comparisons and their texts. */
class PairedTableTest {
    private static final List<String> STRATEGIES = List.of("none", "base", "better", "worse", "noisy", "same");
    private static final int HEADS = 9;
    private static final int LONGEST = 64;

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>(List.of(String.join(",", ResultTable.columns())));
    private final Map<String, List<Double>> values = new HashMap<>();

    /** A row by column names: columns that the test does not care for are empty or 1. */
    private void row(Map<String, ?> cells) {
        Map<String, String> defaults = Map.ofEntries(
                Map.entry("head_dim", "8"),
                Map.entry("rotary_dim", "8"),
                Map.entry("base", "100.0"),
                Map.entry("trained_length", "16"),
                Map.entry("target_length", "64"),
                Map.entry("current_length", String.valueOf(LONGEST)),
                Map.entry("strategy_version", "1"),
                Map.entry("reference", "none"),
                Map.entry("arithmetic", "f64"),
                Map.entry("metric_version", "1"),
                Map.entry("axis", "all"),
                Map.entry("from", "8"),
                Map.entry("to", "64"),
                Map.entry("n", "10"),
                Map.entry("status", "ok"));
        lines.add(ResultTable.columns().stream()
                .map(name ->
                        cells.containsKey(name) ? String.valueOf(cells.get(name)) : defaults.getOrDefault(name, ""))
                .collect(Collectors.joining(",")));
    }

    private void value(String data, int slice, String strategy, String metric, String statistic, double value) {
        values.computeIfAbsent(data + strategy + metric, key -> new ArrayList<>())
                .add(value);
        row(Map.of(
                "data",
                data,
                data.equals("model") ? "head" : "seed",
                slice,
                data.equals("model") ? "layer" : "note",
                data.equals("model") ? "3" : "",
                "strategy",
                strategy,
                "metric",
                metric,
                "statistic",
                statistic,
                "value",
                value));
    }

    @BeforeEach
    void results() throws IOException {
        Random random = new Random(1);
        for (int slice = 0; slice < HEADS; slice++) {
            for (String data : slice < 4 ? List.of("model", "few") : List.of("model")) {
                double base = 1 + random.nextDouble();
                Map<String, Double> errors = Map.of(
                        "none",
                        0.0,
                        "base",
                        base,
                        "better",
                        base - 0.1 - 0.01 * slice,
                        "worse",
                        base + 0.2 + 0.01 * slice,
                        "noisy",
                        base + (slice % 2 == 0 ? 0.1 : -0.1) * (1 + 0.1 * slice),
                        "same",
                        Math.nextUp(base));
                for (String strategy : STRATEGIES) {
                    value(data, slice, strategy, "output-error", "mean", errors.get(strategy));
                    value(data, slice, strategy, "top-k-overlap", "mean", 3 - errors.get(strategy));
                    value(data, slice, strategy, "entropy", "change", errors.get(strategy));
                    row(Map.of(
                            "data",
                            data,
                            "seed",
                            slice,
                            "strategy",
                            strategy,
                            "metric",
                            "output-error",
                            "statistic",
                            "mean",
                            "current_length",
                            16,
                            "value",
                            random.nextDouble()));
                }
            }
        }
        row(Map.of(
                "data",
                "model",
                "layer",
                3,
                "head",
                HEADS,
                "strategy",
                "base",
                "metric",
                "output-error",
                "statistic",
                "mean",
                "value",
                0.5));
        row(Map.of(
                "data",
                "model",
                "layer",
                3,
                "head",
                HEADS,
                "strategy",
                "better",
                "metric",
                "output-error",
                "statistic",
                "",
                "status",
                "failed"));
        Files.write(folder.resolve("results.csv"), lines);
        Files.writeString(folder.resolve("manifest.json"), manifest("base").toJson());
    }

    private static Manifest manifest(String baseline) {
        List<Manifest.Strategy> strategies = STRATEGIES.stream()
                .map(label -> new Manifest.Strategy(label, label, "", "", label, 1, "", "", label, Map.of()))
                .toList();
        List<Manifest.MetricInfo> metrics = List.of(
                new Manifest.MetricInfo("output-error", 1, "t", "u", "lower_is_closer", "d", ""),
                new Manifest.MetricInfo("top-k-overlap", 1, "t", "u", "higher_is_closer", "d", ""),
                new Manifest.MetricInfo("entropy", 1, "t", "u", "descriptive", "d", ""));
        return new Manifest(
                Manifest.SCHEMA,
                new Manifest.Study(
                        "s",
                        "q",
                        "1",
                        "2",
                        16,
                        List.of(16, LONGEST),
                        8,
                        "none",
                        baseline,
                        strategies,
                        metrics,
                        List.of(),
                        List.of()),
                List.of(
                        new Manifest.Data("model", "f", HEADS, Map.of()),
                        new Manifest.Data("few", "g", 4, Map.of("kind", "drawn"))),
                new Manifest.Toolkit("t", "c", "false", "k"),
                new Manifest.Platform("v", "j", "o", "a"),
                new Manifest.Run(0, 0, 0, 0, false, "2026-01-01T00:00:00Z"),
                Map.of("results.csv", "3"));
    }

    private PairedView view(String baseline) {
        return PairedTable.of(new Selection(ResultTable.read(folder.resolve("results.csv")), manifest(baseline)));
    }

    private static int column(PairedView view, String metric) {
        return view.heads().stream().map(PairedView.Head::metric).toList().indexOf(metric);
    }

    private static Map<String, String> verdicts(PairedView view, String group, String metric) {
        int column = column(view, metric);
        return view.rows().stream()
                .filter(row ->
                        row.group().equals(group) && row.cells().get(column).isPresent())
                .collect(Collectors.toMap(PairedView.Row::label, row -> row.cells()
                        .get(column)
                        .orElseThrow()
                        .verdict(view.heads().get(column))));
    }

    @Test
    void directionsAreSaidInWords() {
        PairedView view = view("base");
        assertThat(verdicts(view, "model", "output-error"))
                .isEqualTo(Map.of(
                        "better", "closer", "worse", "farther", "noisy", "no difference shown", "same", "equal"));
        assertThat(verdicts(view, "model", "top-k-overlap"))
                .isEqualTo(Map.of(
                        "better", "closer", "worse", "farther", "noisy", "no difference shown", "same", "equal"));
        assertThat(verdicts(view, "model", "entropy"))
                .as("without a direction the reference takes part")
                .isEqualTo(Map.of(
                        "none",
                        "lower",
                        "better",
                        "lower",
                        "worse",
                        "higher",
                        "noisy",
                        "no difference shown",
                        "same",
                        "equal"));
        assertThat(verdicts(view, "few", "output-error"))
                .isEqualTo(Map.of(
                        "better",
                        "too few pairs",
                        "worse",
                        "too few pairs",
                        "noisy",
                        "too few pairs",
                        "same",
                        "equal"));
        assertThat(PairedText.words(view))
                .contains("model, output error: closer to the reference than base: better; farther from it than base: "
                        + "worse; no difference shown: noisy; equal to base: same.");
    }

    @Test
    void comparisonsArePairedByHeadAndAdjustedOverTheFamily() {
        PairedView view = view("base");
        List<String> labels = List.of("better", "worse", "noisy", "same");
        List<PairedComparison> expected = labels.stream()
                .map(label -> PairedComparison.of(label, "base", numbers("model" + label), numbers("modelbase")))
                .toList();
        double[] adjusted =
                Holm.adjust(expected.stream().map(c -> c.ranks().pValue()).toList());
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            PairedView.Row row = view.rows().stream()
                    .filter(r -> r.group().equals("model") && r.label().equals(label))
                    .findFirst()
                    .orElseThrow();
            Cell cell = row.cells().get(column(view, "output-error")).orElseThrow();
            assertThat(cell.family()).isEqualTo(labels.size());
            assertThat(cell.comparison()).isEqualTo(expected.get(i).adjusted(adjusted[i]));
            assertThat(cell.comparison().n()).as("the failed head is left out").isEqualTo(HEADS);
        }
    }

    private double[] numbers(String key) {
        return values.get(key + "output-error").stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    @Test
    void theOrderOfRowsDoesNotMatter() throws IOException {
        PairedView view = view("base");
        List<String> shuffled = new ArrayList<>(lines.subList(1, lines.size()));
        Collections.shuffle(shuffled, new Random(2));
        shuffled.add(0, lines.get(0));
        Files.write(folder.resolve("results.csv"), shuffled);
        assertThat(view("base").rows()).containsExactlyInAnyOrderElementsOf(view.rows());
    }

    @Test
    void againstTheReferenceNothingWithADirectionIsTested() {
        PairedView view = view("none");
        assertThat(verdicts(view, "model", "output-error")).isEmpty();
        assertThat(verdicts(view, "model", "entropy")).containsEntry("better", "higher");
    }

    @Test
    void aFamilyThatNoNumberOfSuchPairsCanPassIsSaidToHaveTooFew() {
        PairedComparison six = PairedComparison.of("a", "b", new double[] {1, 2, 3, 4, 5, 6}, new double[6]);
        PairedView.Head head = new PairedView.Head("m", "s", "t", "u", "lower_is_closer");
        assertThat(new Cell(six.adjusted(0.03125), 1).verdict(head)).isEqualTo("farther");
        assertThat(new Cell(six.adjusted(0.0625), 2).verdict(head)).isEqualTo("too few pairs for 2 comparisons");
    }

    @Test
    void filesAndPageSayTheSame() throws IOException {
        Report.Written written = Report.render(folder);
        assertThat(written.warnings())
                .as("rows without a pairing and strategies of no catalogue")
                .anyMatch(warning -> warning.startsWith("No explorer: "));
        assertThat(written.files())
                .doesNotContain("explorer.html")
                .contains("tables/paired.csv", "tables/paired.md", "tables/paired.tex");
        List<String> csv = Files.readAllLines(folder.resolve("tables/paired.csv"));
        assertThat(csv.get(0))
                .isEqualTo("data,strategy,baseline,current_length,metric,statistic,unit,n,median_difference,low,high,"
                        + "hodges_lehmann,nonzero,rank_biserial,p,p_method,p_holm,family,verdict");
        assertThat(csv).hasSize(1 + 2 * (2 * 4 + 5));
        List<String> head = List.of(csv.get(0).split(","));
        for (String line : csv.subList(1, csv.size())) {
            String[] cells = line.split(",", -1);
            for (String column : List.of("low", "high", "p", "p_method", "p_holm")) {
                assertThat(cells[head.indexOf(column)].isEmpty()).as(line).isEqualTo(line.startsWith("few,"));
            }
        }
        String markdown = Files.readString(folder.resolve("tables/paired.md"));
        String page = Files.readString(folder.resolve("report.html"));
        PairedView view = view("base");
        String cell = PairedText.cell(view.rows().stream()
                .filter(row -> row.label().equals("better"))
                .findFirst()
                .orElseThrow()
                .cells()
                .get(column(view, "output-error"))
                .orElseThrow());
        assertThat(cell).matches("-0\\.1\\d+ \\[-0\\.\\d+, -0\\.\\d+\\] \\*");
        assertThat(markdown).contains(cell.replace("*", "\\*")).contains("| few | better |");
        assertThat(page).contains("Paired comparison with base").contains(cell);
        assertThat(Files.readString(folder.resolve("tables/paired.tex")))
                .contains("better & -0.1")
                .contains("]^{*}$");
    }
}

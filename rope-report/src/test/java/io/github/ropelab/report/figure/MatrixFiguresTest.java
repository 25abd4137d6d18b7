package io.github.ropelab.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.CsvText;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.experiments.run.RunSummary;
import io.github.ropelab.experiments.run.StudyFolder;
import io.github.ropelab.experiments.run.StudyRunner;
import io.github.ropelab.experiments.study.StudyReader;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each matrix of a figure is the rows of results.csv that its filter picks. */
class MatrixFiguresTest {
    private static final String STUDY = """
            schema: 1
            study: matrices
            question: Do figures show what was recorded?
            lengths: {trained: 16, current: [16, 24, 40]}
            reference: none
            strategies:
              - none
              - {id: rerope, window: 8}
              - {id: linear, factor: 3}
              - {id: ntk_aware, factor: 3}
            data:
              - {gaussian: a, head_dim: 8, base: 100, pairing: half-split}
              - {gaussian: b, head_dim: 16, base: 1000, pairing: half-split}
            seeds: {count: 2, root: 3}
            metrics:
              - output-error
              - kl
              - {id: effective-distance, resolution: 10}
              - {id: effective-distance, resolution: 5}
              - phase-coverage
            """;

    @TempDir
    static Path folder;

    private static Selection selection;

    @BeforeAll
    static void run() throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, STUDY);
        Plan plan = Planner.plan(StudyReader.read(file, folder));
        Path out = folder.resolve("out");
        try (StudyFolder opened = StudyFolder.open(out)) {
            RunSummary summary = new StudyRunner(opened.cells(), false, (cell, outcome) -> {}).run(plan, 2);
            opened.write(
                    summary,
                    true,
                    new Manifest.Toolkit("t", "c", "false", "k"),
                    new Manifest.Platform("v", "j", "o", "a"));
        }
        selection = new Selection(
                ResultTable.read(out.resolve("results.csv")), Manifest.read(out.resolve("manifest.json")));
    }

    private static List<ResultRow> picked(Figure.Drawing drawing) {
        Filter filter = drawing.filters().get(0);
        assertThat(drawing.filters()).hasSize(1);
        return selection.rows(filter).rows();
    }

    private static Map<String, Double> csv(Figure.Drawing drawing) throws IOException {
        Path file = Files.createTempFile(folder, "figure", ".csv");
        Files.writeString(file, drawing.view().csv());
        return CsvText.read(file).stream()
                .collect(Collectors.toMap(
                        line -> line.get("panel") + "|" + line.get("row") + "|" + line.get("column"),
                        line -> Double.parseDouble(line.get("value"))));
    }

    private static Map<String, Double> means(List<ResultRow> rows, Function<ResultRow, String> cell) {
        return rows.stream().collect(Collectors.groupingBy(cell, Collectors.averagingDouble(row -> row.value()
                .orElseThrow())));
    }

    @Test
    void strategiesByLengthAreMeansOverTheDraws() throws Exception {
        Figure.Drawing drawing = new StrategyByLength().draw(selection);
        List<ResultRow> rows = picked(drawing).stream()
                .filter(row -> !row.strategy().equals("none")) // the reference
                .toList();
        assertThat(rows).hasSize(2 * 3 * 3 * 2).allMatch(row -> row.metric().equals("output-error"));
        assertThat(csv(drawing))
                .isEqualTo(means(rows, row -> row.data() + "|" + row.strategy() + "|" + row.currentLength()));
        assertThat(drawing.caption())
                .contains("a: n = 2 draws from root seed 3, b: n = 2 draws", "trained length 16 tokens");
    }

    @Test
    void relativePositionsAreTheRecordedDistancesOfTheFirstResolution() throws Exception {
        Figure.Drawing drawing = new RelativePositions().draw(selection);
        List<ResultRow> rows = picked(drawing);
        assertThat(rows).hasSize(3 * 10 * 11 / 2).allMatch(row -> row.currentLength() == 40);
        assertThat(csv(drawing))
                .isEqualTo(means(
                        rows,
                        row -> row.strategy() + "|" + row.statistic().substring("query_".length()) + "|" + row.from()));
        assertThat(drawing.caption()).contains("block of 4 queries", "trained length 16 tokens");
        assertThat(((MatrixView) drawing.view()).middle()).hasValue(15);
    }

    @Test
    void phaseCoverageIsTheRecordedShareOfEveryPair() throws Exception {
        Figure.Drawing drawing = new PhaseCoverage().draw(selection);
        List<ResultRow> rows = picked(drawing);
        assertThat(rows).hasSize(4 * (4 + 8)).allMatch(row -> row.statistic().equals("beyond_range"));
        assertThat(csv(drawing))
                .isEqualTo(means(
                        rows,
                        row -> "base " + (long) row.base() + ", rotary dim " + row.rotaryDim() + "|" + row.strategy()
                                + "|" + row.from()));
        assertThat(csv(drawing).values()).anyMatch(value -> value > 0.5).anyMatch(value -> value == 0);
    }

    @Test
    void whatIsMissingIsSaid() {
        Selection empty = new Selection(selection.table().where(row -> false), selection.manifest());
        for (Figure figure : List.of(new StrategyByLength(), new RelativePositions(), new PhaseCoverage())) {
            assertThatThrownBy(() -> figure.draw(empty))
                    .isInstanceOf(Figure.NothingToDraw.class)
                    .hasMessageStartingWith("the results hold no");
        }
    }

    @Test
    void otherQuantitiesStandInWhereOutputsWereNotMeasured() throws Exception {
        Selection withoutOutputs = new Selection(
                selection.table().where(row -> !row.metric().equals("output-error")), selection.manifest());
        Figure.Drawing drawing = new StrategyByLength().draw(withoutOutputs);
        assertThat(drawing.caption()).startsWith("KL divergence");
        assertThat(((MatrixView) drawing.view()).value().label()).isEqualTo("KL divergence (nats)");
    }
}

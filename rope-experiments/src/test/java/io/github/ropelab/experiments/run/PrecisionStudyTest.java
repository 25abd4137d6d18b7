package io.github.ropelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of an encoding's precision are swept over the arithmetics, the other metrics of encodings are not. */
class PrecisionStudyTest {
    private static final String STUDY = """
            schema: 1
            study: precision
            lengths: {trained: 64, current: [256]}
            geometry: {head_dim: 16, base: 10000, pairing: half-split}
            strategies: [none, "linear:factor=4"]
            arithmetic: [%s]
            metrics:
              - decay-curve
              - phase-coverage
              - angle-precision-error
              - {id: invariance-residual, positions: [2000], draws: 20}
            """;

    @TempDir
    Path folder;

    private Plan plan(String arithmetics) throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, String.format(STUDY, arithmetics));
        return Planner.plan(StudyReader.read(file, DataFolder.captures()));
    }

    private List<ResultRow> rows(Plan plan, String cells) throws IOException {
        RunSummary summary =
                new StudyRunner(new CellStore(folder.resolve(cells)), true, (cell, outcome) -> {}).run(plan, 2);
        assertThat(summary.failed()).isZero();
        return Results.of(summary).rows();
    }

    private static Set<String> arithmeticsOf(List<ResultRow> rows, String metric) {
        return rows.stream()
                .filter(row -> row.metric().equals(metric))
                .map(row -> row.strategy() + " " + row.arithmetic())
                .collect(Collectors.toSet());
    }

    @Test
    void onlyPrecisionIsSwept() throws IOException {
        List<ResultRow> rows = rows(plan("f64, f32, bf16"), "swept");
        Set<String> swept = Set.of(
                "none f64",
                "none @f32 f32",
                "none @bf16 bf16",
                "linear:factor=4 f64",
                "linear:factor=4 @f32 f32",
                "linear:factor=4 @bf16 bf16");
        assertThat(arithmeticsOf(rows, "invariance-residual")).isEqualTo(swept);
        assertThat(arithmeticsOf(rows, "angle-precision-error")).isEqualTo(swept);
        assertThat(arithmeticsOf(rows, "decay-curve")).containsExactlyInAnyOrder("none f64", "linear:factor=4 f64");
        assertThat(arithmeticsOf(rows, "phase-coverage")).isEqualTo(arithmeticsOf(rows, "decay-curve"));
        List<Double> shifts = rows.stream()
                .filter(row ->
                        row.statistic().equals("shift") && row.strategyId().equals("none"))
                .sorted((a, b) -> a.arithmetic().compareTo(b.arithmetic()))
                .map(row -> row.value().orElseThrow())
                .toList();
        assertThat(shifts).hasSize(3);
        assertThat(shifts.get(0)).isGreaterThan(30 * shifts.get(1)); // bf16, f32
        assertThat(shifts.get(1)).isGreaterThan(1e5 * shifts.get(2)); // f32, f64
        assertThat(rows)
                .filteredOn(row -> row.metric().equals("invariance-residual"))
                .allSatisfy(row -> assertThat(row.axis()).isEqualTo("position"));
    }

    /** In double both kinds of metrics share a cell's address; neither run overwrites what the other left. */
    @Test
    void cellsInDoubleKeepTheValuesOfBothKinds() throws IOException {
        Plan plan = plan("f64");
        List<ResultRow> computed = rows(plan, "cells");
        CellStore store = new CellStore(folder.resolve("cells"));
        for (Cell cell : plan.cells()) {
            assertThat(store.find(cell.key()).byMetric()).hasSize(4);
        }
        RunSummary again = new StudyRunner(store, true, (cell, outcome) -> {}).run(plan, 2);
        assertThat(again.reused()).isEqualTo(plan.cells().size());
        assertThat(Results.of(again).rows()).isEqualTo(computed);
    }

    @Test
    void withoutDoubleMetricsOfEncodingsAreThereOnceAllTheSame() throws IOException {
        List<ResultRow> rows = rows(plan("f32"), "single");
        assertThat(arithmeticsOf(rows, "decay-curve")).containsExactlyInAnyOrder("none f64", "linear:factor=4 f64");
        assertThat(arithmeticsOf(rows, "invariance-residual"))
                .containsExactlyInAnyOrder("none @f32 f32", "linear:factor=4 @f32 f32");
    }
}

package io.github.ropelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.drift.RowSample;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.study.StudyReader;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunnerTest {
    private static final String STUDY = """
            schema: 1
            study: small
            lengths: {trained: 32, current: [32, 80]}
            strategies: [none, linear, yarn, "rerope:window=16", "offset:offset=9"]
            data:
              - {capture: smollm2-135m, layers: [10]}
              - {gaussian: g, head_dim: 8, base: 10000, pairing: interleaved}
            seeds: {count: 2, root: 3}
            metrics: [score-drift, centred-drift, kl, entropy, top-k-overlap, output-error, mass-beyond, score-excess, frequency-ratio]
            """;

    /** Scores of order 10 in float; top-k-overlap has no near-ties on so few keys. */
    private static final Tolerance FLOAT = new Tolerance("float scores", 1e-4, 1e-4);

    @TempDir
    Path folder;

    private Plan plan;

    @BeforeEach
    void plan() throws IOException {
        plan = plan(STUDY);
    }

    private Plan plan(String yaml) throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, yaml);
        return Planner.plan(StudyReader.read(file, DataFolder.captures()));
    }

    private RunSummary run(Plan what, String out, int threads, boolean reuse) throws IOException {
        return run(what, out, threads, reuse, null);
    }

    private RunSummary run(Plan what, String out, int threads, boolean reuse, UnaryOperator<List<List<Integer>>> order)
            throws IOException {
        try (StudyFolder output = StudyFolder.open(folder.resolve(out))) {
            RunSummary summary =
                    new StudyRunner(output.cells(), reuse, (cell, outcome) -> {}, order).run(what, threads);
            output.write(
                    summary,
                    !reuse,
                    new Manifest.Toolkit("t", "c", "false", "k"),
                    new Manifest.Platform("v", "j", "o", "a"));
            return summary;
        }
    }

    private String csv(String out) throws IOException {
        return Files.readString(folder.resolve(out).resolve("results.csv"));
    }

    @Test
    void oneThreadManyThreadsReusedAndRepairedRunsGiveTheSameBytes() throws IOException {
        assertThat(run(plan, "one", 1, true).computed()).isEqualTo(plan.cells().size());
        assertThat(run(plan, "many", 4, true).computed()).isEqualTo(plan.cells().size());
        assertThat(csv("many")).isEqualTo(csv("one"));
        assertThat(run(plan, "one", 2, true).reused()).isEqualTo(plan.cells().size());
        assertThat(csv("one")).isEqualTo(csv("many"));
        assertThat(run(plan, "one", 2, false).computed()).isEqualTo(plan.cells().size());

        List<Path> cells = cells("many");
        Files.delete(cells.get(0));
        Files.writeString(cells.get(1), Files.readString(cells.get(1)).replaceFirst("\"n\":", "\"n\":1"));
        Files.write(cells.get(2), new byte[10]);
        Files.write(cells.get(3), new byte[0]);
        Files.copy(cells.get(5), cells.get(4), StandardCopyOption.REPLACE_EXISTING);
        RunSummary repaired = run(plan, "many", 2, true);
        assertThat(repaired.computed()).isEqualTo(5);
        assertThat(repaired.replaced()).isEqualTo(Map.of("wrong checksum", 3L, "another cell", 1L));
        assertThat(csv("many")).isEqualTo(csv("one"));
    }

    @Test
    void theOrderOfTasksAndCellsChangesNoByte() throws IOException {
        run(plan, "one", 1, true);
        for (int round = 0; round < 3; round++) {
            Comparator<Object> shuffled = shuffled(round);
            run(plan, "tasks" + round, 2, true, tasks -> tasks.stream()
                    .sorted(shuffled)
                    .toList());
            assertThat(csv("tasks" + round)).isEqualTo(csv("one"));
            Plan cells = new Plan(
                    plan.study(), plan.cells().stream().sorted(shuffled).toList(), plan.excluded());
            assertThat(cells.cells()).isNotEqualTo(plan.cells());
            run(cells, "cells" + round, 2, true);
            assertThat(csv("cells" + round)).isEqualTo(csv("one"));
        }
    }

    /** An order without system that is the same in every run. */
    private static Comparator<Object> shuffled(int round) {
        return Comparator.comparing(o -> FileHash.sha256(round + o.toString()));
    }

    @Test
    void aNewLengthComputesOnlyItsCells() throws IOException {
        Plan shorter = plan(STUDY.replace("current: [32, 80]", "current: [32]"));
        run(shorter, "out", 2, true);
        RunSummary longer = run(plan, "out", 2, true);
        assertThat(longer.reused()).isEqualTo(shorter.cells().size());
        assertThat(longer.computed())
                .isEqualTo(plan.cells().stream()
                        .filter(cell -> cell.context().lengths().current() == 80)
                        .count());
        run(plan, "fresh", 2, true);
        assertThat(csv("out")).isEqualTo(csv("fresh"));
    }

    private List<Path> cells(String out) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(out).resolve("cells"))) {
            return files.filter(f -> f.toString().endsWith(".cell")).sorted().toList();
        }
    }

    @Test
    void aNewMetricComputesOnlyWhatIsMissing() throws IOException {
        Plan fewer = plan(STUDY.replace("score-drift, centred-drift, ", ""));
        run(fewer, "out", 2, true);
        RunSummary more = run(plan, "out", 2, true);
        run(plan, "fresh", 2, true);
        assertThat(csv("out")).isEqualTo(csv("fresh"));
        assertThat(more.reused())
                .isEqualTo(plan.cells().stream().filter(c -> c.head().isEmpty()).count());
    }

    @Test
    void resultsReadBackEqualAndRowsAreUnique() throws IOException {
        RunSummary summary = run(plan, "out", 2, true);
        ResultTable written = Results.of(summary);
        ResultTable read = ResultTable.read(folder.resolve("out/results.csv"));
        assertThat(read.rows()).isEqualTo(written.rows());
        for (int i = 1; i < read.rows().size(); i++) {
            assertThat(read.rows().get(i - 1).compareTo(read.rows().get(i))).isNegative();
        }
        assertThat(read.rows().stream()
                        .filter(r -> r.status().equals(ResultRow.UNDEFINED))
                        .toList())
                .isNotEmpty()
                .allMatch(r -> r.value().isEmpty() && !r.note().isEmpty());
    }

    @Test
    void anOffsetDriftsNowhereAndTheReferenceDriftsByExactlyNothing() throws IOException {
        ResultTable table = Results.of(run(plan, "out", 2, true));
        List<ResultRow> drift = table.where(
                        r -> r.metric().equals("score-drift") && r.statistic().equals("mean_abs"))
                .rows();
        assertThat(drift.stream().filter(r -> r.strategy().equals("none")))
                .isNotEmpty()
                .allMatch(r -> r.value().orElseThrow() == 0);
        assertThat(drift.stream().filter(r -> r.strategy().startsWith("offset")))
                .isNotEmpty()
                .allMatch(r -> r.value().orElseThrow() < 1e-12);
        assertThat(drift.stream()
                        .filter(r -> r.strategy().equals("linear")
                                && r.currentLength() == 80
                                && r.axis().equals("all")))
                .isNotEmpty()
                .allMatch(r -> r.value().orElseThrow() > 0.01);
    }

    /** Half precision of vectors costs more than that of angles, at lengths where float32 angles are still good. */
    @Test
    void precisionIsAFactorWhoseErrorIsMeasuredFromDouble() throws IOException {
        String yaml = """
                schema: 1
                study: precision
                lengths: {trained: 32, current: 80}
                strategies: [none, yarn]
                arithmetic: [f64, f32, f32-ggml, bf16, "positions=bf16"]
                data: [{gaussian: g, head_dim: 8, base: 10000, pairing: interleaved}]
                seeds: {count: 1, root: 3}
                metrics: [score-drift, frequency-ratio]
                """;
        Plan precise = plan(yaml);
        assertThat(precise.cells()).hasSize(2 * 5 + 2);
        assertThat(precise.cells().stream().map(cell -> cell.key().sha256()).distinct())
                .hasSize(12);
        run(precise, "precision", 2, true);
        ResultTable table = ResultTable.read(folder.resolve("precision/results.csv"));
        double exact = drift(table, "none");
        double single = drift(table, "none @f32");
        double ggml = drift(table, "none @f32-ggml");
        double half = drift(table, "none @bf16");
        assertThat(exact).isZero();
        assertThat(single).isPositive().isLessThan(1e-5);
        assertThat(ggml).isPositive().isLessThan(1e-5).isNotEqualTo(single);
        assertThat(half).isGreaterThan(100 * single);
        assertThat(table.rows().stream().map(ResultRow::arithmetic).distinct()).hasSize(5);

        String before = plan(yaml.replaceAll("arithmetic:.*\n", ""))
                .cells()
                .get(0)
                .key()
                .text();
        assertThat(precise.cells().get(0).key().text()).isEqualTo(before).contains("arithmetic=f64\n");
    }

    private static double drift(ResultTable table, String strategy) {
        return table.rows().stream()
                .filter(row -> row.strategy().equals(strategy)
                        && row.metric().equals("score-drift")
                        && row.value().isPresent())
                .mapToDouble(row -> row.value().getAsDouble())
                .max()
                .orElseThrow();
    }

    /** No flavour can be taken for another: not in the results, not in the manifest, not in the store. */
    @Test
    void theFlavourOfTheReferenceIsNamed() throws IOException {
        String fewer = STUDY.replace("score-excess, frequency-ratio", "score-excess");
        String window = fewer + "reference: {id: none, visibility: {window: 24}}\n";
        String wide = fewer + "reference: {id: none, visibility: {window: 80}}\n";
        String trained = fewer + "compare: trained-range\n";
        List<String> labels = List.of("none", "none, window 24", "none, window 80", "none, trained range");
        Set<String> keys = new HashSet<>();
        int cells = 0;
        for (int i = 0; i < labels.size(); i++) {
            Plan flavour = plan(List.of(fewer, window, wide, trained).get(i));
            run(flavour, "out" + i, 2, true);
            flavour.cells().forEach(cell -> keys.add(cell.key().sha256()));
            cells += flavour.cells().size();
            assertThat(flavour.cells().get(0).key().text().contains("compared_keys="))
                    .isEqualTo(i > 0);
            assertThat(table(i).rows()).extracting(ResultRow::reference).containsOnly(labels.get(i));
            assertThat(Manifest.read(folder.resolve("out" + i + "/manifest.json"))
                            .study()
                            .reference())
                    .isEqualTo(labels.get(i));
        }
        assertThat(keys).hasSize(cells);
        assertThat(values(table(2))).isEqualTo(values(table(0)));
        assertThat(table(3).rows().stream()
                        .filter(row -> row.strategy().equals("none")
                                && row.metric().equals("score-drift")
                                && row.value().isPresent()))
                .isNotEmpty()
                .allMatch(row -> row.value().orElseThrow() == 0);
        assertThat(table(1).rows().stream()
                        .filter(row -> row.strategy().equals("none")
                                && row.metric().equals("output-error")
                                && row.from() >= 32))
                .isNotEmpty()
                .allMatch(row -> row.value().orElseThrow() > 0.001);
        assertThat(table(1).rows().stream()
                        .filter(row -> row.statistic().equals("strategy_reference") && row.currentLength() == 32))
                .isNotEmpty()
                .allMatch(row -> row.note().startsWith("infinite in 8 rows"));
        assertThat(table(1).rows().stream().filter(row -> row.statistic().equals("reference_strategy")))
                .isNotEmpty()
                .allMatch(row -> row.value().isPresent());
        assertThat(table(3).rows().stream().filter(row -> row.axis().equals("distance") && row.from() >= 32))
                .isNotEmpty()
                .allMatch(row -> row.status().equals(ResultRow.UNDEFINED));
    }

    private ResultTable table(int i) {
        return ResultTable.read(folder.resolve("out" + i + "/results.csv"));
    }

    private static List<OptionalDouble> values(ResultTable table) {
        return table.rows().stream().map(ResultRow::value).toList();
    }

    @Test
    void aFolderIsHeldByOneRunAtATime() throws IOException {
        try (StudyFolder held = StudyFolder.open(folder.resolve("held"))) {
            assertThat(held.hasRun()).isFalse();
            assertThatThrownBy(() -> StudyFolder.open(folder.resolve("held")))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("in use");
        }
        StudyFolder.open(folder.resolve("held")).close();
        Path file = folder.resolve("file");
        Files.writeString(file, "x");
        assertThatThrownBy(() -> StudyFolder.open(file))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("written");
    }

    /** vLLM makes one table for the served length, transformers looks at the prompt. */
    @Test
    void anEngineThatMakesOneTableSeesTheTarget() throws IOException {
        run(plan("""
                schema: 1
                study: served
                lengths: {trained: 32, target: 128, current: [64, 128]}
                geometry: {head_dim: 8, base: 100, pairing: interleaved}
                strategies:
                  - {id: dynamic, label: prompt, factor: 2}
                  - {id: dynamic, label: served, factor: 2, max_trained_positions: 32, dialect: vllm}
                pairs: all
                metrics: [encoding-distance]
                """), "out", 2, true);
        List<ResultRow> rows =
                ResultTable.read(folder.resolve("out/results.csv")).rows();
        assertThat(rows).extracting(ResultRow::currentLength).containsExactly(64, 128);
        assertThat(rows)
                .allMatch(row ->
                        row.strategy().equals("served") && row.reference().equals("prompt"));
        assertThat(rows.get(0).value().orElseThrow()).isPositive();
        assertThat(rows.get(1).value().orElseThrow()).isZero();
        Manifest manifest = Manifest.read(folder.resolve("out/manifest.json"));
        assertThat(manifest.study().strategies())
                .extracting(Manifest.Strategy::name, Manifest.Strategy::dialect)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("dynamic_ntk", ""),
                        org.assertj.core.groups.Tuple.tuple("dynamic_ntk", "vllm"));
    }

    @Test
    void floatScoresAreCellsOfTheirOwnAndAgreeWithDouble() throws IOException {
        String metrics =
                STUDY.replace("centred-drift, ", "").replace("output-error, mass-beyond, score-excess", "mass-beyond");
        Plan exact = plan(metrics);
        Plan fast = plan(metrics + "scores: float\n");
        run(exact, "out", 2, true);
        assertThat(run(fast, "out", 2, true).reused())
                .isEqualTo(fast.cells().stream().filter(c -> c.head().isEmpty()).count());
        run(fast, "one", 1, true);
        assertThat(csv("out")).isEqualTo(csv("one"));
        List<ResultRow> expected = Results.of(run(exact, "double", 2, true)).rows();
        List<ResultRow> actual = Results.of(run(fast, "one", 2, true)).rows();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            ResultRow a = actual.get(i);
            ResultRow b = expected.get(i);
            if (a.statistic().equals("max")) {
                assertThat(a.note()).isEqualTo("not computed where scores are float");
                continue;
            }
            assertThat(a.metric() + a.statistic() + a.axis() + a.from() + " " + a.n() + a.note())
                    .isEqualTo(b.metric() + b.statistic() + b.axis() + b.from() + " " + b.n() + b.note());
            if (b.value().isPresent()) {
                FLOAT.check(b.toString(), a.value().orElseThrow(), b.value().getAsDouble());
            }
            if (b.standardError().isPresent() && !b.axis().equals("distance")) {
                FLOAT.check(
                        b.toString(),
                        a.standardError().orElseThrow(),
                        b.standardError().getAsDouble());
            }
        }
    }

    @Test
    void aSampleHasItsOwnCellsAndFewerRows() throws IOException {
        String metrics =
                STUDY.replace(STUDY.substring(STUDY.indexOf("[score-drift")), "[score-drift, kl]\nscores: float\n");
        Plan all = plan(metrics);
        Plan sampled = plan(metrics + "rows: 20\n");
        assertThat(sampled.cells().get(0).key()).isNotEqualTo(all.cells().get(0).key());
        List<ResultRow> rows = Results.of(run(sampled, "out", 2, true)).rows();
        assertThat(rows.stream().filter(r -> r.metric().equals("kl") && r.axis().equals("all")))
                .isNotEmpty()
                .allMatch(r -> r.n() < 20 && r.n() > 10);
        Cell cell = sampled.cells().get(0);
        int tokens = cell.context().lengths().current();
        assertThat(cell.scores())
                .isEqualTo(RowSample.of(tokens, 20).cells())
                .isLessThan(all.cells().get(0).scores());
    }

    /** Blocks of 64 rows: a task of several is seen to move, and every score is told once. */
    @Test
    void aFloatTaskIsWatchedAndCanBeStopped() throws IOException {
        Plan fast = plan("""
                schema: 1
                study: watched
                lengths: {trained: 32, current: 200}
                strategies: [none, linear, {id: xpos, scale_base: 0.5}]
                data: [{gaussian: g, head_dim: 8, base: 10000, pairing: interleaved}]
                seeds: {count: 1, root: 3}
                metrics: [kl]
                scores: float
                """);
        Map<String, Long> seen = new TreeMap<>();
        List<Long> steps = new ArrayList<>();
        RunListener watch = new RunListener() {
            @Override
            public void ended(Cell cell, CellOutcome outcome) {}

            @Override
            public void advanced(Cell cell, long scores) {
                seen.merge(cell.strategy().label(), scores, Long::sum);
                steps.add(scores);
            }
        };
        CellStore store = new CellStore(folder.resolve("cells"));
        RunSummary summary = new StudyRunner(store, true, watch).run(fast, 1);
        assertThat(summary.failed()).as("xPos leaves the range of a float").isEqualTo(1);
        assertThat(seen).isEqualTo(Map.of("none", 20_100L, "linear", 20_100L));
        assertThat(steps).as("a step of each strategy for each block").hasSize(8);

        Thread caller = Thread.currentThread();
        List<CellOutcome> ended = new ArrayList<>();
        RunListener stop = new RunListener() {
            @Override
            public void ended(Cell cell, CellOutcome outcome) {
                if (!(outcome instanceof CellOutcome.Failed)) {
                    ended.add(outcome);
                }
            }

            @Override
            public void advanced(Cell cell, long scores) {
                caller.interrupt();
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait(); // the caller tells this thread to stop
                }
            }
        };
        assertThatThrownBy(() -> new StudyRunner(store, false, stop).run(fast, 1))
                .isInstanceOf(RunStopped.class);
        assertThat(ended).as("the task was left after a block").isEmpty();
    }
}

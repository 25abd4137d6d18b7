package io.github.ropelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.outcome.ModelVectors;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.study.StudyReader;
import io.github.ropelab.experiments.verify.ExpectedTable;
import io.github.ropelab.model.checkpoint.Checkpoint;
import io.github.ropelab.model.checkpoint.Checkpoints;
import io.github.ropelab.model.checkpoint.RotaryChoice;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.kernel.PlainKernels;
import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.ForwardPass;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that run a model: the bundled one, on windows much shorter than what it was trained for. */
class ModelStudyTest {
    private static final String STUDY = """
            schema: 1
            study: model
            lengths: {trained: 16, current: [16, 24]}
            strategies: [none, "linear:factor=8", {id: rerope, window: trained/2}]
            reference: {id: rerope, window: trained/2}
            data: {model: tiny-llama, text: mansfieldpark, windows: 2, layers: [0, 2], heads: [1], under: none}
            metrics: [nll, output-error]
            """;

    /** Two kernels, or float32 in another order. */
    private static final double FLOAT32 = 1e-3;

    @TempDir
    Path folder;

    private Plan plan(String yaml) throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, yaml);
        return Planner.plan(StudyReader.read(file, DataFolder.captures()));
    }

    private CellStore store(String name) throws IOException {
        return new CellStore(Files.createDirectories(folder.resolve(name)));
    }

    private RunSummary run(Plan plan, String out, int threads) throws IOException {
        RunSummary summary = new StudyRunner(store(out), true, (cell, outcome) -> {}).run(plan, threads);
        assertThat(summary.failed()).isZero();
        return summary;
    }

    private static double value(RunSummary summary, String strategy, int current, String statistic) {
        return Results.of(summary).rows().stream()
                .filter(row -> row.metric().equals("nll") && row.axis().equals("all"))
                .filter(row -> row.strategy().equals(strategy) && row.currentLength() == current)
                .filter(row -> row.statistic().equals(statistic))
                .mapToDouble(row -> row.value().orElseThrow())
                .average()
                .orElseThrow();
    }

    @Test
    void aPlanHasOneCellForEachWindowLengthAndStrategyBesideThoseOfHeads() throws IOException {
        Plan plan = plan(STUDY);
        List<Cell> models =
                plan.cells().stream().filter(cell -> cell.model().isPresent()).toList();
        assertThat(models).hasSize(2 * 2 * 3);
        assertThat(plan.cells()).hasSize(2 * 2 * 3 + 2 * 2 * 2 * 3);
        assertThat(models).allMatch(cell -> cell.arithmetic().equals(Arithmetic.F32) && !cell.seesReference());
        assertThat(models).extracting(cell -> cell.strategy().label()).contains("linear:factor=8");
        ModelVectors data = (ModelVectors) plan.study().data().get(0);
        long passes = models.stream().mapToLong(Cell::multiplyAdds).sum();
        assertThat(data.model().multiplyAdds(24)).isGreaterThan(24L * 3_000_000);
        assertThat(plan.multiplyAdds())
                .as("with the passes that vectors are captured in")
                .isGreaterThan(passes
                        + 2 * data.model().multiplyAdds(16)
                        + 2 * data.model().multiplyAdds(24));
        int[] longer = data.windows().window(1, 24);
        int[] shorter = data.windows().window(1, 16);
        for (int i = 0; i < 16; i++) {
            assertThat(shorter[i]).isEqualTo(longer[8 + i]);
        }
    }

    @Test
    void keysHoldWhatTheNumbersDependOnAndNothingElse() throws IOException {
        String key = nllKey(STUDY);
        assertThat(key).contains("weights=f1fe71d0", "tokens=", "kernels=", "arithmetic=f32", "window=0");
        assertThat(key).doesNotContain("tiny-llama", "mansfieldpark", folder.toString(), "reference");
        assertThat(nllKey(STUDY.replace("windows: 2", "name: other, windows: 2")))
                .isEqualTo(key);
        assertThat(nllKey(STUDY.replace("under: none", "under: rerope:window=8")))
                .isEqualTo(key);
        assertThat(nllKey(STUDY.replace("reference: {id: rerope, window: trained/2}", "reference: none")))
                .isEqualTo(key);
        assertThat(nllKey(STUDY.replace("windows: 2", "windows: 3"))).isNotEqualTo(key);
        assertThat(nllKey(STUDY.replace("trained: 16", "trained: 18"))).isNotEqualTo(key);
        assertThat(nllKey(STUDY.replace("[none,", "[\"linear:factor=2\","))).isNotEqualTo(key);
        assertThat(nllKey(STUDY.replace("tiny-llama", "tiny-base500-head32"))).isNotEqualTo(key);
    }

    private String nllKey(String yaml) throws IOException {
        return plan(yaml).cells().stream()
                .filter(cell -> cell.model().isPresent())
                .findFirst()
                .orElseThrow()
                .key()
                .text();
    }

    @Test
    void threadsChangeNoByteAndAStoppedRunGoesOn() throws IOException {
        Plan plan = plan(STUDY);
        String csv = Results.of(run(plan, "one", 1)).toCsv();
        Thread runner = Thread.currentThread();
        AtomicBoolean asked = new AtomicBoolean();
        RunListener stop = (cell, outcome) -> {
            if (cell.model().isPresent() && asked.compareAndSet(false, true)) {
                runner.interrupt();
            }
        };
        StudyRunner stopped = new StudyRunner(store("two"), true, stop);
        assertThatThrownBy(() -> stopped.run(plan, 2)).isInstanceOf(RunStopped.class);
        Thread.interrupted();
        RunSummary rest = run(plan, "two", 2);
        assertThat(rest.reused()).isBetween(1L, plan.cells().size() - 1L);
        assertThat(Results.of(rest).toCsv()).isEqualTo(csv);
        String expected = ExpectedTable.of(Results.of(rest), 1e-12, 1e-9).toCsv();
        assertThat(expected.lines().skip(1))
                .as("float32 differs between machines")
                .anyMatch(line -> line.contains("nll") && line.endsWith(",0.001,1e-9"))
                .anyMatch(line -> line.contains("output-error") && line.endsWith(",0.001,0.001"))
                .noneMatch(line -> line.contains("1e-12"));
    }

    @Test
    void lossesAreThoseOfAPassAndAFlawRaisesThem() throws IOException {
        RunSummary summary = run(plan(STUDY.replace("nll, output-error", "nll")), "out", 2);
        Checkpoint tiny = Checkpoints.open(DataFolder.root().resolve("models/tiny-llama"));
        ModelVectors data = (ModelVectors) summary.plan().study().data().get(0);
        double sum = 0;
        for (int window = 0; window < 2; window++) {
            ForwardPass pass = new ForwardPass(
                    tiny.load(),
                    RotaryChoice.ofStrategy(StrategyText.parse("rerope:window=8"))
                            .at(tiny, 24),
                    new PlainKernels(Arithmetic.F64),
                    ForwardListener.none());
            float[] nll = pass.nll(data.windows().window(window, 24));
            for (float one : nll) {
                sum += one / 46;
            }
        }
        assertThat(value(summary, "rerope", 24, "mean")).isCloseTo(sum, within(FLOAT32));
        assertThat(value(summary, "linear:factor=8", 24, "target"))
                .isGreaterThan(value(summary, "none", 24, "target") + 1);
        List<ResultRow> positions = Results.of(summary).rows().stream()
                .filter(row -> row.axis().equals("position") && row.currentLength() == 24)
                .filter(row -> row.strategy().equals("none") && row.seed().getAsInt() == 0)
                .toList();
        assertThat(positions).extracting(row -> row.from() + "-" + row.to()).contains("0-4", "20-24");
        assertThat(positions.stream().mapToLong(ResultRow::n).sum()).isEqualTo(23);
    }

    @Test
    void theRuleOfThePassesMattersFromTheSecondLayerOn() throws IOException {
        ModelVectors plain = vectors("none");
        ModelVectors windowed = vectors("{id: rerope, window: trained/4}");
        Lengths cell = new Lengths(16, 24, 24);
        for (int layer : new int[] {0, 2}) {
            Slice slice = new Slice(OptionalInt.of(layer), OptionalInt.of(1), OptionalInt.of(1));
            QkvBatch a = plain.load(slice, cell);
            QkvBatch b = windowed.load(slice, cell);
            double off = 0;
            for (int i = 0; i < a.q().length; i++) {
                off = Math.max(off, Math.abs(a.q()[i] - b.q()[i]));
            }
            assertThat(off > 1e-2).as("layer %d, off by %s", layer, off).isEqualTo(layer > 0);
        }
        assertThat(plain.fingerprint()).isNotEqualTo(windowed.fingerprint());
    }

    private ModelVectors vectors(String under) throws IOException {
        return (ModelVectors) plan(STUDY.replace("under: none", "under: " + under))
                .study()
                .data()
                .get(0);
    }

    @Test
    void enginesThatMakeOneTableSeeTheTarget() throws IOException {
        RunSummary summary = run(
                plan(STUDY.replace("current: [16, 24]", "target: 48, current: [20]")
                        .replace("windows: 2", "windows: 1")
                        .replace("[nll, output-error]", "nll")
                        .replace(
                                "[none, \"linear:factor=8\", {id: rerope, window: trained/2}]",
                                "[{id: dynamic, factor: 2}, {id: dynamic, factor: 2, label: vllm, dialect: vllm}]")),
                "out",
                1);
        assertThat(value(summary, "vllm", 20, "mean"))
                .isNotCloseTo(value(summary, "dynamic", 20, "mean"), within(FLOAT32));
    }

    @Test
    void aModelThatCannotBeReadFailsItsCellsAndNoOther() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(DataFolder.root().resolve("models/tiny-llama").resolve(file), copy.resolve(file));
        }
        Plan plan = plan(STUDY.replace("model: tiny-llama", "model: copy")
                .replace("[nll, output-error]", "[nll, output-error, frequency-ratio]"));
        try (RandomAccessFile file =
                new RandomAccessFile(copy.resolve("model.safetensors").toFile(), "rw")) {
            file.setLength(1000);
        }
        RunSummary summary = new StudyRunner(store("out"), true, (cell, outcome) -> {}).run(plan, 2);
        for (int i = 0; i < plan.cells().size(); i++) {
            assertThat(summary.outcomes().get(i) instanceof CellOutcome.Failed)
                    .as("%s", plan.cells().get(i).metrics())
                    .isEqualTo(plan.cells().get(i).data().isPresent());
        }
        assertThat(summary.computed()).isEqualTo(6);
    }

    @Test
    void theCostIsEstimatedFromShortPasses() throws IOException {
        Plan plan = plan(STUDY.replace("current: [16, 24]", "current: [24]").replace("windows: 2", "windows: 1"));
        CostEstimate estimate = Calibration.estimate(plan.study(), plan.cells(), 1);
        assertThat(estimate.unknown()).isZero();
        assertThat(estimate.seconds()).isBetween(0.01, 60.0);
        assertThat(plan.cells().stream()
                        .map(Cell::task)
                        .distinct()
                        .map(task -> task.model().isPresent())
                        .collect(Collectors.toList()))
                .as("a model's cells of one window and length are one task")
                .containsExactlyInAnyOrder(true, false, false);
    }
}

package io.github.ropelab.cli;

import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.experiments.run.RunSummary;
import io.github.ropelab.experiments.run.StudyFolder;
import io.github.ropelab.experiments.run.StudyRunner;
import io.github.ropelab.experiments.study.StudyReader;
import io.github.ropelab.model.io.FileHash;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Results of any number of rows for trying out reports: those of a small study that is really run, with its one draw
 * repeated under other numbers, every value changed by up to a fifth. No value is a measurement of anything.
 */
final class SyntheticResults {
    private static final String STUDY = """
            schema: 1
            study: synthetic
            question: How long does a report take?
            lengths: {trained: 64, current: [64, 96, 128, 192, 256]}
            reference: none
            strategies: [none, linear, linear_align_corners, ntk_aware, yarn, llama3, {id: rerope, window: 32}, {id: offset, offset: 100}]
            data: [{gaussian: draws, head_dim: 16, base: 10000, pairing: half-split}]
            seeds: {count: 1, root: 1}
            metrics:
              [score-drift, centred-drift, kl, entropy, {id: top-k-overlap, k: 8}, output-error, mass-beyond, sink-mass,
               score-excess, frequency-ratio, encoding-distance, decay-curve, phase-coverage]
            """;

    private static final double CHANGE = 0.2;

    private final Path folder;

    SyntheticResults(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes {@code results.csv} and {@code manifest.json}.
     *
     * @param least number of rows
     * @return the number of rows: whole draws are written
     */
    long write(long least) throws IOException {
        runOne();
        Path csv = folder.resolve("results.csv");
        ResultTable results = ResultTable.read(csv);
        ResultTable encodings = results.where(row -> row.seed().isEmpty());
        ResultTable draw = results.where(row -> row.seed().isPresent());
        int perDraw = draw.rows().size();
        int draws = (int) Math.max(1, (least - encodings.rows().size() + perDraw - 1) / perDraw);
        SplittableRandom random = new SplittableRandom(1);
        try (Writer out = Files.newBufferedWriter(csv)) {
            out.write(encodings.toCsv());
            for (int i = 0; i < draws; i++) {
                int seed = i;
                String text = ResultTable.of(draw.rows().stream()
                                .map(row -> changed(row, seed, random))
                                .toList())
                        .toCsv();
                out.write(text, text.indexOf('\n') + 1, text.length() - text.indexOf('\n') - 1);
            }
        }
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(
                manifest,
                of(Manifest.read(manifest), draws, FileHash.sha256(csv)).toJson());
        return encodings.rows().size() + (long) draws * perDraw;
    }

    private void runOne() throws IOException {
        Path file = Files.writeString(folder.resolve("synthetic.yaml"), STUDY);
        Plan plan = Planner.plan(StudyReader.read(file, Home.captures()));
        Manifest.Toolkit toolkit =
                new BuildInfo().toolkit(plan.study().scoring().kernel());
        try (StudyFolder output = StudyFolder.open(folder)) {
            RunSummary summary = new StudyRunner(output.cells(), false, (cell, outcome) -> {}).run(plan, 2);
            output.write(summary, false, toolkit, BuildInfo.platform());
        }
    }

    private static Manifest of(Manifest one, int draws, String sha256) {
        List<Manifest.Data> data = one.data().stream()
                .map(d -> new Manifest.Data(d.name(), d.fingerprint(), draws, d.provenance()))
                .toList();
        return new Manifest(
                one.schema(),
                one.study(),
                data,
                one.toolkit(),
                one.platform(),
                one.run(),
                new TreeMap<>(Map.of("results.csv", sha256)));
    }

    /** The row of another draw. */
    private static ResultRow changed(ResultRow row, int seed, SplittableRandom random) {
        double factor = 1 + CHANGE * (2 * random.nextDouble() - 1);
        RecordComponent[] components = ResultRow.class.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        try {
            for (int c = 0; c < components.length; c++) {
                types[c] = components[c].getType();
                values[c] = changed(
                        components[c].getName(), components[c].getAccessor().invoke(row), seed, factor);
            }
            return ResultRow.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record can be made from its components", e);
        }
    }

    private static Object changed(String component, Object value, int seed, double factor) {
        return switch (component) {
            case "seed" -> OptionalInt.of(seed);
            case "value" -> changed((OptionalDouble) value, factor);
            case "cell" -> String.format("%012x", value.hashCode() * 4096L + seed);
            default -> value;
        };
    }

    private static OptionalDouble changed(OptionalDouble value, double factor) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
    }
}

package io.github.ropelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostEstimateTest {
    /** Files grow with the buckets, whose number the estimate knows, and with the digits of values, which it does not. */
    private static final double DISK = 0.25;

    @TempDir
    Path folder;

    private Plan plan(String lengths, String metrics) throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, """
                schema: 1
                study: small
                lengths: {trained: 32, current: %s}
                strategies: [none, linear, "rerope:window=16"]
                data: [{gaussian: g, head_dim: 8, base: 10000, pairing: interleaved}]
                seeds: {count: 2, root: 3}
                metrics: %s
                """.formatted(lengths, metrics));
        return Planner.plan(StudyReader.read(file, DataFolder.captures()));
    }

    @Test
    void tasksGoToTheThreadThatIsFreeFirst() {
        assertThat(CostEstimate.makespan(List.of(1.0, 4.0, 2.0, 2.0), 1)).isEqualTo(9);
        assertThat(CostEstimate.makespan(List.of(1.0, 4.0, 2.0, 2.0), 2)).isEqualTo(5);
        assertThat(CostEstimate.makespan(List.of(1.0, 4.0), 8)).isEqualTo(4);
        assertThat(CostEstimate.makespan(List.of(), 2)).isZero();
    }

    /** Scores of 700 tokens are (700/512)² times those of the tried 512; the tried cells weigh the same. */
    @Test
    void aLongerTaskCostsMoreAndDiskIsWhatARunWrites() throws IOException {
        Plan plan = plan("[40, 700]", "[kl, frequency-ratio]");
        CostEstimate estimate =
                Calibration.estimate(plan.study(), Holdings.none(plan).open(), 2);
        assertThat(estimate.unknown()).isZero();
        assertThat(estimate.seconds()).isPositive();
        long keysAndQueries = 2L * 700 * 8 * Double.BYTES;
        assertThat(estimate.memoryPerThread()).isGreaterThan(4 * keysAndQueries);

        Path out = folder.resolve("out");
        assertThat(out).doesNotExist();
        try (StudyFolder output = StudyFolder.open(out)) {
            RunSummary summary = new StudyRunner(output.cells(), true, (cell, outcome) -> {}).run(plan, 2);
            output.write(
                    summary,
                    false,
                    new Manifest.Toolkit("t", "c", "false", "k"),
                    new Manifest.Platform("v", "j", "o", "a"));
        }
        double written = Files.size(out.resolve("results.csv"));
        try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written += Math.ceil(Files.size(file) / 4096.0) * 4096;
            }
        }
        assertThat((double) estimate.disk()).isCloseTo(written, Offset.offset(DISK * written));
    }

    @Test
    void whatAFolderHoldsIsCountedPerMetric() throws IOException {
        Plan few = plan("[40]", "[kl]");
        Path out = folder.resolve("out");
        try (StudyFolder output = StudyFolder.open(out)) {
            new StudyRunner(output.cells(), true, (cell, outcome) -> {}).run(few, 2);
        }
        Plan more = plan("[40, 80]", "[kl, entropy]");
        Holdings holdings = Holdings.of(more, out);
        assertThat(holdings.byMetric())
                .isEqualTo(Map.of("kl", new Holdings.Count(6, 6), "entropy", new Holdings.Count(0, 12)));
        assertThat(holdings.open()).hasSize(12);
        assertThat(holdings.open().stream()
                        .filter(cell -> cell.metrics().size() == 1)
                        .count())
                .isEqualTo(6);
        assertThat(Holdings.of(few, out).open()).isEmpty();
        assertThat(Calibration.estimate(few.study(), List.of(), 1)).isEqualTo(new CostEstimate(1, 0, 0, 0, 0));
        try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
            Files.writeString(files.filter(Files::isRegularFile).findFirst().orElseThrow(), "x");
        }
        assertThat(Holdings.of(few, out).damaged()).isEqualTo(Map.of("wrong checksum", 1));
    }
}

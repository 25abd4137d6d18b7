package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
    @TempDir
    Path folder;

    private Path study;

    @BeforeEach
    void study() throws IOException {
        study = folder.resolve("study.yaml");
        Files.writeString(study, """
                schema: 1
                study: tiny
                lengths: {trained: 16, current: [16, 40]}
                strategies: [none, linear]
                data: [{gaussian: g, head_dim: 8, base: 100, pairing: half-split}]
                seeds: {count: 2, root: 1}
                metrics: [kl, entropy]
                """);
    }

    /** Every file of the folder with its size and time. */
    private Map<String, String> content(Path of) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(of)) {
            for (Path file : files.toList()) {
                content.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return content;
    }

    @Test
    void aPlanSaysWorkAndCost() throws IOException {
        Ended plan = Ended.line("plan " + study + " --threads 1");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("8 cells").contains("time ").contains("MiB per thread");
        JsonNode json = new ObjectMapper()
                .readTree(Ended.line("plan " + study + " --format json").out());
        assertThat(json.get("cells").intValue()).isEqualTo(8);
        assertThat(json.get("to_compute").intValue()).isEqualTo(8);
        assertThat(json.get("scores").longValue()).isEqualTo(4 * (16 * 17 + 40 * 41) / 2);
        assertThat(json.get("seconds").doubleValue()).isPositive();
        assertThat(json.at("/metrics/kl/to_compute").intValue()).isEqualTo(8);
        assertThat(Ended.line("plan " + study + " --no-estimate").out()).doesNotContain("time ");
    }

    @Test
    void cellsOfArraysWithoutALayerAreNamedByTheirHead() throws IOException {
        Files.write(
                folder.resolve("heads.npy"),
                NpyFile.bytes(new NumberArray(ElementType.F64, List.of(2, 40, 8), new double[2 * 40 * 8])));
        Files.writeString(
                study,
                Files.readString(study)
                        .replace("{gaussian: g, head_dim: 8,", "{q: heads.npy, k: heads.npy, name: arrays,")
                        .replaceAll("seeds: .*\n", ""));
        Ended plan = Ended.line("plan " + study + " --cells --no-estimate");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("arrays head 0  current 16").contains("arrays head 1  current 40");
    }

    @Test
    void aDryRunWritesNothingAndSaysWhatTheFolderHolds() throws IOException {
        Path out = folder.resolve("out");
        Map<String, String> before = content(folder);
        Ended nothing = Ended.line("run " + study + " --dry-run -o " + out);
        assertThat(nothing.code()).as(nothing.err()).isZero();
        assertThat(nothing.out()).contains("kl: 0 reusable, 8 to compute");
        assertThat(content(folder)).isEqualTo(before);

        assertThat(Ended.line("run " + study + " --quiet -o " + out).code()).isZero();
        Files.writeString(study, Files.readString(study).replace("[kl, entropy]", "[kl, output-error]"));
        before = content(folder);
        Ended more = Ended.line("run " + study + " --dry-run -o " + out);
        assertThat(more.out())
                .contains("kl: 8 reusable, 0 to compute")
                .contains("output-error: 0 reusable, 8 to compute")
                .doesNotContain("entropy:");
        assertThat(Ended.line("run " + study + " --dry-run --reference -o " + out)
                        .out())
                .contains("kl: 0 reusable, 8 to compute");
        assertThat(content(folder)).isEqualTo(before);
    }
}

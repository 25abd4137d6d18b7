package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.model.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @TempDir
    Path folder;

    private static JsonNode json(String line) throws IOException {
        Ended ended = Ended.line(line);
        assertThat(ended.code()).as(ended.err()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    @Test
    void frequenciesAsJsonHaveTheKeysThatStay() throws IOException {
        JsonNode json = json("frequencies --strategy yarn:factor=4 --head-dim 8 --trained-length 64 --format json");
        assertThat(json.get("strategy").textValue()).isEqualTo("yarn");
        assertThat(json.get("inv_freq").size()).isEqualTo(4);
        assertThat(json.get("inv_freq").get(0).doubleValue()).isEqualTo(1);
        assertThat(json.get("attention_factor").doubleValue()).isEqualTo(0.1 * StrictMath.log(4) + 1);
        assertThat(json.get("logit_scale").doubleValue()).isEqualTo(1);
        assertThat(json.get("wavelength").get(0).doubleValue()).isEqualTo(2 * Math.PI);
        assertThat(json.get("derived").get("factor").doubleValue()).isEqualTo(4);
        JsonNode scales = json("frequencies --strategy none --head-dim 8 --format json --positions 0:3")
                .get("logit_scale");
        assertThat(scales.toString()).isEqualTo("[1.0,1.0,1.0]");
    }

    @Test
    void frequenciesOfAConfigFollowItsBlock() throws IOException {
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                "{\"hidden_size\":32,\"num_attention_heads\":4,\"max_position_embeddings\":64,\"rope_theta\":500.0,"
                        + "\"rope_scaling\":{\"type\":\"linear\",\"factor\":2.0}}");
        JsonNode json = json("frequencies --format json --config " + config);
        assertThat(json.get("inv_freq").get(0).doubleValue()).isEqualTo(0.5);
        assertThat(json.get("rope_theta").doubleValue()).isEqualTo(500);
        JsonNode overridden = json("frequencies --format json --strategy none --config " + config);
        assertThat(overridden.get("inv_freq").get(0).doubleValue()).isEqualTo(1);
    }

    @Test
    void npyAndCsvHoldTheSameNumbers() throws IOException {
        Path npy = folder.resolve("f.npy");
        assertThat(Ended.line("frequencies --strategy none --head-dim 8 --format npy -o " + npy)
                        .code())
                .isZero();
        assertThat(Files.size(npy) % 64).isEqualTo(4 * 8);
        double second = NpyFile.read(npy).values()[1];
        assertThat(second).isEqualTo(StrictMath.pow(10_000, -0.25));
        String csv = Ended.line("frequencies --strategy none --head-dim 8 --format csv")
                .out();
        assertThat(csv.lines().toList().get(2)).startsWith("1," + second + ",");
    }

    @Test
    void distancesOfAWindowScheme() throws IOException {
        JsonNode rows = json("distances --strategy rerope:window=2 --length 4 --format json")
                .get("distances");
        assertThat(rows.toString())
                .isEqualTo("[[0.0,null,null,null],[1.0,0.0,null,null],[2.0,1.0,0.0,null],[2.0,2.0,1.0,0.0]]");
        JsonNode aligned =
                json("distances --strategy linear_align_corners --trained-length 2 --length 3 --format json");
        assertThat(aligned.get("distances").get(2).toString()).isEqualTo("[1.0,0.5,0.0]");
    }

    @Test
    void explainTellsTheMissionsExamplesPlainly() {
        String common = " --head-dim 128 --trained-length 2048 --target-length 8192";
        String linear =
                Ended.line("explain --strategy linear --position 4096" + common).out();
        assertThat(linear).contains("→ 1024: argument 1024θ, inside the trained range [0, 2047]");
        assertThat(linear).contains("→ 2047.75: argument 2047.75θ, OUTSIDE the trained range [0, 2047] by 0.75");
        String aligned =
                Ended.line("explain --strategy linear_align_corners" + common).out();
        assertThat(aligned).contains("→ 2047: argument 2047θ, inside the trained range [0, 2047]");
        String offset =
                Ended.line("explain --strategy offset:offset=100" + common).out();
        assertThat(offset).contains("every rotated vector changes, no score does");
        String yarn = Ended.line("explain --strategy yarn:factor=4" + common).out();
        assertThat(yarn)
                .contains("kept")
                .contains("blended")
                .contains("interpolated")
                .contains("| trained length 2048")
                .contains("llama.cpp      the same");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "frequencies --strategy yarnn:factor=4 --head-dim 128; did you mean 'yarn'?",
                "frequencies --strategy yarn:factr=4 --head-dim 128 --trained-length 64; did you mean 'factor'?",
                "frequencies --strategy linear:factor=0 --head-dim 128; factor must be a finite number above 0, but was 0.0",
                "frequencies --strategy linear:factor=-1 --head-dim 128; factor must be a finite number above 0, but was -1.0",
                "frequencies --strategy linear:factor=NaN --head-dim 128; factor must be a finite number, but was NaN",
                "frequencies --strategy none --head-dim 128 --rotary-dim 63; rotary_dim must be even",
                "frequencies --strategy none --head-dim 128 --rotary-dim 130; rotary_dim must be at most head_dim (128)",
                "frequencies --strategy yarn --head-dim 128 --trained-length 0; trained_length must be at least 1",
                "frequencies --strategy yarn:factor=2 --head-dim 128; --trained-length must be given",
                "frequencies --strategy ntk_aware:factor=2 --head-dim 2; rotary_dim must be above 2",
                "frequencies --strategy none; --head-dim must be given",
                "frequencies --strategy none --head-dim 8 --layer-type x; --layer-type must be used with a config",
                "frequencies --strategy none --head-dim 8 --base 1; rope_theta must be a finite number above 1",
                "frequencies --strategy none --head-dim x; 'x' is not an int",
                "frequencies --strategy none --head-dim 8 --positions 3:1 --format json; FROM < TO",
                "frequencies --config /no/such/config.json; no such file",
                "frequencies --strategy none --head-dim 8 -o /dev/null/x; be a file that can be written",
                "distances --strategy none --length 0; --length must be between",
                "strategies yarnn; did you mean 'yarn'?",
                "frequencis; did you mean frequencies",
                "run /no/such/study.yaml; must exist"
            })
    void badInputIsOneClearLineAndCodeTwo(String command, String message) {
        Ended ended = Ended.line(command);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).startsWith("rope: ").contains(message);
    }

    @Test
    void aStudyRunsToFiguresTablesAndAPageAndIsTheSameOnOneAndTwoThreads() throws IOException {
        Path study = folder.resolve("study.yaml");
        Files.writeString(study, """
                schema: 1
                study: tiny
                lengths: {trained: 16, current: [16, 40]}
                strategies: [none, linear, "rerope:window=8"]
                data: [{gaussian: g, head_dim: 8, base: 100, pairing: half-split}]
                seeds: {count: 2, root: 1}
                metrics: [score-drift, kl, output-error, frequency-ratio]
                """);
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        assertThat(Ended.line("run " + study + " -o " + one + " --threads 1").code())
                .isZero();
        assertThat(Ended.line("run " + study + " -o " + two + " --threads 2").code())
                .isZero();
        assertThat(Files.readString(two.resolve("results.csv")))
                .isEqualTo(Files.readString(one.resolve("results.csv")));
        for (String figure : new String[] {"drift-vs-distance", "drift-vs-length", "frequency-ratio"}) {
            Path svg = one.resolve("figures/" + figure + ".svg");
            assertThat(Files.readString(svg)).isEqualTo(Files.readString(two.resolve("figures/" + figure + ".svg")));
            for (String ending : new String[] {".pdf", ".png", ".csv", ".json"}) {
                assertThat(one.resolve("figures/" + figure + ending)).isNotEmptyFile();
            }
        }
        String page = Files.readString(one.resolve("report.html"));
        assertThat(page)
                .contains("<svg role='img'")
                .doesNotContain("src=\"http")
                .doesNotContain("href=\"http");
        assertThat(one.resolve("tables/strategies.tex")).content().contains("\\toprule");
        assertThat(Ended.line("run " + study + " -o " + one + " --resume").err())
                .contains("0 computed, 18 reused, 0 failed");
        Ended nothing = Ended.line("run " + study + " -o " + folder.resolve("three") + " --resume");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("must hold an earlier run");
        assertThat(folder.resolve("three")).doesNotExist();
    }

    @Test
    void aMissingMetricIsSaidInTheFiguresPlace() throws IOException {
        Path study = folder.resolve("study.yaml");
        Files.writeString(study, """
                schema: 1
                study: tiny
                lengths: {trained: 16, current: [40]}
                strategies: [linear]
                data: [{gaussian: g, head_dim: 8, base: 100, pairing: half-split}]
                seeds: {count: 1, root: 1}
                metrics: [entropy]
                """);
        Path out = folder.resolve("out");
        assertThat(Ended.line("run " + study + " -o " + out).code()).isZero();
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("Nothing to draw: the results hold no score-drift by distance");
        try (Stream<Path> files = Files.walk(out)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".svg")))
                    .as("the study recorded the entropy alone")
                    .containsExactly("entropy-vs-length.svg");
        }
    }

    @Test
    void versionNamesProgramAndJava() {
        assertThat(Ended.line("--version").out())
                .startsWith("rope ")
                .contains("commit")
                .contains("Java 1");
        assertThat(Ended.line("--help").out())
                .contains("frequencies")
                .contains("explain")
                .contains("Exit codes");
    }
}

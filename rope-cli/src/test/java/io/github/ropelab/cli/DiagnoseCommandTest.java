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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rope diagnose}: exit codes, the keys that stay, and what is named without a config. */
class DiagnoseCommandTest {
    private static Path recorded(String name) {
        return ProjectRoot.find().resolve("data/oracle/diagnosis").resolve(name);
    }

    private static Ended diagnose(String name, String... more) {
        Path folder = recorded(name);
        return Ended.rope(Stream.concat(
                        Stream.of(
                                "diagnose",
                                "--config",
                                folder.resolve("config.json").toString(),
                                "--dump",
                                folder.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static JsonNode identified(String name) throws IOException {
        Ended ended = Ended.rope("diagnose", "--quiet", "--dump", recorded(name).toString(), "--format", "json");
        assertThat(ended.code()).as(ended.err()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    @ParameterizedTest
    @CsvSource({"ok-llama2, 0", "bp-llama2-bf16table, 0", "bw-aprender-324, 3", "af-mlxlm-1507, 3"})
    void strictTellsByItsExitCode(String name, int code) {
        assertThat(diagnose(name, "--strict").code()).isEqualTo(code);
        assertThat(diagnose(name).code()).isZero();
    }

    @Test
    void figuresHoldTheErrors(@TempDir Path folder) throws IOException {
        Ended ended = diagnose(
                "bw-aprender-324", "--figures", folder.resolve("figures").toString());
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("DIFFERENT");
        try (Stream<Path> files = Files.list(folder.resolve("figures"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "phase-error.svg",
                            "phase-error.pdf",
                            "phase-error.png",
                            "phase-error.csv",
                            "phase-error.json");
        }
        JsonNode description = new ObjectMapper()
                .readTree(folder.resolve("figures/phase-error.json").toFile());
        assertThat(description.get("caption").asText()).contains("63 of 64 pairs are affected");
        assertThat(description.get("command").asText()).contains("rope diagnose", "--figures");
        assertThat(Files.readAllLines(folder.resolve("figures/phase-error.csv")))
                .startsWith("panel,row,column,value")
                .hasSizeGreaterThan(64);
    }

    @Test
    void figuresNeedADeclaration(@TempDir Path folder) {
        Ended ended = Ended.rope(
                "diagnose", "--dump", recorded("bw-aprender-324").toString(), "--figures", folder.toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--figures", "without one there is nothing to compare with");
    }

    @Test
    void theKeysStay() throws IOException {
        JsonNode found = new ObjectMapper()
                .readTree(diagnose("pw-hf-38224", "--format", "json").out());
        assertThat(found.fieldNames())
                .toIterable()
                .contains(
                        "equals_declared",
                        "category",
                        "declared",
                        "observed",
                        "attention_factor",
                        "affected_pairs",
                        "first_divergent_position",
                        "explanation",
                        "confidence",
                        "alternatives");
        assertThat(found.get("attention_factor").fieldNames()).toIterable().contains("declared", "observed");
        assertThat(found.get("affected_pairs").fieldNames()).toIterable().contains("ranges", "count", "of");
    }

    @Test
    void theReportSaysWhatAndSinceWhere() {
        String text = diagnose("bw-aprender-324").out();
        assertThat(text)
                .contains("DIFFERENT")
                .contains("base_wrong")
                .contains("1000000")
                .contains("position 1")
                .contains("63 of 64 pairs: 1-63");
    }

    /** A dump that shows position 0 alone is the declared rotation, and any other. */
    @Test
    void rowsThatProveNothingAreUndecidable(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("cos.npy"), NpyFile.bytes(ones(1)));
        Files.write(folder.resolve("sin.npy"), NpyFile.bytes(ones(0)));
        String config = recorded("ok-llama2").resolve("config.json").toString();
        Ended ended = Ended.rope("diagnose", "--config", config, "--dump", folder.toString());
        assertThat(ended.out()).contains("UNDECIDABLE").contains("larger positions");
        assertThat(Ended.rope("diagnose", "--config", config, "--strict", "--dump", folder.toString())
                        .code())
                .isEqualTo(3);
    }

    private static NumberArray ones(double value) {
        double[] row = new double[64];
        Arrays.fill(row, value);
        return new NumberArray(ElementType.F32, List.of(1, 64), row);
    }

    @ParameterizedTest
    @CsvSource({
        "ok-llama2, default, 10000",
        "bw-aprender-324, default, 1000000",
        "ok-llama31-llama3, llama3, 500000",
        "ok-qwen25-yarn, yarn, 1000000",
        "ok-gptoss-yarn, yarn, 150000",
        "ok-gemma4-proportional, proportional, 1000000",
        "lt-vllm-29111, linear, 1000000",
        "real-linear, linear, 10000"
    })
    void withoutAConfigTheStrategyIsNamed(String name, String type, double base) throws IOException {
        JsonNode found = identified(name);
        assertThat(found.get("observed").get("rope_type").asText()).isEqualTo(type);
        assertThat(found.get("observed").get("rope_theta").asDouble()).isEqualTo(base);
        assertThat(found.get("confidence").asDouble()).isGreaterThan(0.5);
    }

    /** Parameters of what is named are those of the config that the dump was made by. */
    @ParameterizedTest
    @ValueSource(strings = {"ok-llama31-llama3", "ok-qwen25-yarn", "ok-gptoss-yarn"})
    void withoutAConfigTheParametersAreFound(String name) throws IOException {
        JsonNode observed = identified(name).get("observed");
        JsonNode declared = new ObjectMapper()
                .readTree(recorded(name).resolve("expected.json").toFile())
                .get("declared");
        for (String key : new String[] {"factor", "original_max_position_embeddings"}) {
            assertThat(observed.get(key).asDouble())
                    .as(key)
                    .isEqualTo(declared.get(key).asDouble());
        }
    }

    /** What no formula gives is said pair by pair, with little confidence. */
    @Test
    void withoutAConfigDivisorsAreListed() throws IOException {
        JsonNode found = identified("ok-hf-phi35-long");
        assertThat(found.get("observed").get("rope_type").asText()).isEqualTo("longrope");
        assertThat(found.get("observed").get("factors")).hasSize(48);
        assertThat(found.get("observed").get("factors").get(0).asDouble()).isEqualTo(1.08);
        assertThat(found.get("confidence").asDouble()).isLessThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--strict", "--format=html"})
    void withoutAConfigNothingIsCompared(String option) {
        Ended ended =
                Ended.rope("diagnose", option, "--dump", recorded("ok-llama2").toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("config");
    }
}

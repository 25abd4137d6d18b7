package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquivalenceCommandTest {
    private static final String GEOMETRY = " --head-dim 128 --trained-length 2048 --target-length 8192";

    @TempDir
    Path folder;

    private static JsonNode json(String line) throws IOException {
        Ended ended = Ended.line("equivalence --format json " + line);
        assertThat(ended.code()).as(ended.err()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    @Test
    void jsonHasTheKeysThatStay() throws IOException {
        JsonNode json = json("--a linear --b none" + GEOMETRY);
        assertThat(json.get("verdict").textValue()).isEqualTo("different");
        assertThat(json.get("max_angle_difference").doubleValue()).isEqualTo(6143.25);
        assertThat(json.get("max_score_difference").doubleValue()).isEqualTo(2);
        assertThat(json.get("witness").get("query").intValue()).isEqualTo(8191);
        assertThat(json.get("witness").get("key").intValue()).isZero();
        assertThat(json.get("witness").get("pair").intValue()).isZero();
        assertThat(json.get("witness").get("angle_a").doubleValue()).isEqualTo(2047.75);
        assertThat(json.get("transform_a").textValue()).isEqualTo("(1/4)·iθ");
        assertThat(json.get("transform_b").textValue()).isEqualTo("iθ");
        assertThat(json.get("positions").intValue()).isEqualTo(8192);
        JsonNode query = json.get("position_parameter_a").get(0).get("query");
        assertThat(query.get("slope").size()).isEqualTo(64);
        assertThat(query.get("slope").get(0).doubleValue()).isEqualTo(0.25);
        assertThat(query.get("offset").get(0).doubleValue()).isZero();
    }

    @Test
    void whatIsTheSameHasNoWitnessAndATemperatureHasAFactor() throws IOException {
        JsonNode offset = json("--a offset:offset=100 --b none" + GEOMETRY);
        assertThat(offset.get("verdict").textValue()).isEqualTo("same_scores");
        assertThat(offset.get("max_angle_difference").doubleValue()).isEqualTo(100);
        assertThat(offset.get("max_score_difference").doubleValue()).isZero();
        assertThat(offset.get("witness").isNull()).isTrue();
        assertThat(offset.get("transform_a").textValue()).isEqualTo("(i+100)θ");
        JsonNode yarn = json("--a ntk_by_parts:factor=4 --b yarn:factor=4" + GEOMETRY);
        assertThat(yarn.get("verdict").textValue()).isEqualTo("same_up_to_temperature");
        double amplitude = 0.1 * StrictMath.log(4) + 1;
        assertThat(yarn.get("temperature").get("factor").doubleValue()).isEqualTo(amplitude * amplitude);
        JsonNode windows = json("--a rerope:window=64 --b none" + GEOMETRY);
        assertThat(windows.get("position_parameter_a")
                        .get(1)
                        .get("query")
                        .get("position")
                        .textValue())
                .isEqualTo("64");
        JsonNode chunks = json("--a dual_chunk:chunk_size=600 --b none" + GEOMETRY);
        assertThat(chunks.get("position_parameter_a")
                        .get(0)
                        .get("query")
                        .get("slope")
                        .isNull())
                .isTrue();
    }

    @Test
    void eachSideMayBringItsOwnBaseAndAConfigItsOwnModification() throws IOException {
        double base = 10_000 * StrictMath.pow(2, 128 / 126.0);
        assertThat(json("--a ntk_aware:factor=4,rope_theta=" + base + " --b ntk_aware:factor=8" + GEOMETRY)
                        .get("verdict")
                        .textValue())
                .isEqualTo("identical");
        assertThat(json("--a none:rope_theta=500000 --b abf:base=500000 --base 20000" + GEOMETRY)
                        .get("verdict")
                        .textValue())
                .isEqualTo("identical");
        assertThat(json("--a none:rope_theta=500+log_n --b entropy_abf:base=500 --base 20000" + GEOMETRY)
                        .get("verdict")
                        .textValue())
                .isEqualTo("identical");
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                "{\"head_dim\":64,\"max_position_embeddings\":4096,\"rope_theta\":500000.0,"
                        + "\"rope_scaling\":{\"type\":\"linear\",\"factor\":2.0}}");
        JsonNode own = json("--b p_rope:factor=2 --config " + config);
        assertThat(own.get("verdict").textValue()).isEqualTo("identical");
        assertThat(own.get("a").textValue()).isEqualTo("linear:factor=2.0");
        assertThat(own.get("theta").textValue()).isEqualTo("θ_k = 500000^(-2k/d)");
    }

    @Test
    void tablesSayWhatHoldsAndWhere() {
        String window = Ended.line("equivalence --a rerope:window=8192 --b none" + GEOMETRY)
                .out();
        assertThat(window)
                .contains("iθ' = i-j < 8192: iθ | i-j ≥ 8192: query 8192θ, key 0")
                .contains("identical: every rotated query and key is the same vector")
                .contains("over positions 0 to 8191");
        Ended untold = Ended.line("equivalence --a linear:factor=4 --b p_rope:factor=4 --head-dim 8");
        assertThat(untold.out()).contains("at every position");
        assertThat(untold.err()).contains("positions 0 to 8191 are compared");
        String mrope = Ended.line("equivalence --a mrope:mrope_section=[2,1,1] --b none --head-dim 8 --length 50")
                .out();
        assertThat(mrope).contains("different:").contains("identical: all position axes hold the same positions");
        String logN = Ended.line("equivalence --a none --b log_n --length 50" + GEOMETRY)
                .out();
        assertThat(logN).contains("identical");
        assertThat(Ended.line("equivalence --a none --b log_n --seq-len 8192" + GEOMETRY)
                        .out())
                .contains("logits of b = those of a × (max(1, ln(i+1)/7.62");
    }

    @Test
    void anotherVerdictThanExpectedEndsWithThree() throws IOException {
        Path out = folder.resolve("out.json");
        Ended other = Ended.line(
                "equivalence --a linear:factor=4 --b none --expect identical --format json -o " + out + GEOMETRY);
        assertThat(other.code()).isEqualTo(3);
        assertThat(other.err()).contains("expected identical, found different");
        assertThat(Files.readString(out)).contains("\"verdict\":\"different\"");
        assertThat(Ended.line("equivalence --a linear:factor=4 --b none --expect different" + GEOMETRY)
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--a yarnn --b none --head-dim 8; --a: strategy must be the id of a known strategy",
                "--a none --b linear:factor=0 --head-dim 8; --b: factor must be a finite number above 0, but was 0.0",
                "--b none --head-dim 8; --a must be given where there is no --config and no --preset",
                "--a none --head-dim 8; Missing required option: '--b=SPEC'",
                "--a none --b none; --head-dim must be given",
                "--a none --b yarn:factor=2 --head-dim 8; --trained-length must be given",
                "--a none --b none --strategy none --head-dim 8; --strategy must be left out",
                "--a none --b none --head-dim 8 --expect same; --expect must be identical, same_scores",
                "--a none --b none --engine-args --rope-scale=4 --dialect llama.cpp --head-dim 8; --engine-args must not be given",
                "--a none --b none --head-dim 8 --length 0; --length must be at least 1 token",
                "--a none --b rerope:window=4 --head-dim 8 --length 2000000; length must be at most 1048576",
                "--a none --b none --head-dim 8 --length 5 -o /dev/null/x; be a file that can be written"
            })
    void badInputIsOneClearLineAndCodeTwo(String options, String message) {
        Ended ended = Ended.line("equivalence " + options);
        assertThat(ended.code()).as(ended.out()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).startsWith("rope: ").contains(message);
    }
}

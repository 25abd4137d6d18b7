package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.OracleFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Temperatures against values of the engines, and where each counts from. */
class TemperatureOracleTest {
    static Stream<Path> files() {
        return OracleFiles.in("frequencies").stream()
                .filter(file -> OracleFiles.read(file).has("logn_query_scale"));
    }

    private static PositionEncoding encode(int trained, Map<String, Object> block) {
        return Strategies.read(block)
                .encode(new RopeContext(RotaryGeometry.full(8, Pairing.HALF_SPLIT), 10_000, Lengths.trained(trained)));
    }

    @Test
    void filesAreThere() {
        assertThat(files().count()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("files")
    void factorsAgree(Path path) {
        JsonNode file = OracleFiles.read(path);
        JsonNode config = file.get("config");
        double[] positions = numbers(file.get("positions"));
        check(
                positions,
                file.get("logn_query_scale"),
                encode(
                        1024,
                        Map.of(
                                "rope_type",
                                "log_n",
                                "training_length",
                                config.get("training_length").intValue())));
        check(
                positions,
                file.get("llama4_query_scale"),
                encode(
                        1024,
                        Map.of(
                                "rope_type",
                                "llama4",
                                "floor_scale",
                                config.get("floor_scale").intValue(),
                                "attn_scale",
                                config.get("attn_scale").doubleValue())));
        check(
                positions,
                file.get("ministral3_query_scale"),
                encode(
                        config.get("original_max_position_embeddings").intValue(),
                        Map.of(
                                "rope_type",
                                "ministral3",
                                "llama_4_scaling_beta",
                                config.get("llama_4_scaling_beta").doubleValue())));
    }

    private static void check(double[] positions, JsonNode expected, PositionEncoding encoding) {
        double[] factors = numbers(expected);
        assertThat(factors).hasSameSizeAs(positions);
        for (int i = 0; i < factors.length; i++) {
            double actual = encoding.attention().logit().at((int) positions[i]);
            Tolerance.DOUBLE.check("position " + positions[i], actual, factors[i]);
        }
        assertThat(encoding.attention().amplitude()).isEqualTo(1);
    }

    @Test
    void stepsComeOneTokenApart() {
        LogitScale llama = encode(1, Map.of("rope_type", "llama4")).attention().logit();
        LogitScale ministral =
                encode(8192, Map.of("rope_type", "ministral3")).attention().logit();
        assertThat(llama.at(8190)).isEqualTo(1);
        assertThat(llama.at(8191)).isEqualTo(1 + 0.1 * StrictMath.log(2));
        assertThat(ministral.at(8191)).isEqualTo(1);
        assertThat(ministral.at(8192)).isEqualTo(llama.at(8191));
    }

    @Test
    void entropyAbfChangesTheBaseAndTheTemperature() {
        PositionEncoding encoding = encode(64, Map.of("rope_type", "entropy_abf", "base", 500_000));
        assertThat(encoding.frequencies().omega(3)).isEqualTo(StrictMath.pow(500_000, -0.75));
        assertThat(encoding.attention().logit().at(63)).isEqualTo(1);
        assertThat(encoding.attention().logit().at(64 * 64 - 1)).isEqualTo(2);
        assertThat(encoding.attention().logit().at(10)).isEqualTo(1);
    }

    @Test
    void scalableSoftmaxGrowsFromZero() {
        LogitScale scale = encode(64, Map.of("rope_type", "ssmax", "scale", 0.5))
                .attention()
                .logit();
        assertThat(scale.at(0)).isZero();
        Tolerance.DOUBLE.check("n = 100", scale.at(99), StrictMath.log(10));
    }

    @Test
    void aLengthOfOneTokenHasNoLogarithm() {
        assertThatThrownBy(() -> encode(1, Map.of("rope_type", "log_n")))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("training_length must be at least 2");
        assertThatThrownBy(() -> encode(1, Map.of("rope_type", "entropy_abf")))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("length must be at least 2");
    }
}

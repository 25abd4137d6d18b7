package io.github.ropelab.model.config;

import static io.github.ropelab.core.OracleFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.strategy.Strategies;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Effective distances and logits against matrices made by or transliterated from the authors' code. */
class RelativePositionOracleTest {
    /** Keys of the files' configs that describe the context, or repeat a parameter in words. */
    private static final Set<String> CONTEXT_KEYS = Set.of("head_dim", "rope_theta", "layout", "scale");

    /** Logits of order 10 at positions up to 10^3. */
    private static final Tolerance LOGIT = new Tolerance("logit in double", 0, 1e-11);

    static Stream<Path> files() {
        return OracleFiles.in("frequencies").stream()
                .filter(file -> OracleFiles.read(file).has("relative_positions"));
    }

    @Test
    void filesAreThere() {
        assertThat(files().count()).isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("files")
    void distancesAndLogitsAgreeOrTheStrategyIsRefusedByName(Path path) {
        JsonNode file = OracleFiles.read(path);
        JsonNode config = file.get("config");
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", file.get("strategy").textValue());
        config.properties().stream()
                .filter(entry -> !CONTEXT_KEYS.contains(entry.getKey()))
                .forEach(entry -> block.put(entry.getKey(), entry.getValue().doubleValue()));
        if (!Strategies.builtIn().ids().contains(file.get("strategy").textValue())) {
            assertThatThrownBy(() -> RopeBlock.read(block, Strategies.builtIn()))
                    .isInstanceOf(InvalidParameter.class)
                    .hasMessageContaining("known strategy");
            return;
        }
        int tokens = file.get("T").intValue();
        int headDim = config.get("head_dim").intValue();
        RotaryGeometry geometry =
                RotaryGeometry.full(headDim, Pairing.of(config.get("layout").textValue()));
        RopeContext context =
                new RopeContext(geometry, config.get("rope_theta").doubleValue(), Lengths.trained(tokens));
        PositionEncoding encoding =
                RopeBlock.read(block, Strategies.builtIn()).strategy().encode(context);
        EffectivePositions effective = EffectivePositions.of(encoding, context);
        EncodedLogits kernel =
                new EncodedLogits(encoding, geometry, Arithmetic.F64, numbers(file.get("q")), numbers(file.get("k")));
        double[] row = new double[tokens];
        for (int query = 0; query < tokens; query++) {
            kernel.row(query, row);
            for (int key = 0; key <= query; key++) {
                JsonNode distance = file.get("relative_positions").get(query).get(key);
                assertThat(effective.distance(query, key)).isEqualTo(distance.doubleValue());
                double logit =
                        file.get("logits_fp64_unscaled").get(query).get(key).doubleValue();
                LOGIT.check("logit", row[key] * Math.sqrt(headDim), logit);
            }
        }
    }

    @Test
    void linearInterpolationShrinksDistancesByItsFactor() {
        RopeContext context =
                new RopeContext(RotaryGeometry.full(8, Pairing.HALF_SPLIT), 10_000, Lengths.extended(2, 8));
        PositionEncoding encoding = RopeBlock.read(StrategyText.parse("linear"), Strategies.builtIn())
                .strategy()
                .encode(context);
        assertThat(List.of(
                        EffectivePositions.of(encoding, context).distance(7, 0),
                        EffectivePositions.of(encoding, context).distance(7, 6)))
                .containsExactly(1.75, 0.25);
    }
}

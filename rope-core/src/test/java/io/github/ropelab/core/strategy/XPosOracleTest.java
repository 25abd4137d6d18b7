package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.OracleFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** xPos, from frequencies and radial growth alone, against torchscale in float32. */
class XPosOracleTest {
    /** Values of order 3 in float32, a few roundings each; logits sum four pairs of them. */
    private static final Tolerance FLOAT = new Tolerance("float32 file", 1e-6, 1e-6);

    private static final Tolerance FLOAT_SUM = new Tolerance("sum of float32 products", 1e-6, 4e-6);

    static Stream<Path> files() {
        return OracleFiles.in("frequencies").stream()
                .filter(file -> OracleFiles.read(file).path("strategy").asText().equals("xpos"));
    }

    @Test
    void filesAreThere() {
        assertThat(files().count()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("files")
    void vectorsAndLogitsAgree(Path path) {
        JsonNode file = OracleFiles.read(path);
        JsonNode config = file.get("config");
        int d = config.get("head_dim").intValue();
        RotaryGeometry geometry =
                RotaryGeometry.full(d, Pairing.of(config.get("layout").textValue()));
        PositionEncoding encoding = Strategies.read(Map.of(
                        "rope_type",
                        "xpos",
                        "scale_base",
                        config.get("scale_base").doubleValue()))
                .encode(new RopeContext(geometry, config.get("rope_theta").doubleValue(), Lengths.trained(64)));
        double[] q = turned(encoding, geometry, numbers(file.get("q")), true);
        double[] k = turned(encoding, geometry, numbers(file.get("k")), false);
        compare(q, numbers(file.get("q_out")), FLOAT);
        compare(k, numbers(file.get("k_out")), FLOAT);
        int tokens = q.length / d;
        for (int m = 0; m < tokens; m++) {
            for (int n = 0; n < tokens; n++) {
                JsonNode expected = file.get("logits").get(m).get(n);
                if (!expected.isNull()) {
                    double sum = 0;
                    for (int c = 0; c < d; c++) {
                        sum += q[m * d + c] * k[n * d + c];
                    }
                    FLOAT_SUM.check("logit", sum, expected.doubleValue());
                }
            }
        }
    }

    /** Rotated by the token's position from 0, grown by its position from the centre of the call. */
    private static double[] turned(PositionEncoding encoding, RotaryGeometry geometry, double[] x, boolean query) {
        int d = geometry.headDim();
        int tokens = x.length / d;
        double[] y = new double[x.length];
        for (int t = 0; t < tokens; t++) {
            int centred = t - RadialScale.centre(tokens);
            for (int i = 0; i < geometry.pairs(); i++) {
                int a = t * d + geometry.pairing().first(i, d);
                int b = t * d + geometry.pairing().second(i, d);
                double angle = t * encoding.frequencies().omega(i);
                double growth = query
                        ? encoding.radial().ofQuery(i, centred)
                        : encoding.radial().ofKey(i, centred);
                y[a] = growth * (x[a] * StrictMath.cos(angle) - x[b] * StrictMath.sin(angle));
                y[b] = growth * (x[b] * StrictMath.cos(angle) + x[a] * StrictMath.sin(angle));
            }
        }
        return y;
    }

    private static void compare(double[] actual, double[] expected, Tolerance tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int c = 0; c < actual.length; c++) {
            tolerance.check("component " + c, actual[c], expected[c]);
        }
    }
}

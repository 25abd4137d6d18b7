package io.github.ropelab.core.kernel;

import static io.github.ropelab.core.OracleFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.Uniform;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** xPos vectors and scores against torchscale's own code, which ran in float32. */
class RadialOracleTest {
    /** Values of order 2 in float32, through a cosine, a power and two products. */
    private static final Tolerance VECTOR = new Tolerance("torchscale's float32", 0, 1e-6);

    /** Sums of 8 products of such values. */
    private static final Tolerance SCORE = new Tolerance("torchscale's float32 sums", 0, 1e-5);

    private static final Tolerance SAME_SCORE = new Tolerance("double", 0, 1e-11);

    static Stream<Path> files() {
        return OracleFiles.in("frequencies").stream()
                .filter(file -> OracleFiles.read(file).has("scale_per_pair"));
    }

    /** g_i = ln ζ_i / scale_base, nepers per token. */
    private static PositionEncoding encoding(JsonNode file) {
        double[] zeta = numbers(file.get("scale_per_pair"));
        double[] growth = new double[zeta.length];
        for (int i = 0; i < zeta.length; i++) {
            growth[i] = StrictMath.log(zeta[i])
                    / file.get("config").get("scale_base").doubleValue();
        }
        return new PositionEncoding(
                FrequencySchedule.geometric(file.get("config").get("rope_theta").doubleValue(), 2 * zeta.length),
                Uniform.identity(),
                AttentionScale.none(),
                RadialScale.of(growth),
                PairAxes.single(),
                Trace.none());
    }

    @ParameterizedTest
    @MethodSource("files")
    void vectorsAndScoresAgree(Path path) {
        JsonNode file = OracleFiles.read(path);
        PositionEncoding encoding = encoding(file);
        RotaryGeometry geometry = RotaryGeometry.full(
                2 * encoding.frequencies().pairs(),
                Pairing.of(file.get("config").get("layout").textValue()));
        int tokens = file.get("q").size();
        int offset = file.get("config").get("offset").intValue();
        double[] positions = new double[tokens];
        for (int t = 0; t < tokens; t++) {
            positions[t] = offset + t;
        }
        int centre = RadialScale.centre(offset + tokens);
        double[] centred = numbers(file.get("positions_scale"));
        TableRecipe recipe = TableRecipe.of(encoding, OptionalDouble.empty(), Arithmetic.F64);
        double[] q = numbers(file.get("q"));
        double[] k = numbers(file.get("k"));
        double[] qOut = new double[q.length];
        double[] kOut = new double[k.length];
        Rotation.rotate(q, qOut, geometry, recipe.table(Side.QUERY, positions, centre));
        Rotation.rotate(k, kOut, geometry, recipe.table(Side.KEY, positions, centre));
        for (int t = 0; t < tokens; t++) {
            assertThat(positions[t] - centre).isEqualTo(centred[t]);
        }
        for (int c = 0; c < q.length; c++) {
            VECTOR.check("q component " + c, qOut[c], numbers(file.get("q_out"))[c]);
            VECTOR.check("k component " + c, kOut[c], numbers(file.get("k_out"))[c]);
        }
        EncodedLogits kernel = new EncodedLogits(encoding, geometry, Arithmetic.F64, q, k);
        double[] row = new double[tokens];
        for (int m = 0; m < tokens; m++) {
            kernel.row(m, row);
            for (int n = 0; n <= m; n++) {
                double unscaled = row[n] * Math.sqrt(geometry.headDim());
                double recorded = numbers(file.get("logits").get(m))[n];
                SCORE.check("logit " + m + "," + n, unscaled, recorded);
                SAME_SCORE.check("definition " + m + "," + n, unscaled, byDefinition(encoding, q, k, m, n));
            }
        }
    }

    /** Σ_i e^{g_i·(m-n)} · Re(q_i·conj(k_i)·e^{i·ω_i·(m-n)}), interleaved pairs. */
    private static double byDefinition(PositionEncoding encoding, double[] q, double[] k, int m, int n) {
        int pairs = encoding.frequencies().pairs();
        double sum = 0;
        for (int i = 0; i < pairs; i++) {
            double x = q[m * 2 * pairs + 2 * i];
            double y = q[m * 2 * pairs + 2 * i + 1];
            double u = k[n * 2 * pairs + 2 * i];
            double v = k[n * 2 * pairs + 2 * i + 1];
            double angle = encoding.frequencies().omega(i) * (m - n);
            sum += encoding.radial().ofQuery(i, m - n)
                    * ((x * u + y * v) * StrictMath.cos(angle) - (y * u - x * v) * StrictMath.sin(angle));
        }
        return sum;
    }
}

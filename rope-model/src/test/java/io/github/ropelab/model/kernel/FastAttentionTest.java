package io.github.ropelab.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.ExampleParameters;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.layer.Visibility;
import io.github.ropelab.core.strategy.Strategies;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention in tiles against the plain one, whose rotations have the same bits and whose sums are in double. */
class FastAttentionTest {
    private static final Catalog<StrategyType, RopeStrategy> CATALOG = Strategies.installed();

    /** A logit of order 10 is off by 10⁻⁶ in a float sum, so is a weight; outputs are of order 1, at most 4. */
    private static final Tolerance OUTPUT = new Tolerance("softmax of float logits", 0, 2e-5);

    /** Logits of some thousand: a float's step there is 2·10⁻⁴. */
    private static final Tolerance STEEP = new Tolerance("softmax of large float logits", 0, 4e-3);

    private static final int TRAINED = 128;

    /** No multiple of a tile's 4 or 64 tokens, and more than a stretch of 256 keys. */
    private static final int TOKENS = 301;

    private static final RotaryGeometry PARTIAL = new RotaryGeometry(16, 12, Pairing.HALF_SPLIT);
    private static final Visibility FULL = new Visibility.Full();
    private static final Visibility HOLES =
            new Visibility.Both(new Visibility.SinkAndWindow(3, 90), new Visibility.Chunked(200));

    private final Kernels installed = FastKernels.installed(2);

    static List<String> ids() {
        return List.copyOf(CATALOG.ids());
    }

    @Test
    void theVectorLoopsAreTested() {
        assertThat(installed.name()).startsWith("tiles, vector float");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyStrategyAgreesWithThePlainKernels(String id) {
        int compared = 0;
        for (Map<String, Object> parameters : ExampleParameters.of(CATALOG.type(id), PARTIAL.pairs())) {
            RopeStrategy strategy = CATALOG.read(id, Params.of(parameters));
            RopeContext context = context(strategy.rotated(PARTIAL), TOKENS);
            PositionEncoding encoding;
            try {
                encoding = strategy.encode(context);
            } catch (InvalidParameter undefined) {
                continue;
            }
            AttentionShape shape = new AttentionShape(TOKENS, 4, 2, context);
            check(installed, shape, encoding, FULL, 1, OUTPUT);
            check(installed, shape, encoding, HOLES, 1, OUTPUT);
            compared++;
        }
        assertThat(compared).as("examples that are defined here").isPositive();
    }

    static List<Visibility> visibilities() {
        return List.of(
                FULL,
                HOLES,
                new Visibility.SlidingWindow(37),
                new Visibility.SlidingWindow(300),
                new Visibility.SinkAndWindow(70, 65),
                new Visibility.Chunked(96));
    }

    /** Branches and holes on every kind of loop, whole tiles and parts of them, and heads of more than one panel. */
    @ParameterizedTest
    @MethodSource("visibilities")
    void everyMaskAgrees(Visibility visibility) {
        for (String id : List.of("none", "rerope", "dual_chunk")) {
            RopeStrategy strategy = CATALOG.read(
                    id,
                    Params.of(ExampleParameters.of(CATALOG.type(id), PARTIAL.pairs())
                            .get(0)));
            for (int tokens : new int[] {1, 64, 255, 513}) {
                RopeContext context = context(RotaryGeometry.full(tokens == 255 ? 80 : 16, Pairing.HALF_SPLIT), tokens);
                AttentionShape shape = new AttentionShape(tokens, 3, tokens == 64 ? 3 : 1, context);
                PositionEncoding encoding = strategy.encode(context);
                check(installed, shape, encoding, visibility, 1, OUTPUT);
                check(FastKernels.plain(1, Arithmetic.F32), shape, encoding, visibility, 1, OUTPUT);
            }
        }
    }

    /** The largest logit moves up by hundreds between stretches, so that all earlier sums are scaled away. */
    @Test
    void largeLogitsKeepTheirOrder() {
        RopeContext context = context(RotaryGeometry.full(32, Pairing.HALF_SPLIT), 1100);
        AttentionShape shape = new AttentionShape(1100, 2, 1, context);
        PositionEncoding encoding = CATALOG.read("none", Params.of(Map.of())).encode(context);
        check(installed, shape, encoding, FULL, 20, STEEP);
    }

    /** Counted from position 0, factors of this growth leave the range of a float before the last token. */
    @Test
    void radialFactorsAreCountedFromTheMiddle() {
        RopeContext context = context(RotaryGeometry.full(16, Pairing.HALF_SPLIT), TOKENS);
        PositionEncoding encoding =
                CATALOG.read("xpos", Params.of(Map.of("scale_base", 2.5))).encode(context);
        double growth = encoding.radial().ofQuery(0, 1);
        assertThat(Math.abs(Math.log(growth)) * TOKENS)
                .isBetween(Math.log(Float.MAX_VALUE), 2 * Math.log(Float.MAX_VALUE));
        check(
                installed,
                new AttentionShape(TOKENS, 2, 1, context),
                encoding,
                new Visibility.SlidingWindow(5),
                1,
                STEEP);
    }

    @Test
    void oneVisibleKeyGivesItsValue() {
        RopeContext context = context(RotaryGeometry.full(16, Pairing.HALF_SPLIT), 70);
        AttentionShape shape = new AttentionShape(70, 2, 2, context);
        PositionEncoding encoding = CATALOG.read("none", Params.of(Map.of())).encode(context);
        float[] v = normal(70 * 32, 3, 1);
        float[] out = new float[v.length];
        installed
                .attention(shape, encoding, new Visibility.SlidingWindow(1))
                .attend(normal(70 * 32, 1, 1), normal(70 * 32, 2, 1), v, out);
        assertThat(out).isEqualTo(v);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void threadsChangeNoBit(int threads) {
        RopeContext context = context(RotaryGeometry.full(16, Pairing.HALF_SPLIT), TOKENS);
        AttentionShape shape = new AttentionShape(TOKENS, 4, 2, context);
        PositionEncoding encoding =
                CATALOG.read("rerope", Params.of(Map.of("window", 40))).encode(context);
        assertThat(attend(FastKernels.installed(threads), shape, encoding, FULL, 1))
                .isEqualTo(attend(installed, shape, encoding, FULL, 1));
    }

    private static RopeContext context(RotaryGeometry geometry, int tokens) {
        return new RopeContext(geometry, 10_000, Lengths.extended(TRAINED, tokens));
    }

    private static void check(
            Kernels kernels,
            AttentionShape shape,
            PositionEncoding encoding,
            Visibility visibility,
            double size,
            Tolerance tolerance) {
        float[] actual = attend(kernels, shape, encoding, visibility, size);
        float[] expected = attend(new PlainKernels(Arithmetic.F32), shape, encoding, visibility, size);
        for (int i = 0; i < expected.length; i++) {
            if (!tolerance.accepts(actual[i], expected[i])) {
                tolerance.check(encoding.positions() + " " + visibility.text() + ", " + i, actual[i], expected[i]);
            }
        }
    }

    /** Outputs for drawn vectors; {@code size} scales queries and keys. */
    private static float[] attend(
            Kernels kernels, AttentionShape shape, PositionEncoding encoding, Visibility visibility, double size) {
        int row = shape.tokens() * shape.headDim();
        float[] out = new float[row * shape.heads()];
        kernels.attention(shape, encoding, visibility)
                .attend(
                        normal(out.length, 1, size),
                        normal(row * shape.keyValueHeads(), 2, size),
                        normal(row * shape.keyValueHeads(), 3, 1),
                        out);
        return out;
    }

    static float[] normal(int size, int seed, double scale) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }
}

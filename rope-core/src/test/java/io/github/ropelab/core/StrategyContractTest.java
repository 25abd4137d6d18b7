package io.github.ropelab.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Rotation;
import io.github.ropelab.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every strategy of the catalogue must keep, run over the whole catalogue. */
class StrategyContractTest {
    private static final Catalog<StrategyType, RopeStrategy> CATALOG = Strategies.installed();

    /** Contexts that differ in one field each from the first, so that reads can be told apart. */
    private static final RopeContext CONTEXT = context(32, 16, Pairing.HALF_SPLIT, 10_000, 1024, 4096, 192);

    private static final Map<ContextField, RopeContext> VARIED = Map.of(
            ContextField.HEAD_DIM, context(64, 16, Pairing.HALF_SPLIT, 10_000, 1024, 4096, 192),
            ContextField.ROTARY_DIM, context(32, 24, Pairing.HALF_SPLIT, 10_000, 1024, 4096, 192),
            ContextField.PAIRING, context(32, 16, Pairing.INTERLEAVED, 10_000, 1024, 4096, 192),
            ContextField.BASE, context(32, 16, Pairing.HALF_SPLIT, 500_000, 1024, 4096, 192),
            ContextField.TRAINED_LENGTH, context(32, 16, Pairing.HALF_SPLIT, 10_000, 512, 4096, 192),
            ContextField.TARGET_LENGTH, context(32, 16, Pairing.HALF_SPLIT, 10_000, 1024, 8192, 192),
            ContextField.CURRENT_LENGTH, context(32, 16, Pairing.HALF_SPLIT, 10_000, 1024, 4096, 250));

    /** Scores of order 1 at distances up to 10^3: rounding of angles of 10^3 radians. */
    private static final Tolerance SHIFTED_SCORE = new Tolerance("shifted score", 0, 1e-11);

    /** Norms of vectors of 32 normal values. */
    private static final Tolerance NORM = new Tolerance("norm", 1e-13, 0);

    static Stream<String> ids() {
        return CATALOG.ids().stream();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void neutralParametersLeaveEveryScoreBitForBit(String id) {
        RopeStrategy neutral = read(id, CATALOG.type(id).neutral());
        RopeStrategy plain = read("none", Map.of());
        for (RopeContext context : VARIED.values()) {
            assertThat(logits(neutral.encode(context), context)).isEqualTo(logits(plain.encode(context), context));
            assertThat(neutral.encode(context).frequencies())
                    .isEqualTo(plain.encode(context).frequencies());
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void frequenciesAreFiniteAndAsManyAsPairsAndMonotoneWhereDeclared(String id) {
        for (RopeStrategy strategy : examples(id)) {
            for (RopeContext context : VARIED.values()) {
                FrequencySchedule frequencies = strategy.encode(context).frequencies();
                assertThat(frequencies.pairs()).isEqualTo(context.geometry().pairs());
                for (int i = 1; i < frequencies.pairs(); i++) {
                    if (strategy.type().invariances().contains(Invariance.MONOTONE)) {
                        assertThat(frequencies.omega(i)).isLessThanOrEqualTo(frequencies.omega(i - 1));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyParameterMatters(String id) {
        StrategyType type = CATALOG.type(id);
        for (ParameterDoc parameter : type.parameters()) {
            assertThat(parameter.examples().size()).as(parameter.name()).isGreaterThanOrEqualTo(2);
            assertThat(someContextDiffers(type, parameter))
                    .as("%s: some setting in which %s changes the encoding", id, parameter.name())
                    .isTrue();
        }
    }

    private static boolean someContextDiffers(StrategyType type, ParameterDoc parameter) {
        List<Map<String, Object>> settings = new ArrayList<>();
        settings.add(Map.of());
        for (ParameterDoc other : type.parameters()) {
            other.examples().forEach(value -> settings.add(Map.of(other.name(), value)));
        }
        for (Map<String, Object> setting : settings) {
            for (RopeContext context : VARIED.values()) {
                Set<PositionEncoding> effects = parameter.examples().stream()
                        .map(value -> withoutTrace(read(type.id(), with(setting, parameter.name(), value))
                                .encode(context)))
                        .collect(Collectors.toSet());
                if (effects.size() == parameter.examples().size()) {
                    return true;
                }
            }
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("ids")
    void declaredReadsAreExact(String id) {
        Set<ContextField> seen = new TreeSet<>();
        for (RopeStrategy strategy : examples(id)) {
            PositionEncoding encoding = withoutTrace(strategy.encode(CONTEXT));
            VARIED.forEach((field, context) -> {
                if (!withoutTrace(strategy.encode(context)).equals(encoding)) {
                    seen.add(field);
                }
            });
        }
        assertThat(seen).isEqualTo(new TreeSet<>(CATALOG.type(id).reads()));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void positionZeroIsTheIdentityExactlyWhereDeclared(String id) {
        boolean always = true;
        for (RopeStrategy strategy : examples(id)) {
            for (Pairing pairing : Pairing.values()) {
                RopeContext context = context(32, 16, pairing, 10_000, 1024, 4096, 192);
                PositionEncoding encoding = strategy.encode(context);
                Branch first = encoding.positions().branchFor(0, 0);
                double[] x = normal(32, 1);
                for (PositionMap side : List.of(first.query(), first.key())) {
                    double[] y = new double[32];
                    Rotation.rotate(
                            x,
                            y,
                            context.geometry(),
                            RotaryTable.of(encoding.frequencies(), side, 1, 1, Arithmetic.F64));
                    always &= java.util.Arrays.equals(x, y);
                }
            }
        }
        assertThat(always).isEqualTo(CATALOG.type(id).invariances().contains(Invariance.ORIGIN));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void scoresDependOnTheDistanceExactlyWhereDeclared(String id) {
        boolean always = true;
        for (RopeStrategy strategy : examples(id)) {
            PositionScheme positions = strategy.encode(CONTEXT).positions();
            for (int distance = 0; distance < 96; distance++) {
                for (int shift = 1; shift < 96; shift++) {
                    always &= SHIFTED_SCORE.accepts(
                            positions.effectiveDistance(distance + shift, shift),
                            positions.effectiveDistance(distance, 0));
                }
            }
        }
        assertThat(always).isEqualTo(CATALOG.type(id).invariances().contains(Invariance.SHIFT));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void rotatedNormsGrowByTheAmplitudeAndNothingElse(String id) {
        for (RopeStrategy strategy : examples(id)) {
            RopeContext context = context(16, 16, Pairing.HALF_SPLIT, 10_000, 1024, 4096, 192);
            PositionEncoding encoding = strategy.encode(context);
            double amplitude = encoding.attention().amplitude();
            for (Branch branch : encoding.positions().branches()) {
                double[] x = normal(16, 2);
                double[] tokens = new double[3 * 16];
                for (int t = 0; t < 3; t++) {
                    System.arraycopy(x, 0, tokens, t * 16, 16);
                }
                Rotation.rotate(
                        tokens,
                        tokens,
                        context.geometry(),
                        RotaryTable.of(encoding.frequencies(), branch.query(), 3, amplitude, Arithmetic.F64));
                for (int t = 0; t < 3; t++) {
                    NORM.check(id, norm(tokens, t * 16, 16), amplitude * norm(x, 0, 16));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void bothPairingsAgreeAfterPermutingTheVectors(String id) {
        RopeContext half = context(32, 16, Pairing.HALF_SPLIT, 10_000, 1024, 4096, 192);
        RopeContext interleaved = context(32, 16, Pairing.INTERLEAVED, 10_000, 1024, 4096, 192);
        int tokens = 40;
        double[] q = normal(tokens * 32, 3);
        double[] k = normal(tokens * 32, 4);
        for (RopeStrategy strategy : examples(id)) {
            double[] a = logits(strategy.encode(half), half, q, k);
            double[] b = logits(
                    strategy.encode(interleaved),
                    interleaved,
                    permuted(q, half, interleaved),
                    permuted(k, half, interleaved));
            for (int i = 0; i < a.length; i++) {
                SHIFTED_SCORE.check(id, a[i], b[i]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void kernelRowsAndBlocksAgreeWithTheDefinition(String id) {
        int tokens = 90;
        int headDim = 32;
        double[] q = normal(tokens * headDim, 5);
        double[] k = normal(tokens * headDim, 6);
        for (RopeStrategy strategy : examples(id)) {
            PositionEncoding encoding = strategy.encode(CONTEXT);
            EncodedLogits kernel = new EncodedLogits(encoding, CONTEXT.geometry(), Arithmetic.F64, q, k);
            double[] row = new double[tokens];
            double[][] block = new double[tokens][tokens];
            kernel.rows(0, tokens, block);
            for (int m = 0; m < tokens; m++) {
                kernel.row(m, row);
                for (int n = 0; n <= m; n++) {
                    assertThat(block[m][n]).isEqualTo(row[n]);
                    SHIFTED_SCORE.check(id, row[n], byDefinition(encoding, q, k, m, n));
                }
            }
        }
    }

    /** logitScale(m)·[a²·Σ_i Re(q_i·conj(k_i)·e^{i·ω_i·distance}) + unrotated]/√headDim for half-split pairs. */
    private static double byDefinition(PositionEncoding encoding, double[] q, double[] k, int m, int n) {
        int headDim = CONTEXT.geometry().headDim();
        int rotaryDim = CONTEXT.geometry().rotaryDim();
        double distance = encoding.positions().effectiveDistance(m, n);
        double sum = 0;
        for (int i = 0; i < rotaryDim / 2; i++) {
            double x = q[m * headDim + i];
            double y = q[m * headDim + i + rotaryDim / 2];
            double u = k[n * headDim + i];
            double v = k[n * headDim + i + rotaryDim / 2];
            double angle = encoding.frequencies().omega(i) * distance;
            sum += (x * u + y * v) * StrictMath.cos(angle) + (x * v - y * u) * StrictMath.sin(angle);
        }
        sum *= encoding.attention().amplitude() * encoding.attention().amplitude();
        for (int c = rotaryDim; c < headDim; c++) {
            sum += q[m * headDim + c] * k[n * headDim + c];
        }
        return encoding.attention().logit().at(m) * sum / Math.sqrt(headDim);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void parametersReadBackGiveAnEqualStrategyAndEqualEncodings(String id) {
        for (RopeStrategy strategy : examples(id)) {
            RopeStrategy again = read(id, strategy.parameters());
            assertThat(again).isEqualTo(strategy);
            assertThat(again.encode(CONTEXT)).isEqualTo(strategy.encode(CONTEXT));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void documentedParametersAreTheOnesRead(String id) {
        StrategyType type = CATALOG.type(id);
        Map<String, Object> all = new HashMap<>();
        type.parameters().forEach(p -> all.put(p.name(), p.examples().get(0)));
        assertThat(read(id, all).parameters().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        type.parameters().stream().map(ParameterDoc::name).toList());
        assertThat(type.sources()).isNotEmpty();
        assertThatThrownBy(() -> read(id, Map.of("no_such_key", 1)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("no_such_key")
                .hasMessageContaining(id);
    }

    @Test
    void strategiesOfOtherJarsJoinTheCatalogue() {
        assertThat(Strategies.builtIn().ids()).doesNotContain(HalvedStrategy.TYPE.id());
        assertThat(CATALOG.ids()).contains(HalvedStrategy.TYPE.id());
    }

    /** The strategy with defaults, and with each example value of each parameter alone. */
    private static List<RopeStrategy> examples(String id) {
        List<RopeStrategy> examples = new ArrayList<>();
        examples.add(read(id, Map.of()));
        for (ParameterDoc parameter : CATALOG.type(id).parameters()) {
            parameter.examples().forEach(value -> examples.add(read(id, Map.of(parameter.name(), value))));
        }
        return examples;
    }

    private static RopeStrategy read(String id, Map<String, Object> parameters) {
        return CATALOG.read(id, Params.of(parameters));
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }

    private static PositionEncoding withoutTrace(PositionEncoding encoding) {
        return new PositionEncoding(encoding.frequencies(), encoding.positions(), encoding.attention(), Trace.none());
    }

    private static RopeContext context(
            int headDim, int rotaryDim, Pairing pairing, double base, int trained, int target, int current) {
        return new RopeContext(
                new RotaryGeometry(headDim, rotaryDim, pairing), base, new Lengths(trained, target, current));
    }

    private static double[] logits(PositionEncoding encoding, RopeContext context) {
        int values = 70 * context.geometry().headDim();
        return logits(encoding, context, normal(values, 7), normal(values, 8));
    }

    private static double[] logits(PositionEncoding encoding, RopeContext context, double[] q, double[] k) {
        EncodedLogits kernel = new EncodedLogits(encoding, context.geometry(), Arithmetic.F64, q, k);
        int tokens = kernel.tokens();
        double[] all = new double[tokens * (tokens + 1) / 2];
        double[] row = new double[tokens];
        int next = 0;
        for (int m = 0; m < tokens; m++) {
            kernel.row(m, row);
            System.arraycopy(row, 0, all, next, m + 1);
            next += m + 1;
        }
        return all;
    }

    private static double[] permuted(double[] rows, RopeContext from, RopeContext to) {
        RotaryGeometry a = from.geometry();
        RotaryGeometry b = to.geometry();
        double[] permuted = rows.clone();
        for (int row = 0; row < rows.length; row += a.headDim()) {
            for (int i = 0; i < a.pairs(); i++) {
                permuted[row + b.pairing().first(i, b.rotaryDim())] =
                        rows[row + a.pairing().first(i, a.rotaryDim())];
                permuted[row + b.pairing().second(i, b.rotaryDim())] =
                        rows[row + a.pairing().second(i, a.rotaryDim())];
            }
        }
        return permuted;
    }

    private static double norm(double[] x, int offset, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += x[offset + i] * x[offset + i];
        }
        return Math.sqrt(sum);
    }

    private static double[] normal(int values, long seed) {
        return new Random(seed).doubles(values, -2, 2).toArray();
    }
}

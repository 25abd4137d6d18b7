package io.github.ropelab.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Rotation;
import io.github.ropelab.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Used within the trained length. */
    private static final RopeContext CONTEXT = context(32, 16, Pairing.HALF_SPLIT, 10_000, 1024, 4096, 192);

    /** Contexts that differ in one field each from {@link #CONTEXT}, so that reads can be told apart. */
    private static final Map<ContextField, RopeContext> VARIED = varied(1024, 4096, 192, 250);

    /** Used beyond the trained length, where dynamic rules act. */
    private static final RopeContext BEYOND = context(32, 16, Pairing.HALF_SPLIT, 10_000, 1024, 8192, 3000);

    private static final Map<ContextField, RopeContext> VARIED_BEYOND = varied(1024, 8192, 3000, 600);

    private static Map<ContextField, RopeContext> varied(int trained, int target, int current, int otherCurrent) {
        return Map.of(
                ContextField.HEAD_DIM, context(64, 16, Pairing.HALF_SPLIT, 10_000, trained, target, current),
                ContextField.ROTARY_DIM, context(32, 24, Pairing.HALF_SPLIT, 10_000, trained, target, current),
                ContextField.PAIRING, context(32, 16, Pairing.INTERLEAVED, 10_000, trained, target, current),
                ContextField.BASE, context(32, 16, Pairing.HALF_SPLIT, 500_000, trained, target, current),
                ContextField.TRAINED_LENGTH, context(32, 16, Pairing.HALF_SPLIT, 10_000, trained / 2, target, current),
                ContextField.TARGET_LENGTH, context(32, 16, Pairing.HALF_SPLIT, 10_000, trained, 2 * target, current),
                ContextField.CURRENT_LENGTH,
                        context(32, 16, Pairing.HALF_SPLIT, 10_000, trained, target, otherCurrent));
    }

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
        RopeStrategy plain = read("none", Map.of());
        if (CATALOG.type(id).neutral().isEmpty()) {
            for (RopeStrategy strategy : examples(id, CONTEXT)) {
                assertThat(encode(strategy, CONTEXT).sameEffectAs(encode(plain, CONTEXT)))
                        .as("%s says that nothing makes it neutral", strategy)
                        .isFalse();
            }
            return;
        }
        for (RopeContext context : VARIED.values()) {
            Map<String, Object> parameters = CATALOG.type(id).neutral().get();
            RopeStrategy neutral = read(id, fitting(parameters, context));
            assertThat(logits(encode(neutral, context), context)).isEqualTo(logits(encode(plain, context), context));
            assertThat(encode(neutral, context).frequencies())
                    .isEqualTo(encode(plain, context).frequencies());
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void frequenciesAreFiniteAndAsManyAsPairsAndMonotoneWhereDeclared(String id) {
        for (RopeContext context : allVaried()) {
            for (RopeStrategy strategy : examples(id, context)) {
                FrequencySchedule frequencies = encode(strategy, context).frequencies();
                assertThat(frequencies.pairs())
                        .isEqualTo(strategy.rotated(context.geometry()).pairs());
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
        settings.add(required(type));
        for (ParameterDoc other : type.parameters()) {
            other.examples().forEach(value -> settings.add(with(required(type), other.name(), value)));
        }
        for (Map<String, Object> setting : settings) {
            for (RopeContext context : allVaried()) {
                Set<PositionEncoding> effects = parameter.examples().stream()
                        .map(value -> withoutTrace(encode(
                                read(type.id(), fitting(with(setting, parameter.name(), value), context)), context)))
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
        Map.of(CONTEXT, VARIED, BEYOND, VARIED_BEYOND).forEach((start, others) -> {
            for (RopeStrategy strategy : examples(id, start)) {
                Optional<PositionEncoding> encoding = effect(strategy, start);
                others.forEach((field, context) -> {
                    if (!effect(strategy, context).equals(encoding)) {
                        seen.add(field);
                    }
                });
            }
        });
        assertThat(seen).isEqualTo(new TreeSet<>(CATALOG.type(id).reads()));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void positionZeroIsTheIdentityExactlyWhereDeclared(String id) {
        boolean always = true;
        for (Pairing pairing : Pairing.values()) {
            RopeContext given = context(32, 16, pairing, 10_000, 1024, 4096, 192);
            for (RopeStrategy strategy : examples(id, given)) {
                RopeContext context = rotated(strategy, given);
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
                    always &= Arrays.equals(x, y);
                }
            }
        }
        assertThat(always).isEqualTo(CATALOG.type(id).invariances().contains(Invariance.ORIGIN));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void scoresDependOnTheDistanceExactlyWhereDeclared(String id) {
        boolean always = true;
        for (RopeStrategy strategy : examples(id, CONTEXT)) {
            PositionScheme positions = encode(strategy, CONTEXT).positions();
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
    void runsOfKeysStayInTheirBranchAndReachAllKeys(String id) {
        for (RopeStrategy strategy : examples(id, CONTEXT)) {
            PositionScheme positions = encode(strategy, CONTEXT).positions();
            boolean alike = true;
            for (int query = 0; query < 400; query += 3) {
                int key = 0;
                while (key <= query) {
                    int end = positions.runEnd(query, key);
                    assertThat(end).isBetween(key + 1, query + 1);
                    for (; key + 1 < end; key++) {
                        alike &= positions.branchIndex(query, key + 1) == positions.branchIndex(query, key);
                    }
                    key = end;
                }
            }
            assertThat(alike).as("%s", strategy).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void rotatedNormsGrowByTheAmplitudeAndNothingElseUnlessDeclared(String id) {
        boolean declared = CATALOG.type(id).classes().contains(StrategyClass.NOT_NORM_PRESERVING);
        RopeContext given = context(16, 16, Pairing.HALF_SPLIT, 10_000, 1024, 4096, 192);
        for (RopeStrategy strategy : examples(id, given)) {
            RopeContext context = rotated(strategy, given);
            PositionEncoding encoding = strategy.encode(context);
            assertThat(encoding.radial().isNone()).isNotEqualTo(declared);
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
        for (RopeStrategy strategy : examples(id, half)) {
            RopeContext from = rotated(strategy, half);
            RopeContext to = rotated(strategy, interleaved);
            double[] a = logits(strategy.encode(from), from, q, k);
            double[] b = logits(strategy.encode(to), to, permuted(q, from, to), permuted(k, from, to));
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
        for (RopeStrategy strategy : examples(id, CONTEXT)) {
            RopeContext context = rotated(strategy, CONTEXT);
            PositionEncoding encoding = strategy.encode(context);
            EncodedLogits kernel = new EncodedLogits(encoding, context.geometry(), Arithmetic.F64, q, k);
            double[] row = new double[tokens];
            double[][] block = new double[tokens][tokens];
            kernel.rows(0, tokens, block);
            for (int m = 0; m < tokens; m++) {
                kernel.row(m, row);
                for (int n = 0; n <= m; n++) {
                    assertThat(block[m][n]).isEqualTo(row[n]);
                    SHIFTED_SCORE.check(id, row[n], byDefinition(context, encoding, q, k, m, n));
                }
            }
        }
    }

    /** logitScale(m)·[a²·Σ_i Re(q_i·conj(k_i)·e^{i·ω_i·distance}) + unrotated]/√headDim for half-split pairs. */
    private static double byDefinition(
            RopeContext context, PositionEncoding encoding, double[] q, double[] k, int m, int n) {
        int headDim = context.geometry().headDim();
        int rotaryDim = context.geometry().rotaryDim();
        double distance = encoding.positions().effectiveDistance(m, n);
        double sum = 0;
        for (int i = 0; i < rotaryDim / 2; i++) {
            double x = q[m * headDim + i];
            double y = q[m * headDim + i + rotaryDim / 2];
            double u = k[n * headDim + i];
            double v = k[n * headDim + i + rotaryDim / 2];
            double angle = encoding.frequencies().omega(i) * distance;
            double growth = encoding.radial().ofQuery(i, distance);
            sum += growth * ((x * u + y * v) * StrictMath.cos(angle) + (x * v - y * u) * StrictMath.sin(angle));
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
        for (RopeStrategy strategy : examples(id, CONTEXT)) {
            RopeStrategy again = read(id, strategy.parameters());
            assertThat(again).isEqualTo(strategy);
            assertThat(encode(again, CONTEXT)).isEqualTo(encode(strategy, CONTEXT));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void documentedParametersAreTheOnesRead(String id) {
        StrategyType type = CATALOG.type(id);
        Map<String, Object> all = new HashMap<>();
        type.parameters().forEach(p -> all.put(p.name(), p.examples().get(0)));
        assertThat(read(id, fitting(all, CONTEXT)).parameters().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        type.parameters().stream().map(ParameterDoc::name).toList());
        assertThat(type.sources()).isNotEmpty();
        assertThatThrownBy(() -> read(id, fitting(with(required(type), "no_such_key", 1), CONTEXT)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("no_such_key")
                .hasMessageContaining(id);
    }

    @Test
    void strategiesOfOtherJarsJoinTheCatalogue() {
        assertThat(Strategies.builtIn().ids()).doesNotContain(HalvedStrategy.TYPE.id());
        assertThat(CATALOG.ids()).contains(HalvedStrategy.TYPE.id());
    }

    /** The strategy with defaults, and with each example value of each parameter alone, for the context's width. */
    private static List<RopeStrategy> examples(String id, RopeContext context) {
        StrategyType type = CATALOG.type(id);
        List<RopeStrategy> examples = new ArrayList<>();
        examples.add(read(id, fitting(required(type), context)));
        for (ParameterDoc parameter : type.parameters()) {
            parameter
                    .examples()
                    .forEach(value ->
                            examples.add(read(id, fitting(with(required(type), parameter.name(), value), context))));
        }
        return examples;
    }

    /** The parameters without which the strategy cannot be read, each with its first example. */
    private static Map<String, Object> required(StrategyType type) {
        Map<String, Object> required = new HashMap<>();
        type.parameters().stream()
                .filter(ParameterDoc::required)
                .forEach(p -> required.put(p.name(), p.examples().get(0)));
        return required;
    }

    /** Values that depend on the number of pairs, made for the context's. */
    private static Map<String, Object> fitting(Map<String, Object> parameters, RopeContext context) {
        Map<String, Object> fitting = new HashMap<>(parameters);
        fitting.replaceAll((name, value) -> value instanceof ParameterDoc.ForPairs example
                ? example.of(context.geometry().pairs())
                : value);
        return fitting;
    }

    private static PositionEncoding encode(RopeStrategy strategy, RopeContext context) {
        return strategy.encode(rotated(strategy, context));
    }

    private static RopeContext rotated(RopeStrategy strategy, RopeContext context) {
        return new RopeContext(strategy.rotated(context.geometry()), context.base(), context.lengths());
    }

    /** The encoding without its trace, or nothing where the strategy is not defined in the context. */
    private static Optional<PositionEncoding> effect(RopeStrategy strategy, RopeContext context) {
        try {
            return Optional.of(withoutTrace(encode(strategy, context)));
        } catch (InvalidParameter undefined) {
            return Optional.empty();
        }
    }

    private static List<RopeContext> allVaried() {
        List<RopeContext> all = new ArrayList<>(VARIED.values());
        all.addAll(VARIED_BEYOND.values());
        return all;
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
        return encoding.withTrace(Trace.none());
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

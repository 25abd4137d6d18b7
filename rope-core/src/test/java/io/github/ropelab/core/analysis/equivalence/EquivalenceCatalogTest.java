package io.github.ropelab.core.analysis.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole catalogue, each example against each: the verdict is that of every entry of every score's matrix, and every bound
 * holds. A score is q·M·k with the [headDim][headDim] matrix M = logitScale·R(query)ᵀ·R(key).
 */
class EquivalenceCatalogTest {
    private static final Catalog<StrategyType, RopeStrategy> CATALOG = Strategies.installed();
    private static final int TOKENS = 18;

    /** Entries of matrices of order 10; settings of the catalogue's examples differ by far more. */
    private static final double SAME = 1e-9;

    /** An encoding and all that it does to a head of a few components. */
    private static final class Effect {
        final String name;
        final PositionParameter parameter;
        final double[][] queries = new double[TOKENS * TOKENS][]; // by cell: [headDim][headDim]
        final double[][] keys = new double[TOKENS * TOKENS][];
        final double[][] scores = new double[TOKENS * TOKENS][];
        final double[][] plainScores = new double[TOKENS * TOKENS][]; // without logit scale

        Effect(RopeStrategy strategy, RopeContext given) {
            RopeContext context = new RopeContext(strategy.rotated(given.geometry()), given.base(), given.lengths());
            name = strategy.toString();
            parameter = PositionParameter.of(strategy.encode(context), context);
            PositionEncoding encoding = parameter.encoding();
            int headDim = context.geometry().headDim();
            for (int m = 0; m < TOKENS; m++) {
                for (int n = 0; n <= m; n++) {
                    Branch branch = encoding.positions().branchFor(m, n);
                    int cell = m * TOKENS + n;
                    queries[cell] = rotation(encoding, context.geometry(), branch.query(), m, 1);
                    keys[cell] = rotation(encoding, context.geometry(), branch.key(), n, -1);
                    plainScores[cell] = product(queries[cell], keys[cell], headDim);
                    double scale = encoding.attention().logit().at(m);
                    scores[cell] =
                            Arrays.stream(plainScores[cell]).map(x -> scale * x).toArray();
                }
            }
        }

        private static double[] rotation(
                PositionEncoding encoding, RotaryGeometry geometry, PositionMap map, int position, int side) {
            int headDim = geometry.headDim();
            double[] matrix = new double[headDim * headDim];
            for (int c = geometry.rotaryDim(); c < headDim; c++) {
                matrix[c * headDim + c] = 1;
            }
            for (int i = 0; i < geometry.pairs(); i++) {
                int first = geometry.pairing().first(i, geometry.rotaryDim());
                int second = geometry.pairing().second(i, geometry.rotaryDim());
                double angle = encoding.frequencies().omega(i) * map.at(position);
                double fromCentre = map.at(position) - RadialScale.centre(TOKENS);
                double size =
                        encoding.attention().amplitude() * encoding.radial().ofQuery(i, side * fromCentre);
                matrix[first * headDim + first] = size * StrictMath.cos(angle);
                matrix[first * headDim + second] = -size * StrictMath.sin(angle);
                matrix[second * headDim + first] = size * StrictMath.sin(angle);
                matrix[second * headDim + second] = size * StrictMath.cos(angle);
            }
            return matrix;
        }

        /** Rᵀ(query)·R(key). */
        private static double[] product(double[] query, double[] key, int headDim) {
            double[] product = new double[headDim * headDim];
            for (int r = 0; r < headDim; r++) {
                for (int c = 0; c < headDim; c++) {
                    for (int x = 0; x < headDim; x++) {
                        product[r * headDim + c] += query[x * headDim + r] * key[x * headDim + c];
                    }
                }
            }
            return product;
        }
    }

    /** The verdict read off the matrices. */
    private static Verdict byMatrices(Effect a, Effect b) {
        boolean vectors = true;
        boolean scores = true;
        boolean temperature = true;
        for (int m = 0; m < TOKENS && (scores || temperature); m++) {
            double sumA = 0;
            double sumB = 0;
            for (int n = 0; n <= m; n++) {
                sumA += norm(a.scores[m * TOKENS + n]);
                sumB += norm(b.scores[m * TOKENS + n]);
            }
            temperature &= m == 0 || (sumA == 0) == (sumB == 0);
            double factor = sumA == 0 ? 0 : sumB / sumA;
            for (int n = 0; n <= m; n++) {
                int cell = m * TOKENS + n;
                vectors &= distance(a.queries[cell], b.queries[cell], 1) < SAME
                        && distance(a.keys[cell], b.keys[cell], 1) < SAME;
                scores &= distance(a.scores[cell], b.scores[cell], 1) < SAME;
                boolean proportional = distance(b.scores[cell], a.scores[cell], factor) < SAME;
                boolean alike = distance(
                                b.plainScores[cell],
                                a.plainScores[cell],
                                norm(b.plainScores[cell]) / norm(a.plainScores[cell]))
                        < SAME;
                temperature &= m == 0 ? alike : proportional;
            }
        }
        return vectors && scores
                ? Verdict.IDENTICAL
                : scores ? Verdict.SAME_SCORES : temperature ? Verdict.SAME_UP_TO_TEMPERATURE : Verdict.DIFFERENT;
    }

    private static double norm(double[] matrix) {
        return Math.sqrt(Arrays.stream(matrix).map(x -> x * x).sum());
    }

    /** Largest |a - factor·b|. */
    private static double distance(double[] a, double[] b, double factor) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - factor * b[i]));
        }
        return largest;
    }

    /** Largest |q·(M - M')·k| of unit vectors of one pair of components, or of one that passes through. */
    private static double largestScoreDifference(Effect a, Effect b) {
        RotaryGeometry geometry = a.parameter.context().geometry();
        int headDim = geometry.headDim();
        double largest = 0;
        for (int cell = 0; cell < a.scores.length; cell++) {
            for (int c = geometry.rotaryDim(); a.scores[cell] != null && c < headDim; c++) {
                largest =
                        Math.max(largest, Math.abs(a.scores[cell][c * headDim + c] - b.scores[cell][c * headDim + c]));
            }
            for (int i = 0; a.scores[cell] != null && i < geometry.pairs(); i++) {
                int first = geometry.pairing().first(i, geometry.rotaryDim()) * headDim;
                int second = geometry.pairing().second(i, geometry.rotaryDim());
                int diagonal = first + first / headDim;
                largest = Math.max(
                        largest,
                        StrictMath.hypot(
                                a.scores[cell][diagonal] - b.scores[cell][diagonal],
                                a.scores[cell][first + second] - b.scores[cell][first + second]));
            }
        }
        return largest;
    }

    @ParameterizedTest
    @CsvSource({"8, 8, HALF_SPLIT, 64, 256, 192", "16, 8, INTERLEAVED, 1024, 4096, 3000"})
    void theVerdictIsThatOfEveryMatrix(
            int headDim, int rotaryDim, Pairing pairing, int trained, int target, int current) {
        RopeContext context = new RopeContext(
                new RotaryGeometry(headDim, rotaryDim, pairing), 10_000, new Lengths(trained, target, current));
        List<Effect> effects = effects(context, headDim == rotaryDim);
        Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
        for (int i = 0; i < effects.size(); i++) {
            for (int j = i; j < effects.size(); j++) {
                Effect a = effects.get(i);
                Effect b = effects.get(j);
                String what = a.name + " against " + b.name;
                Equivalence found = Equivalence.of(a.parameter, b.parameter, TOKENS);
                Verdict onText = found.onText().orElse(found.verdict());
                assertThat(onText).as(what).isEqualTo(byMatrices(a, b));
                seen.merge(onText, 1, Integer::sum);
                if (found.onText().isEmpty()) {
                    bounds(what, a, b, found);
                }
            }
        }
        assertThat(seen).hasSize(Verdict.values().length);
    }

    /** Windows, groups and chunks of every small size, so that borders of both sides fall everywhere. */
    @Test
    void windowSchemesOfRandomSizesAreComparedCellByCell() {
        RopeContext context = new RopeContext(RotaryGeometry.full(4, Pairing.HALF_SPLIT), 10_000, Lengths.trained(64));
        Random random = new Random(20);
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            int size = 1 + random.nextInt(TOKENS);
            int other = random.nextInt(size);
            effects.add(effect("rerope", Map.of("window", size), context));
            effects.add(effect("leaky_rerope", Map.of("window", size, "scaling_factor", 1 + other), context));
            effects.add(effect("self_extend", Map.of("group_size", 1 + other, "neighbor_window", size), context));
            effects.add(effect("string", Map.of("shift", size, "local_window", other), context));
            effects.add(effect("dual_chunk", Map.of("chunk_size", size, "local_window", other), context));
        }
        int alike = 0;
        for (Effect a : effects) {
            for (Effect b : effects) {
                String what = a.name + " against " + b.name;
                Equivalence found = Equivalence.of(a.parameter, b.parameter, TOKENS);
                assertThat(found.verdict()).as(what).isEqualTo(byMatrices(a, b));
                bounds(what, a, b, found);
                alike += a != b && found.verdict() != Verdict.DIFFERENT ? 1 : 0;
            }
        }
        assertThat(alike).isPositive();
    }

    private static void bounds(String what, Effect a, Effect b, Equivalence found) {
        double largest = largestScoreDifference(a, b);
        assertThat(found.maxScoreDifference()).as(what).isGreaterThanOrEqualTo(largest - SAME);
        boolean grows = !a.parameter.encoding().radial().isNone()
                || !b.parameter.encoding().radial().isNone();
        if (!grows
                && found.maxAngleDifference() < Math.PI / 2
                && a.parameter.context().equals(b.parameter.context())) {
            assertThat(found.maxScoreDifference()).as(what).isLessThanOrEqualTo(largest + SAME);
        }
        found.witness().ifPresent(witness -> {
            int cell = witness.query() * TOKENS + witness.key();
            boolean partly = found.reason().contains("partly");
            double factor = partly ? norm(b.scores[cell]) / norm(a.scores[cell]) : 1;
            assertThat(distance(b.scores[cell], a.scores[cell], factor))
                    .as(what)
                    .isGreaterThan(SAME);
        });
    }

    /** The strategies with each example of each parameter, or with defaults only, and small windows that act. */
    private static List<Effect> effects(RopeContext context, boolean everyExample) {
        List<Effect> effects = new ArrayList<>();
        for (StrategyType type : CATALOG.types()) {
            Map<String, Object> required = new HashMap<>();
            type.parameters().stream()
                    .filter(ParameterDoc::required)
                    .forEach(p -> required.put(p.name(), fitting(p.examples().get(0), context)));
            effects.add(effect(type.id(), required, context));
            for (ParameterDoc parameter : type.parameters()) {
                for (Object example : everyExample ? parameter.examples() : List.of()) {
                    Map<String, Object> parameters = new HashMap<>(required);
                    parameters.put(parameter.name(), fitting(example, context));
                    effects.add(effect(type.id(), parameters, context));
                }
            }
        }
        effects.add(effect("offset", Map.of("offset", 3), context));
        effects.add(effect("rerope", Map.of("window", 5), context));
        effects.add(effect("self_extend", Map.of("group_size", 3, "neighbor_window", 6), context));
        effects.add(effect("dual_chunk", Map.of("chunk_size", 6, "local_window", 2), context));
        effects.add(effect("string", Map.of("shift", 7, "local_window", 2), context));
        effects.add(effect("leaky_rerope", Map.of("window", 5, "scaling_factor", 3), context));
        effects.add(effect("log_n", Map.of("training_length", 4), context));
        effects.add(effect("linear_align_corners", Map.of("original_length", 2, "length", 5), context));
        return effects;
    }

    private static Object fitting(Object example, RopeContext context) {
        return example instanceof ParameterDoc.ForPairs forPairs
                ? forPairs.of(context.geometry().pairs())
                : example;
    }

    private static Effect effect(String id, Map<String, Object> parameters, RopeContext context) {
        return new Effect(CATALOG.read(id, Params.of(parameters)), context);
    }

    @Test
    void theSmallRangesHoldEveryKindOfBranch() {
        RopeContext context =
                new RopeContext(RotaryGeometry.full(8, Pairing.HALF_SPLIT), 10_000, Lengths.extended(64, 256));
        assertThat(effects(context, false).stream()
                        .filter(effect -> !effect.parameter.affine())
                        .count())
                .isGreaterThanOrEqualTo(10);
    }
}

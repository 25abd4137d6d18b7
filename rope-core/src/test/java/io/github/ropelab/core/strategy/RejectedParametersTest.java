package io.github.ropelab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What engines take and give nonsense for is refused, with the parameter's name. */
class RejectedParametersTest {
    private static final int PAIRS = 8;

    /** Every strategy of the catalogue with a factor. */
    static Stream<String> withFactor() {
        return Strategies.builtIn().types().stream()
                .filter(type -> type.parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals("factor")))
                .map(StrategyType::id);
    }

    @ParameterizedTest
    @MethodSource("withFactor")
    void factorMustBeFiniteAndPositive(String id) {
        for (double factor :
                new double[] {0, -0.0, -2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            Map<String, Object> parameters = required(id);
            parameters.put("factor", factor);
            assertThatThrownBy(() -> read(id, parameters))
                    .as("%s with factor %s", id, factor)
                    .isInstanceOf(InvalidParameter.class)
                    .hasMessageStartingWith("factor must be a finite number");
        }
    }

    @Test
    void factorsAreLookedAt() {
        assertThat(withFactor()).contains("linear", "yarn", "dynamic_ntk", "longrope", "p_rope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ntk_aware", "dynamic_ntk", "ntk_by_parts_v1"})
    void twoComponentsHaveNoNtkExponent(String id) {
        for (int current : new int[] {1024, 4096}) {
            assertThatThrownBy(() -> read(id, Map.of()).encode(context(2, 1024, 4096, current)))
                    .isInstanceOf(InvalidParameter.class)
                    .hasMessageContaining("rotary_dim must be above 2 for " + id);
        }
    }

    @Test
    void fixedNtkNeedsABaseAbove1() {
        assertThatThrownBy(() -> read("ntk_fixed", Map.of("factor", 1e-5)).encode(context(2 * PAIRS, 1024, 4096, 1024)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("factor must leave a finite base above 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, PAIRS - 1, PAIRS + 1, 2 * PAIRS})
    void listsHaveOneEntryPerPair(int entries) {
        List<Double> wrong = Collections.nCopies(entries, 2.0);
        List<Double> right = Collections.nCopies(PAIRS, 2.0);
        refusedLength("longrope", Map.of("long_factor", wrong), "long_factor", entries);
        refusedLength("longrope", Map.of("long_factor", right, "short_factor", wrong), "short_factor", entries);
        refusedLength("longrope", Map.of("long_factor", wrong, "short_factor", right), "long_factor", entries);
        refusedLength("longrope_dynamic", Map.of("long_factor", wrong), "long_factor", entries);
    }

    private static void refusedLength(String id, Map<String, Object> parameters, String name, int entries) {
        RopeStrategy strategy = read(id, parameters);
        for (int current : new int[] {16, 4096}) {
            assertThatThrownBy(() -> strategy.encode(context(2 * PAIRS, 1024, 4096, current)))
                    .isInstanceOf(InvalidParameter.class)
                    .hasMessageContainingAll(
                            name + " must have one number per rotary pair: " + PAIRS, entries + " numbers");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void listEntriesAreFiniteAndPositive(double entry) {
        List<Double> wrong = List.of(1.0, entry);
        refused("longrope", Map.of("long_factor", wrong), "long_factor");
        refused("longrope", Map.of("long_factor", List.of(1, 1), "short_factor", wrong), "short_factor");
        refused("longrope_dynamic", Map.of("long_factor", wrong), "long_factor");
    }

    @Test
    void theLongListMustBeGiven() {
        refused("longrope", Map.of(), "long_factor must be given");
        refused("longrope_dynamic", Map.of(), "long_factor must be given");
    }

    @Test
    void dynamicLongRopeNeedsAnExtension() {
        Map<String, Object> list = Map.of("long_factor", Collections.nCopies(PAIRS, 2.0));
        for (int target : new int[] {512, 1024}) {
            assertThatThrownBy(() -> read("longrope_dynamic", list).encode(context(2 * PAIRS, 1024, target, 2048)))
                    .isInstanceOf(InvalidParameter.class)
                    .hasMessageContaining("factor must be above 1 for longrope_dynamic");
        }
        refused("longrope_dynamic", Map.of("long_factor", List.of(2), "factor", 1), "above 1");
    }

    @Test
    void dynamicLongRopeMayNotTurnADivisorNegative() {
        // λ = 1/2 at s = 2 is 1 - (L/m_l - 1)/2: 0 at three times the trained length
        Map<String, Object> parameters = Map.of("long_factor", Collections.nCopies(PAIRS, 0.5), "factor", 2);
        assertThatThrownBy(() -> read("longrope_dynamic", parameters).encode(context(2 * PAIRS, 1024, 2048, 3072)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("long_factor at length 3072 must hold finite numbers above 0");
    }

    @Test
    void firstPartsTakeEitherAFactorOrTheCurrentLength() {
        refused("ntk_by_parts_v1", Map.of("factor", 4, "dynamic", true), "factor must not be given");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3})
    void partialWidthsAreEvenAndNotEmpty(double part) {
        assertThatThrownBy(() -> read("partial", Map.of("partial_rotary_factor", part))
                        .rotated(RotaryGeometry.full(30, Pairing.HALF_SPLIT)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("partial_rotary_factor must leave an even number");
    }

    @Test
    void partsAreBetween0And1() {
        refused("partial", Map.of("partial_rotary_factor", 0), "above 0");
        refused("partial", Map.of("partial_rotary_factor", 1.5), "at most 1");
        refused("p_rope", Map.of("partial_rotary_factor", -0.1), "between 0 and 1");
        refused("p_rope", Map.of("p", 1.1), "between 0 and 1");
    }

    @Test
    void otherRulesNameTheirParameter() {
        refused("ntk_by_parts", Map.of("alpha", 8, "beta", 4), "beta must be above alpha");
        refused("ntk_mixed", Map.of("mixed_b", -1), "mixed_b");
        refused("dynamic_yarn", Map.of("beta_slow", 64), "beta_slow must be at most beta_fast");
        refused("dynamic_yarn", Map.of("extrapolation_factor", 1.5), "extrapolation_factor");
        refused("abf", Map.of("base", 1), "base must be");
        refused("giraffe_power", Map.of("scale", 0.5), "scale must be");
        refused("giraffe_truncated", Map.of("scale_power", -1), "scale_power");
        refused("giraffe_truncated", Map.of("truncate", -1), "truncate must be");
        refused("fope", Map.of("num_inv_freq", 0), "num_inv_freq must be");
        refused("evq_cosh", Map.of("tau", -1), "tau must be");
        refused("evq_cosh", Map.of("tau", 1000), "tau must be");
    }

    private static void refused(String id, Map<String, Object> parameters, String message) {
        assertThatThrownBy(() -> read(id, parameters))
                .as("%s %s", id, parameters)
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining(message);
    }

    private static Map<String, Object> required(String id) {
        Map<String, Object> required = new HashMap<>();
        for (ParameterDoc parameter : Strategies.builtIn().type(id).parameters()) {
            if (parameter.required()) {
                Object example = parameter.examples().get(0);
                required.put(
                        parameter.name(), example instanceof ParameterDoc.ForPairs list ? list.of(PAIRS) : example);
            }
        }
        return required;
    }

    private static RopeStrategy read(String id, Map<String, Object> parameters) {
        return Strategies.builtIn().read(id, Params.of(parameters));
    }

    private static RopeContext context(int rotaryDim, int trained, int target, int current) {
        return new RopeContext(
                RotaryGeometry.full(rotaryDim, Pairing.HALF_SPLIT), 10_000, new Lengths(trained, target, current));
    }
}

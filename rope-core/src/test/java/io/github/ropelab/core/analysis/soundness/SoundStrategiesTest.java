package io.github.ropelab.core.analysis.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Invariance;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Correct modifications raise nothing, and what they never claimed is told as it is. */
class SoundStrategiesTest {
    static Stream<String> ids() {
        return Strategies.installed().ids().stream();
    }

    private static RopeContext context(RopeStrategy strategy, Pairing pairing, int trained, int target) {
        RotaryGeometry head = strategy.rotated(new RotaryGeometry(32, 16, pairing));
        return new RopeContext(head, 10_000, Lengths.extended(trained, target));
    }

    private static RopeStrategy read(String id, Map<String, Object> parameters) {
        Map<String, Object> fitting = new HashMap<>(parameters);
        fitting.replaceAll((name, value) -> value instanceof ParameterDoc.ForPairs example ? example.of(8) : value);
        return Strategies.installed().read(id, Params.of(fitting));
    }

    /** Each example value of each parameter, beside the first examples of what is required. */
    private static List<RopeStrategy> examples(String id) {
        StrategyType type = Strategies.installed().type(id);
        Map<String, Object> required = new HashMap<>();
        type.parameters().stream()
                .filter(ParameterDoc::required)
                .forEach(p -> required.put(p.name(), p.examples().get(0)));
        List<RopeStrategy> examples = new ArrayList<>(List.of(read(id, required)));
        for (ParameterDoc parameter : type.parameters()) {
            for (Object value : parameter.examples()) {
                Map<String, Object> parameters = new HashMap<>(required);
                parameters.put(parameter.name(), value);
                examples.add(read(id, parameters));
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("ids")
    void raiseNothingAndTellTheirNature(String id) {
        StrategyType type = Strategies.installed().type(id);
        boolean alwaysRelative = true;
        for (Pairing pairing : Pairing.values()) {
            for (RopeStrategy strategy : examples(id)) {
                RopeContext context = context(strategy, pairing, 150, 600);
                Soundness result = Soundness.of(
                        Subject.of(strategy, context, Arithmetic.F64, true), Trial.of(context.geometry(), 600));
                assertThat(result.findings())
                        .as("%s: %s", strategy, result.findings())
                        .isEmpty();
                alwaysRelative &= result.outcome("relative").holds();
                assertThat(result.outcome("norm").holds())
                        .as("%s: %s", strategy, result.outcome("norm"))
                        .isEqualTo(strategy.encode(context).radial().isNone());
            }
        }
        if (!id.equals("combined")) {
            assertThat(alwaysRelative).isEqualTo(type.invariances().contains(Invariance.SHIFT));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void raiseNothingInTheArithmeticOfEngines(String id) {
        RopeStrategy strategy = examples(id).get(0);
        RopeContext context = context(strategy, Pairing.HALF_SPLIT, 128, 512);
        for (Arithmetic arithmetic : List.of(Arithmetic.F32, Arithmetic.BF16, Arithmetic.F16)) {
            Soundness result =
                    Soundness.of(Subject.of(strategy, context, arithmetic, true), Trial.of(context.geometry(), 1024));
            assertThat(result.findings())
                    .as("%s in %s: %s", strategy, arithmetic.id(), result.findings())
                    .isEmpty();
        }
    }

    @Test
    void dynamicStrategiesAgeTheirCacheAndSaySo() {
        for (String id : Strategies.installed().ids()) {
            RopeStrategy strategy = examples(id).get(1 % examples(id).size());
            RopeContext context = context(strategy, Pairing.HALF_SPLIT, 256, 1024);
            Soundness result = Soundness.of(
                    Subject.of(strategy, context, Arithmetic.F64, true), Trial.of(context.geometry(), 1024));
            if (!strategy.dynamic()) {
                assertThat(result.outcome("growing_cache").holds()).as(id).isTrue();
            }
        }
        RopeStrategy dynamic = read("dynamic_ntk", Map.of("factor", 2));
        RopeContext context = context(dynamic, Pairing.HALF_SPLIT, 256, 1024);
        Soundness grown =
                Soundness.of(Subject.of(dynamic, context, Arithmetic.F64, true), Trial.of(context.geometry(), 1024));
        assertThat(grown.notes()).anyMatch(note -> note.check().equals("growing_cache") && note.value() > 1);
        Soundness fixed =
                Soundness.of(Subject.of(dynamic, context, Arithmetic.F64, false), Trial.of(context.geometry(), 1024));
        assertThat(fixed.outcome("growing_cache").verdict()).isEqualTo(Outcome.Verdict.NOT_ASKED);
    }

    @ParameterizedTest
    @CsvSource({
        "linear, 4, 2048, 8192, 2047.75, false",
        "linear_align_corners, 0, 2048, 8192, 2047, true",
        "none, 0, 2048, 2048, 2047, true",
        "none, 0, 2048, 2049, 2048, false",
        "ntk_aware, 4, 2048, 8192, 8191, false",
        "rerope, 0, 2048, 8192, 1024, true"
    })
    void theTrainedRangeIsExact(String id, double factor, int trained, int target, double largest, boolean inside) {
        RopeStrategy strategy = read(id, factor == 0 ? Map.of() : Map.of("factor", factor));
        RopeContext context = context(strategy, Pairing.HALF_SPLIT, trained, target);
        Outcome outcome = new InsideTrainedRange()
                .examine(Examination.of(
                        Subject.of(strategy, context, Arithmetic.F64, true), Trial.of(context.geometry(), 8)));
        assertThat(outcome.value()).isEqualTo(largest);
        assertThat(outcome.holds()).isEqualTo(inside);
    }

    @Test
    void anybodysFunctionsCanBeChecked() {
        RotaryGeometry head = RotaryGeometry.full(8, Pairing.INTERLEAVED);
        Modification.OneSide mine = (x, p) -> {
            double[] y = new double[8];
            for (int c = 0; c < 8; c += 2) {
                double angle = p * StrictMath.pow(100, -c / 8.0);
                y[c] = x[c] * StrictMath.cos(angle) - x[c + 1] * StrictMath.sin(angle);
                y[c + 1] = x[c] * StrictMath.sin(angle) + x[c + 1] * StrictMath.cos(angle);
            }
            return y;
        };
        Promise claimed = Promise.rotation(1, Arithmetic.F64);
        Trial trial = Trial.of(head, 500);
        assertThat(Soundness.of(Subject.of(Modification.of(head, mine, mine), claimed), trial)
                        .sound())
                .isTrue();
        Modification shifted = Modification.of(head, (q, m) -> mine.at(q, m + 1), mine);
        assertThat(Soundness.of(Subject.of(shifted, claimed), trial).findings())
                .singleElement()
                .extracting(Finding::check)
                .isEqualTo("self_score");
    }
}

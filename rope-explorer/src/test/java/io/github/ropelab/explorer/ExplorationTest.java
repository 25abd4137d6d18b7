package io.github.ropelab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.analysis.decay.DecayCurve;
import io.github.ropelab.core.strategy.Strategies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplorationTest {
    private static final RotaryGeometry HEAD = RotaryGeometry.full(64, Pairing.HALF_SPLIT);
    private static final Lengths LENGTHS = new Lengths(1024, 4096, 4096);
    private static final int LAST_PAIR = 31;

    private final SampledDistances distances = SampledDistances.of(SampledDistances.Spacing.LOG2, 50, 4096);
    private final Exploration exploration = new Exploration(HEAD, 10_000, LENGTHS, LAST_PAIR, distances);

    @Test
    void drawsFrequenciesAndDecayOfTheCore() {
        Map<String, Object> yarn = Map.of("rope_type", "yarn", "factor", 4.0);
        ExploredStrategy explored = exploration.of(Strategies.read(yarn));
        RopeContext context = new RopeContext(HEAD, 10_000, LENGTHS);
        FrequencySchedule frequencies = Strategies.read(yarn).encode(context).frequencies();
        DecayCurve curve = new DecayCurve(frequencies);
        for (int i = 0; i <= LAST_PAIR; i++) {
            Tolerance.DOUBLE.check(
                    "ratio",
                    explored.ratios()[i],
                    frequencies.omega(i) / context.baseFrequencies().omega(i));
        }
        double[] decay = explored.decay();
        double[] effective = explored.effectiveDistances();
        for (int s = 0; s < decay.length; s++) {
            int distance = distances.tokens().get(s);
            assertThat(decay[s]).isEqualTo(curve.at(distance));
            Tolerance.DOUBLE.check("effective distance", effective[s], distance / 4.0);
        }
    }

    @Test
    void drawsTheEffectiveDistancesOfWindowSchemesFromTheLastQuery() {
        Map<String, Object> block = Map.of("rope_type", "self_extend", "group_size", 8.0, "neighbor_window", 512.0);
        PositionEncoding encoding = Strategies.read(block).encode(new RopeContext(HEAD, 10_000, LENGTHS));
        EffectivePositions effective = EffectivePositions.of(encoding, new RopeContext(HEAD, 10_000, LENGTHS));
        DecayCurve curve = new DecayCurve(encoding.frequencies());
        ExploredStrategy explored = exploration.of(Strategies.read(block));
        for (int s = 0; s < distances.tokens().size(); s++) {
            double mapped = effective.distance(4095, 4095 - distances.tokens().get(s));
            assertThat(explored.effectiveDistances()[s]).isEqualTo(mapped);
            assertThat(explored.decay()[s]).isEqualTo(curve.at((int) mapped));
        }
        assertThat(explored.effectiveDistances()[distances.tokens().size() - 1]).isLessThan(1024);
    }

    @Test
    void saysInShortWhatExplainSays() {
        String answer = answer("{\"rope_type\":\"linear\"},{\"rope_type\":\"rerope\"},{\"rope_type\":\"none\"}");
        assertThat(answer)
                .contains("Pairs: 0–31 interpolated (frequency × 0.25).")
                .contains("Where i-j ≥ 512: query i → 512, key i → 0.")
                .contains("sees effective distances up to 512: inside the trained range [0, 1023].")
                .contains("sees effective distances up to 4095: beyond the trained range [0, 1023] by 3072.");
    }

    @Test
    void namesTheParameterOfEachStrategyThatIsWrong() {
        assertThat(answer("{\"rope_type\":\"yarn\",\"factor\":-1},{\"rope_type\":\"none\"}"))
                .contains(
                        "{\"error\":\"factor must be a finite number above 0, but was -1.0\",\"parameter\":\"factor\"}")
                .contains("Pairs: 0–31 kept.");
        assertThat(answer("{\"rope_type\":\"yarm\"}")).contains("did you mean 'yarn'?");
        assertThat(answer("7")).contains("be a strategy");
        assertThat(Exploration.answer(request(64, 63, 4096, ""))).contains("\"parameter\":\"rotary_dim\"");
        assertThat(Exploration.answer(request(64, 64, 1 << 23, ""))).contains("\"parameter\":\"seq_len\"");
        assertThat(Exploration.answer("{\"strategies\":[]}")).contains("head_dim must be given");
        assertThat(Exploration.answer("{")).contains("be JSON");
    }

    @Test
    void samplesBothEndsAndEachDistanceOnce() {
        assertThat(SampledDistances.of(SampledDistances.Spacing.LOG2, 9, 257).tokens())
                .containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256);
        assertThat(SampledDistances.of(SampledDistances.Spacing.LINEAR, 5, 9).tokens())
                .containsExactly(0, 2, 4, 6, 8);
        for (int length : List.of(1, 2, 3, 100)) {
            List<Integer> tokens = SampledDistances.of(SampledDistances.Spacing.LOG2, 50, length)
                    .tokens();
            assertThat(tokens).isSorted().doesNotHaveDuplicates().endsWith(length - 1);
        }
    }

    @Test
    void readsBackTheJsonThatItWrites() {
        Map<String, Object> value = Map.of(
                "text \"\\\n\u0001é", List.of(1.0, -2.5e-7, true, "x", List.of(), Map.of()), "b", Map.of("c", 0.1));
        assertThat(JsonReader.read(JsonWriter.text(value))).isEqualTo(value);
        assertThat(JsonReader.read(" {\"a\" : [ null , \"\\u00e9\\/\" ] } ")).hasToString("{a=[null, é/]}");
    }

    private static String answer(String strategies) {
        return Exploration.answer(request(64, 64, 4096, strategies));
    }

    private static String request(int headDim, int rotaryDim, int current, String strategies) {
        return "{\"head_dim\":" + headDim + ",\"rotary_dim\":" + rotaryDim
                + ",\"base\":10000,\"trained_length\":1024,\"target_length\":4096,\"seq_len\":" + current
                + ",\"pair\":31,\"spacing\":\"log2\",\"points\":50,\"strategies\":[" + strategies + "]}";
    }
}

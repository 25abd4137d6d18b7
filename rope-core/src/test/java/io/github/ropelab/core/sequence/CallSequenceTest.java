package io.github.ropelab.core.sequence;

import static io.github.ropelab.core.OracleFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.strategy.Strategies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls in sequence: the recorded state machine of an engine, and errors of stale keys against rotated vectors. */
class CallSequenceTest {
    /** The file holds frequencies computed in float32. */
    private static final Tolerance FLOAT_FREQUENCY = new Tolerance("float32 power", 1e-6, 0);

    private static final int HEAD_DIM = 16;

    private static RopeContext context(int trained, int target, int current) {
        return new RopeContext(
                RotaryGeometry.full(HEAD_DIM, Pairing.HALF_SPLIT), 10_000, new Lengths(trained, target, current));
    }

    /** A strategy of this test; it has no place in a catalogue. */
    private interface Unnamed extends RopeStrategy {
        @Override
        default StrategyType type() {
            throw new UnsupportedOperationException("a stand-in of a test");
        }
    }

    private static RopeStrategy dynamicNtk(double factor) {
        return Strategies.read(Map.of("rope_type", "dynamic_ntk", "factor", factor));
    }

    /** Two schedules and two amplitudes, chosen at L0 as LongRoPE does, with errors that are known in closed form. */
    private record Switch(double slowing, double shortAmplitude, double longAmplitude) implements Unnamed {
        @Override
        public PositionEncoding encode(RopeContext context) {
            boolean beyond = context.lengths().current() > context.lengths().trained();
            return PositionEncoding.ofFrequencies(
                    context.baseFrequencies().map((i, theta) -> beyond ? theta / (1 + i * slowing) : theta),
                    beyond ? longAmplitude : shortAmplitude,
                    Trace.none());
        }
    }

    /** p(m) = m·L0/L beyond L0. */
    private record ShrinkingPositions() implements Unnamed {
        @Override
        public PositionEncoding encode(RopeContext context) {
            int trained = context.lengths().trained();
            int length = Math.max(trained, context.lengths().current());
            return PositionEncoding.ofPositions(
                    context.baseFrequencies(), Uniform.both(new PositionMap.Scaled(trained, length)), Trace.none());
        }
    }

    static Stream<Path> stateMachines() {
        return OracleFiles.in("rotations").stream()
                .filter(file -> OracleFiles.read(file).has("steps"));
    }

    @Test
    void stateMachinesAreThere() {
        assertThat(stateMachines().count()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("stateMachines")
    void stickyGrowthAndResetAreThoseOfTransformers(Path path) {
        JsonNode file = OracleFiles.read(path);
        JsonNode config = file.get("config");
        int trained = config.get("max_position_embeddings").intValue();
        int headDim = config.get("head_dim").intValue();
        List<Integer> lengths = new ArrayList<>();
        file.get("steps").forEach(step -> lengths.add(step.get("seq_len").intValue()));
        RopeContext context = new RopeContext(
                RotaryGeometry.full(headDim, Pairing.HALF_SPLIT),
                config.get("rope_theta").doubleValue(),
                Lengths.trained(trained));
        List<Step> steps = new CallSequence(lengths)
                .run(dynamicNtk(config.get("rope_scaling").get("factor").doubleValue()), context, StateRule.STICKY);
        assertThat(steps).hasSize(file.get("steps").size()).isNotEmpty();
        for (int s = 0; s < steps.size(); s++) {
            JsonNode expected = file.get("steps").get(s);
            assertThat(steps.get(s).effectiveLength())
                    .isEqualTo(expected.get("max_seq_len_cached").intValue());
            double[] frequencies = numbers(expected.get("inv_freq_after"));
            assertThat(frequencies).hasSize(headDim / 2);
            for (int i = 0; i < frequencies.length; i++) {
                FLOAT_FREQUENCY.check(
                        "call " + s + ", pair " + i,
                        steps.get(s).encoding().frequencies().omega(i),
                        frequencies[i]);
            }
        }
    }

    @Test
    void theSwitchAtTheTrainedLengthAgesEveryCachedKey() {
        List<Step> steps = new CallSequence(List.of(60, 64, 65, 66, 30))
                .run(new Switch(0.5, 1, 1.25), context(64, 256, 64), StateRule.PER_CALL);
        assertThat(steps.stream().map(step -> step.stale().cached())).containsExactly(0, 60, 64, 65, 0);
        assertThat(steps.stream().map(step -> step.stale().stale())).containsExactly(0, 0, 64, 64, 0);
        StaleKeys stale = steps.get(2).stale();
        assertThat(stale.amplitude()).contains(new StaleKeys.AmplitudeChange(1, 1.25));
        // |θ_1 - θ_1/1.5| · 63 is the largest: pair 0 keeps its frequency.
        StaleKeys.Worst angle = stale.angle().orElseThrow();
        assertThat(angle.key()).isEqualTo(63);
        assertThat(angle.pair()).isEqualTo(1);
        Tolerance.DOUBLE.check("angle", angle.value(), 63 * StrictMath.pow(10_000, -0.125) / 3);
        assertThat(steps.get(0).stale().angle()).isEmpty();
        assertThat(steps.get(1).stale().score()).isEmpty();
        assertThat(steps.get(4).effectiveLength()).isEqualTo(30);
    }

    @Test
    void aKeyAtPositionZeroHasNoAngleAndAgesByAmplitudeOnly() {
        List<Step> steps =
                new CallSequence(List.of(64, 65)).run(new Switch(0.5, 1, 1), context(64, 256, 64), StateRule.PER_CALL);
        assertThat(steps.get(1).stale().stale()).isEqualTo(63);
        assertThat(steps.get(1).stale().amplitude()).isEmpty();
        StaleKeys amplitudeOnly = new CallSequence(List.of(64, 65))
                .run(new Switch(0, 1, 1.25), context(64, 256, 64), StateRule.PER_CALL)
                .get(1)
                .stale();
        assertThat(amplitudeOnly.stale()).isEqualTo(64);
        assertThat(amplitudeOnly.angle().orElseThrow().value()).isZero();
        assertThat(amplitudeOnly.score().orElseThrow().value()).isEqualTo(1.25 * 0.25);
    }

    /** Scores with stale keys, by rotating vectors, never leave the bound; a vector in the worst pair reaches it. */
    @Test
    void theScoreBoundHoldsAndIsReached() {
        for (RopeStrategy strategy : List.of(dynamicNtk(2), new Switch(0.25, 1, 1.2), new ShrinkingPositions())) {
            List<Step> steps =
                    new CallSequence(List.of(70, 90, 91, 140)).run(strategy, context(80, 256, 80), StateRule.PER_CALL);
            Step last = steps.get(3);
            StaleKeys.Worst worst = last.stale().score().orElseThrow();
            Random random = new Random(7);
            for (int draw = 0; draw < 500; draw++) {
                double[] q = random.doubles(HEAD_DIM, -1, 1).toArray();
                double[] k = random.doubles(HEAD_DIM, -1, 1).toArray();
                int key = random.nextInt(91);
                double error = Math.abs(staleError(steps, last, q, k, key));
                assertThat(error).isLessThanOrEqualTo(worst.value() * norm(q) * norm(k) * (1 + 1e-12));
            }
            double reached = 0;
            for (int turn = 0; turn < 2000; turn++) {
                double[] q = new double[HEAD_DIM];
                double[] k = new double[HEAD_DIM];
                q[worst.pair()] = StrictMath.cos(turn * Math.PI / 1000);
                q[worst.pair() + HEAD_DIM / 2] = StrictMath.sin(turn * Math.PI / 1000);
                k[worst.pair()] = 1;
                reached = Math.max(reached, Math.abs(staleError(steps, last, q, k, worst.key())));
            }
            // The nearest of 2000 turns is within π/2000 of the worst one.
            assertThat(reached).isBetween(worst.value() * (1 - 2e-6), worst.value() * (1 + 1e-12));
        }
    }

    /** q·k with the key as its call rotated it, minus q·k with the key as the last call would. */
    private static double staleError(List<Step> steps, Step last, double[] q, double[] k, int key) {
        Step writer =
                steps.stream().filter(step -> key < step.length()).findFirst().orElseThrow();
        double[] query = rotated(q, last.encoding(), last.length() - 1);
        double[] old = rotated(k, writer.encoding(), key);
        double[] fresh = rotated(k, last.encoding(), key);
        double sum = 0;
        for (int c = 0; c < q.length; c++) {
            sum += query[c] * (old[c] - fresh[c]);
        }
        return sum;
    }

    private static double[] rotated(double[] x, PositionEncoding encoding, int position) {
        double[] y = new double[x.length];
        int half = x.length / 2;
        double p = encoding.positions().branches().get(0).key().at(position);
        for (int i = 0; i < half; i++) {
            double cos = encoding.attention().amplitude()
                    * StrictMath.cos(p * encoding.frequencies().omega(i));
            double sin = encoding.attention().amplitude()
                    * StrictMath.sin(p * encoding.frequencies().omega(i));
            y[i] = x[i] * cos - x[i + half] * sin;
            y[i + half] = x[i + half] * cos + x[i] * sin;
        }
        return y;
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double c : x) {
            sum += c * c;
        }
        return Math.sqrt(sum);
    }

    @Test
    void stickyLengthsKeepShortTextsFreshAndAgeGrowingOnes() {
        List<Step> steps = new CallSequence(List.of(128, 100, 101, 150))
                .run(dynamicNtk(2), context(64, 256, 64), StateRule.STICKY);
        assertThat(steps.stream().map(Step::effectiveLength)).containsExactly(128, 128, 128, 150);
        assertThat(steps.stream().map(step -> step.stale().cached())).containsExactly(0, 0, 100, 101);
        assertThat(steps.stream().map(step -> step.stale().stale())).containsExactly(0, 0, 0, 100);
    }

    @Test
    void aFixedLengthAgesNothingAndIsALimit() {
        List<Step> steps =
                new CallSequence(List.of(10, 65, 200)).run(dynamicNtk(2), context(64, 256, 200), StateRule.FIXED);
        assertThat(steps)
                .allMatch(step -> step.effectiveLength() == 200 && step.stale().stale() == 0);
        assertThat(steps.get(0).encoding()).isEqualTo(dynamicNtk(2).encode(context(64, 256, 200)));
        assertThatThrownBy(
                        () -> new CallSequence(List.of(201)).run(dynamicNtk(2), context(64, 256, 200), StateRule.FIXED))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("started for (200)");
    }

    /** i·63/(L-1): key 99 of a call of 100 tokens sits at 63, and at 99·63/199 in a call of 200. */
    @Test
    void alignedCornersAgeWithTheTargetLength() {
        RopeStrategy aligned = Strategies.read(Map.of("rope_type", "linear_align_corners"));
        CallSequence calls = new CallSequence(List.of(100, 200));
        StaleKeys stale = calls.run(
                        aligned, context(64, 256, 64), StateRule.PER_CALL, FollowedLengths.CURRENT_AND_TARGET)
                .get(1)
                .stale();
        assertThat(stale.stale()).isEqualTo(99);
        assertThat(stale.angle().orElseThrow()).isEqualTo(new StaleKeys.Worst(63 - 99.0 * 63 / 199, 99, 0));
        assertThat(calls.run(aligned, context(64, 256, 64), StateRule.PER_CALL)
                        .get(1)
                        .stale()
                        .stale())
                .isZero();
    }

    @Test
    void emptySequencesAreRefused() {
        assertThatThrownBy(() -> new CallSequence(List.of())).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> new CallSequence(List.of(5, 0))).isInstanceOf(InvalidParameter.class);
    }
}

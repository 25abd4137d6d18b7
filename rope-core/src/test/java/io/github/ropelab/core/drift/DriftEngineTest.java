package io.github.ropelab.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.Branch;
import io.github.ropelab.core.BranchSelector;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.Piecewise;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.kernel.ScoreLoops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The float engine against the definitions in double. The loops are those that this JVM has: the plain ones here. */
public class DriftEngineTest {
    private static final int TOP = 16;

    /** A map that is neither affine nor in whole steps. */
    record Rooted() implements PositionMap {
        @Override
        public double at(int position) {
            return 10 * Math.sqrt(position);
        }

        @Override
        public OptionalDouble slope() {
            return OptionalDouble.empty();
        }

        @Override
        public String formula() {
            return "10·sqrt(i)";
        }
    }

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (int[] shape : new int[][] {
            {128, 128, 500, 300}, {64, 64, 257, 100}, {80, 32, 321, 128}, {10, 6, 130, 64}, {2, 2, 3, 2}, {3, 2, 1, 1}
        }) {
            cases.add(Arguments.of(Pairing.HALF_SPLIT, shape));
        }
        cases.add(Arguments.of(Pairing.INTERLEAVED, new int[] {48, 40, 300, 77}));
        return cases.stream();
    }

    /** One of each kind of encoding that a score can see. */
    private static Map<String, PositionEncoding> encodings(int rotaryDim) {
        FrequencySchedule theta = FrequencySchedule.geometric(10_000, rotaryDim);
        double[] growth = new double[rotaryDim / 2];
        for (int i = 0; i < growth.length; i++) {
            growth[i] = -0.01 / (i + 1);
        }
        Branch near = Branch.both("near", new PositionMap.Identity());
        Branch grouped =
                new Branch("far", new PositionMap.FloorDivided(7, 33, 33 / 7.0), new PositionMap.FloorDivided(7, 0, 0));
        Branch constant = new Branch("far", new PositionMap.Constant(33), new PositionMap.Constant(0));
        Map<String, PositionEncoding> encodings = new LinkedHashMap<>();
        encodings.put(
                "other base",
                PositionEncoding.ofFrequencies(FrequencySchedule.geometric(5e5, rotaryDim), Trace.none()));
        encodings.put("amplitude", PositionEncoding.ofFrequencies(theta, 1.3, Trace.none()));
        encodings.put(
                "temperature", PositionEncoding.ofLogitScale(theta, LogitScale.LogLength.relativeTo(64), Trace.none()));
        encodings.put("linear", positions(theta, Uniform.both(new PositionMap.Scaled(1, 3))));
        encodings.put("rooted", positions(theta, Uniform.both(new Rooted())));
        encodings.put("window", positions(theta, piecewise(new BranchSelector.WithinWindow(33), near, constant)));
        encodings.put("grouped", positions(theta, piecewise(new BranchSelector.WithinWindow(33), near, grouped)));
        encodings.put(
                "chunks",
                positions(
                        theta,
                        piecewise(
                                new BranchSelector.ByChunkDistance(50),
                                Branch.both("own", new PositionMap.WithinChunk(50, 0, 49)),
                                new Branch(
                                        "before",
                                        new PositionMap.WithinChunk(50, 50, 80),
                                        new PositionMap.WithinChunk(50, 0, 49)),
                                new Branch(
                                        "far", new PositionMap.Constant(80), new PositionMap.WithinChunk(50, 0, 49)))));
        encodings.put(
                "radial",
                new PositionEncoding(
                        theta,
                        Uniform.identity(),
                        AttentionScale.none(),
                        RadialScale.of(growth),
                        PairAxes.single(),
                        Trace.none()));
        return encodings;
    }

    private static PositionScheme piecewise(BranchSelector selector, Branch... branches) {
        return new Piecewise(List.of(branches), selector);
    }

    private static PositionEncoding positions(FrequencySchedule theta, PositionScheme scheme) {
        return PositionEncoding.ofPositions(theta, scheme, Trace.none());
    }

    private static PositionEncoding reference(int rotaryDim) {
        return PositionEncoding.ofFrequencies(FrequencySchedule.geometric(10_000, rotaryDim), Trace.none());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyKindOfEncodingAgreesWithTheDefinitions(Pairing pairing, int[] shape) {
        RotaryGeometry geometry = new RotaryGeometry(shape[0], shape[1], pairing);
        int tokens = shape[2];
        int trained = shape[3];
        float[] q = normal(tokens * geometry.headDim(), 1);
        float[] k = normal(tokens * geometry.headDim(), 2);
        Map<String, PositionEncoding> encodings = encodings(shape[1]);
        PositionEncoding reference = reference(shape[1]);
        HeadDrift drift = new DriftEngine(
                        geometry,
                        reference,
                        List.copyOf(encodings.values()),
                        tokens,
                        trained,
                        TOP,
                        ScoreLoops.installed())
                .run(q, k, RowSample.all(tokens), 2);
        EncodedLogits control = new EncodedLogits(reference, geometry, Arithmetic.F64, wide(q), wide(k));
        int s = 0;
        for (Map.Entry<String, PositionEncoding> entry : encodings.entrySet()) {
            EncodedLogits candidate = new EncodedLogits(entry.getValue(), geometry, Arithmetic.F64, wide(q), wide(k));
            NaiveDrift.check(entry.getKey(), drift, s++, control, candidate, trained, TOP);
        }
    }

    @Test
    void sampledRowsAreThoseRowsAndDistancesTheirs() {
        int tokens = 700;
        RotaryGeometry geometry = RotaryGeometry.full(32, Pairing.HALF_SPLIT);
        float[] q = normal(tokens * 32, 3);
        float[] k = normal(tokens * 32, 4);
        PositionEncoding other = encodings(32).get("grouped");
        RowSample sample = RowSample.of(tokens, 101);
        HeadDrift drift = new DriftEngine(
                        geometry, reference(32), List.of(other), tokens, 256, TOP, ScoreLoops.installed())
                .run(q, k, sample, 2);
        assertThat(sample.size()).isEqualTo(101);
        NaiveDrift.check(
                "sample",
                drift,
                0,
                new EncodedLogits(reference(32), geometry, Arithmetic.F64, wide(q), wide(k)),
                new EncodedLogits(other, geometry, Arithmetic.F64, wide(q), wide(k)),
                256,
                TOP);
    }

    @Test
    void samplesScatterAroundAllRowsByTheirStandardErrors() {
        int tokens = 1200;
        int heads = 24;
        RotaryGeometry geometry = RotaryGeometry.full(16, Pairing.HALF_SPLIT);
        RowSample sample = RowSample.of(tokens, 160);
        DriftEngine engine = new DriftEngine(
                geometry,
                reference(16),
                List.of(encodings(16).get("other base")),
                tokens,
                256,
                TOP,
                ScoreLoops.installed());
        double[] squares = new double[3];
        for (int h = 0; h < heads; h++) {
            float[] q = normal(tokens * 16, 100 + h);
            float[] k = normal(tokens * 16, 200 + h);
            HeadDrift all = engine.run(q, k, RowSample.all(tokens), 2);
            HeadDrift some = engine.run(q, k, sample, 2);
            assertThat(all.distanceError(0, RowValue.ABSOLUTE, 64)).isEmpty();
            assertThat(all.rowError(0, RowValue.ENTROPY, 0, tokens)).isEmpty();
            double[] gaps = {
                meanAbsolute(some, 16) - meanAbsolute(all, 16),
                meanAbsolute(some, 256) - meanAbsolute(all, 256),
                meanKl(some) - meanKl(all)
            };
            double[] errors = {
                some.distanceError(0, RowValue.ABSOLUTE, 16).orElseThrow(),
                some.distanceError(0, RowValue.ABSOLUTE, 256).orElseThrow(),
                some.rowError(0, RowValue.KL_REFERENCE_STRATEGY, 100, tokens).orElseThrow()
            };
            for (int i = 0; i < gaps.length; i++) {
                squares[i] += gaps[i] * gaps[i] / (errors[i] * errors[i]) / heads;
            }
        }
        // Mean squared z of 24 heads, errors from 16 groups: 1 in theory, and within these bounds but for one draw in
        // 10^4.
        for (double square : squares) {
            assertThat(square).isBetween(0.3, 2.5);
        }
    }

    private static double meanAbsolute(HeadDrift drift, int from) {
        return drift.absolute(0, from, 2 * from) / drift.cells(from, 2 * from);
    }

    private static double meanKl(HeadDrift drift) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < drift.sample().size(); i++) {
            if (drift.sample().row(i) >= 100) {
                sum += drift.strategy(0, RowValue.KL_REFERENCE_STRATEGY, i);
                count++;
            }
        }
        return sum / count;
    }

    @Test
    void threadsChangeNoBit() {
        int tokens = 1500;
        RotaryGeometry geometry = RotaryGeometry.full(64, Pairing.HALF_SPLIT);
        float[] q = normal(tokens * 64, 5);
        float[] k = normal(tokens * 64, 6);
        DriftEngine engine = new DriftEngine(
                geometry, reference(64), List.copyOf(encodings(64).values()), tokens, 512, TOP, ScoreLoops.installed());
        for (RowSample sample : List.of(RowSample.all(tokens), RowSample.of(tokens, 300))) {
            double[] one = everything(engine.run(q, k, sample, 1), tokens);
            for (int threads = 2; threads <= 3; threads++) {
                assertThat(everything(engine.run(q, k, sample, threads), tokens))
                        .isEqualTo(one);
            }
        }
    }

    private static double[] everything(HeadDrift drift, int tokens) {
        DoubleStream.Builder all = DoubleStream.builder();
        for (int s = 0; s < 9; s++) {
            for (int d = 0; d < tokens; d++) {
                all.add(drift.absolute(s, d, d + 1))
                        .add(drift.square(s, d, d + 1))
                        .add(drift.delta(s, d, d + 1));
            }
            for (RowValue value : RowValue.values()) {
                for (int i = 0; i < drift.sample().size(); i++) {
                    all.add(drift.strategy(s, value, i));
                }
            }
        }
        return all.build().toArray();
    }

    @Test
    void equalScoresShareNothingButTheSmallerKeys() {
        int tokens = 400;
        RotaryGeometry geometry = RotaryGeometry.full(16, Pairing.HALF_SPLIT);
        float[] zero = new float[tokens * 16];
        HeadDrift drift = new DriftEngine(
                        geometry,
                        reference(16),
                        List.of(encodings(16).get("chunks")),
                        tokens,
                        100,
                        3,
                        ScoreLoops.installed())
                .run(zero, zero, RowSample.all(tokens), 2);
        for (int i = 0; i < tokens; i++) {
            assertThat(drift.strategy(0, RowValue.TOP_OVERLAP, i)).isEqualTo(1);
            assertThat((double) drift.strategy(0, RowValue.ENTROPY, i)).isCloseTo(Math.log(i + 1), offset(1e-6));
        }
    }

    @Test
    void farPositionsKeepTheirAngles() {
        // At position 10^5 a float angle would be off by 4e-3; the tables are made of double angles.
        int shift = 131_072;
        int tokens = 200;
        RotaryGeometry geometry = RotaryGeometry.full(64, Pairing.HALF_SPLIT);
        float[] q = normal(tokens * 64, 7);
        float[] k = normal(tokens * 64, 8);
        PositionEncoding far =
                positions(FrequencySchedule.geometric(10_000, 64), Uniform.both(new PositionMap.Offset(shift)));
        HeadDrift drift = new DriftEngine(
                        geometry, reference(64), List.of(far), tokens, 100, TOP, ScoreLoops.installed())
                .run(q, k, RowSample.all(tokens), 1);
        for (int i = 0; i < tokens; i++) {
            assertThat((double) drift.strategy(0, RowValue.ABSOLUTE, i)).isLessThan(NaiveDrift.FLOAT.absolute());
        }
    }

    @Test
    void whatCannotBeComputedIsRefused() {
        RotaryGeometry geometry = RotaryGeometry.full(16, Pairing.HALF_SPLIT);
        double[] growth = new double[8];
        growth[0] = -1;
        PositionEncoding steep = new PositionEncoding(
                FrequencySchedule.geometric(10_000, 16),
                Uniform.identity(),
                AttentionScale.none(),
                RadialScale.of(growth),
                PairAxes.single(),
                Trace.none());
        assertThatThrownBy(
                        () -> new DriftEngine(geometry, reference(16), List.of(steep), 200, 100, 1, ScoreLoops.plain()))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("double");
        DriftEngine engine =
                new DriftEngine(geometry, reference(16), List.of(reference(16)), 4, 100, 1, ScoreLoops.plain());
        float[] good = new float[64];
        float[] bad = new float[64];
        bad[5] = Float.NaN;
        assertThatThrownBy(() -> engine.run(bad, good, RowSample.all(4), 1)).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> engine.run(good, good, RowSample.all(5), 1)).isInstanceOf(InvalidParameter.class);
    }

    static float[] normal(int size, long seed) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}

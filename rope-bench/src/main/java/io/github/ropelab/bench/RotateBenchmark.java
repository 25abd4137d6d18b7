package io.github.ropelab.bench;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.FloatLoops;
import io.github.ropelab.core.kernel.FloatRotation;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.SplitRange;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** [32 heads, 8192 tokens, 128] in float32, in place, against a copy of the same array by as many threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx3g"})
public class RotateBenchmark {
    private static final int HEADS = 32;
    private static final int TOKENS = 8192;
    private static final int HEAD_DIM = 128;

    /** Worker threads of one call. */
    @Param("2")
    public int threads;

    private float[] x;
    private float[] target;
    private FloatRotation half;
    private FloatRotation halfPlain;
    private FloatRotation interleaved;
    private FloatRotation interleavedPlain;

    /** Makes vectors and tables. */
    @Setup
    public void make() {
        x = new float[HEADS * TOKENS * HEAD_DIM];
        target = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i % 1021 - 510) / 256f;
        }
        half = rotation(Pairing.HALF_SPLIT, FloatLoops.installed());
        halfPlain = rotation(Pairing.HALF_SPLIT, FloatLoops.plain());
        interleaved = rotation(Pairing.INTERLEAVED, FloatLoops.installed());
        interleavedPlain = rotation(Pairing.INTERLEAVED, FloatLoops.plain());
    }

    private static FloatRotation rotation(Pairing pairing, FloatLoops loops) {
        RotaryTable table = RotaryTable.of(
                FrequencySchedule.geometric(10_000, HEAD_DIM), new PositionMap.Identity(), TOKENS, 1, Arithmetic.F32);
        return new FloatRotation(table, RotaryGeometry.full(HEAD_DIM, pairing), loops);
    }

    /** The yardstick. */
    @Benchmark
    public float[] copy() {
        SplitRange.run(x.length, threads, (from, to) -> System.arraycopy(x, from, target, from, to - from));
        return target;
    }

    /** Half-split pairs. */
    @Benchmark
    public float[] half() {
        half.rotate(x, threads);
        return x;
    }

    /** Half-split pairs, plain loops. */
    @Benchmark
    public float[] halfPlain() {
        halfPlain.rotate(x, threads);
        return x;
    }

    /** Interleaved pairs. */
    @Benchmark
    public float[] interleaved() {
        interleaved.rotate(x, threads);
        return x;
    }

    /** Interleaved pairs, plain loops. */
    @Benchmark
    public float[] interleavedPlain() {
        interleavedPlain.rotate(x, threads);
        return x;
    }
}

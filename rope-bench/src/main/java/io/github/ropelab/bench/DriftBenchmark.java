package io.github.ropelab.bench;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.drift.DriftEngine;
import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowSample;
import io.github.ropelab.core.kernel.ScoreLoops;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** All-pairs drift of four strategies, one head of width 128, by vector loops, and a tile's products by both kinds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx256m"})
public class DriftBenchmark {
    private static final int HEAD_DIM = 128;
    private static final int TOP = 16;

    /** Query rows and keys. */
    @Param({"2048", "8192"})
    public int tokens;

    /** Worker threads of one call. */
    @Param("2")
    public int threads;

    private final ScoreLoops installed = ScoreLoops.installed();
    private final ScoreLoops plain = ScoreLoops.plain();
    private float[] q;
    private float[] k;
    private float[] scores;
    private DriftEngine engine;

    /** Makes vectors and tables. */
    @Setup
    public void make() {
        engine = new DriftEngine(
                RotaryGeometry.full(HEAD_DIM, Pairing.HALF_SPLIT),
                encoding(0),
                IntStream.rangeClosed(1, 4).mapToObj(DriftBenchmark::encoding).toList(),
                tokens,
                tokens,
                TOP,
                installed);
        Gaussian gaussian = Streams.root(1).child("benchmark").gaussian();
        q = new float[tokens * HEAD_DIM];
        k = new float[tokens * HEAD_DIM];
        scores = new float[ScoreLoops.ROWS * ScoreLoops.KEYS];
        for (int i = 0; i < q.length; i++) {
            q[i] = (float) gaussian.next();
            k[i] = (float) gaussian.next();
        }
    }

    private static PositionEncoding encoding(int s) {
        return PositionEncoding.ofFrequencies(
                FrequencySchedule.geometric(10_000 * (1 + 3.0 * s), HEAD_DIM), Trace.none());
    }

    /** The whole of it. */
    @Benchmark
    public HeadDrift drift() {
        return engine.run(q, k, RowSample.all(tokens), threads);
    }

    /** 4 × 64 scores: 65,536 multiply-adds. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public float[] products() {
        installed.products(q, 0, k, 0, HEAD_DIM, scores, 0, ScoreLoops.KEYS);
        return scores;
    }

    /** The same in plain loops. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public float[] productsPlain() {
        plain.products(q, 0, k, 0, HEAD_DIM, scores, 0, ScoreLoops.KEYS);
        return scores;
    }
}

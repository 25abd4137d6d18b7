package io.github.ropelab.bench;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.analysis.decay.BaseGrid;
import io.github.ropelab.core.analysis.decay.GoodBases;
import io.github.ropelab.core.kernel.DistanceCurve;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One curve over all distances, 64 pairs in double, and a scan of bases by the same blocks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CurveBenchmark {
    private static final int LENGTH = 131_072;
    private static final int PAIRS = 64;

    /** Threads of the curve and of the scan. */
    @Param({"1", "2"})
    public int threads;

    private final FrequencySchedule theta = FrequencySchedule.geometric(10_000, 2 * PAIRS);
    private final double[] weights = weights();

    private static double[] weights() {
        double[] weights = new double[PAIRS];
        Arrays.setAll(weights, i -> (i * 37 % 101 - 50) / 32.0);
        return weights;
    }

    /** By blocks, grids included. */
    @Benchmark
    public double[] curve() {
        return new DistanceCurve(theta, weights, weights).values(LENGTH, threads);
    }

    /** A cosine and a sine for each distance and pair, of angles rounded to double; one thread. */
    @Benchmark
    public double[] strictMath() {
        double[] values = new double[LENGTH];
        for (int distance = 0; distance < LENGTH; distance++) {
            double sum = 0;
            for (int i = 0; i < PAIRS; i++) {
                double angle = distance * theta.omega(i);
                sum += weights[i] * (StrictMath.cos(angle) + StrictMath.sin(angle));
            }
            values[distance] = sum;
        }
        return values;
    }

    /** 600 bases between 1e6 and 1e8, up to 131,072 tokens. */
    @Benchmark
    public GoodBases scan() {
        return GoodBases.scan(new BaseGrid(1e6, 1e8, 600), 2 * PAIRS, LENGTH, threads);
    }
}

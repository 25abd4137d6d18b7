package io.github.ropelab.bench;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.RotaryTable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A table of 131,072 tokens and 64 pairs in double: one thread, no cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class TableBenchmark {
    private static final int TOKENS = 131_072;
    private static final int PAIRS = 64;

    private final FrequencySchedule theta = FrequencySchedule.geometric(10_000, 2 * PAIRS);

    /** RotaryTable: entries are StrictMath's to the last bit. */
    @Benchmark
    public RotaryTable table() {
        return RotaryTable.of(theta, new PositionMap.Identity(), TOKENS, 1, Arithmetic.F64);
    }

    /** The same numbers by two calls of StrictMath each. */
    @Benchmark
    public double[][] strictMath() {
        double[][] entries = new double[2][TOKENS * PAIRS];
        for (int t = 0; t < TOKENS; t++) {
            for (int i = 0; i < PAIRS; i++) {
                entries[0][t * PAIRS + i] = StrictMath.cos(t * theta.omega(i));
                entries[1][t * PAIRS + i] = StrictMath.sin(t * theta.omega(i));
            }
        }
        return entries;
    }
}

package io.github.ropelab.bench;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Rotation;
import io.github.ropelab.core.strategy.Yarn;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
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

/** One head: building a table, rotating vectors, all causal logits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {
    private static final int PANEL = 16;

    /** Rows and keys. */
    @Param({"512", "2048"})
    public int tokens;

    /** Head width. */
    @Param({"64", "128"})
    public int headDim;

    private RopeContext context;
    private double[] q;
    private double[] k;
    private float[] floats;
    private RotaryTable table;
    private EncodedLogits logits;
    private double[][] rows;

    /** Draws vectors and rotates keys. */
    @Setup
    public void draw() {
        RotaryGeometry geometry = RotaryGeometry.full(headDim, Pairing.HALF_SPLIT);
        context = new RopeContext(geometry, 10_000, Lengths.extended(512, 2048));
        Gaussian gaussian = Streams.root(1).child("benchmark").gaussian();
        q = new double[tokens * headDim];
        k = new double[tokens * headDim];
        floats = new float[tokens * headDim];
        for (int i = 0; i < q.length; i++) {
            q[i] = gaussian.next();
            k[i] = gaussian.next();
            floats[i] = (float) q[i];
        }
        table = table();
        logits = new EncodedLogits(Yarn.withFactor(4).encode(context), geometry, Arithmetic.F64, q, k);
        rows = new double[PANEL][tokens];
    }

    /** cos and sin of all tokens and pairs in StrictMath. */
    @Benchmark
    public RotaryTable table() {
        return RotaryTable.of(context.baseFrequencies(), new PositionMap.Identity(), tokens, 1, Arithmetic.F64);
    }

    /** In place, in float. */
    @Benchmark
    public float[] rotateFloat() {
        Rotation.rotate(floats, floats, context.geometry(), table);
        return floats;
    }

    /** Every causal logit, a panel of rows at a time. */
    @Benchmark
    public double[][] causalLogits() {
        for (int first = 0; first < tokens; first += PANEL) {
            logits.rows(first, Math.min(PANEL, tokens - first), rows);
        }
        return rows;
    }
}

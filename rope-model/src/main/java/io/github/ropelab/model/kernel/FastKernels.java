package io.github.ropelab.model.kernel;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.core.kernel.ScoreLoops;
import io.github.ropelab.core.layer.Visibility;

/**
 * Float32 in tiles, on several threads, by the loops that this JVM can run: those of the JDK's vector module where it is
 * loaded ({@code --add-modules=jdk.incubator.vector}), else plain ones, which take some ten times as long. {@link #name}
 * says which. The number of threads changes no bit.
 */
public final class FastKernels implements Kernels {
    /** Rows of a norm, and components of a gate, per piece of work. */
    private static final int NORM_ROWS = 64;

    private static final int GATE = 1 << 16;

    /** Terms of a sum of exponentials that are added in float before they go to double. */
    private static final int TERMS = 1024;

    private final Arithmetic arithmetic;
    private final FloatLoopSet loops;
    private final Workers workers;
    private final TiledProduct product;

    private FastKernels(int threads, Arithmetic arithmetic, FloatLoopSet loops) {
        InvalidParameter.require(
                arithmetic.rotation() == NumberFormat.FLOAT32,
                "arithmetic",
                arithmetic.id(),
                "rotate in f32: the fast kernels do");
        this.arithmetic = arithmetic;
        this.loops = loops;
        workers = new Workers(threads);
        product = new TiledProduct(workers, loops.matrix());
    }

    /** The fastest loops of this JVM; angles in float32, as engines compute them. */
    public static FastKernels installed(int threads) {
        return installed(threads, Arithmetic.F32);
    }

    /**
     * The fastest loops of this JVM.
     *
     * @param threads at least 1, the calling one included
     * @param arithmetic of angles and tables; vectors are rotated in float32
     */
    public static FastKernels installed(int threads, Arithmetic arithmetic) {
        return new FastKernels(threads, arithmetic, FloatLoopSet.installed());
    }

    /** The loops that every JVM can run. */
    public static FastKernels plain(int threads, Arithmetic arithmetic) {
        return new FastKernels(threads, arithmetic, FloatLoopSet.plain());
    }

    @Override
    public String name() {
        return "tiles, " + loops.matrix().name() + ", angles in " + arithmetic.id();
    }

    @Override
    public void multiply(float[] x, int xFrom, int rows, Matrix w, float[] y, int yFrom, boolean add) {
        product.multiply(x, xFrom, rows, w, y, yFrom, add);
    }

    @Override
    public void norm(float[] x, int xFrom, int rows, float[] weight, double epsilon, float[] y, int yFrom) {
        int pieces = (rows + NORM_ROWS - 1) / NORM_ROWS;
        workers.run(pieces, (piece, worker) -> {
            int from = piece * NORM_ROWS;
            int skipped = from * weight.length;
            RootMeanSquare.norm(
                    x, xFrom + skipped, Math.min(NORM_ROWS, rows - from), weight, epsilon, y, yFrom + skipped);
        });
    }

    @Override
    public void gate(float[] gate, float[] up, int count) {
        int pieces = (count + GATE - 1) / GATE;
        workers.run(pieces, (piece, worker) -> loops.matrix()
                .gate(gate, up, piece * GATE, Math.min((piece + 1) * GATE, count)));
    }

    /** Sums {@value #TERMS} terms in float, and these sums in double. */
    @Override
    public double logSumExp(float[] x, int from, int count) {
        int whole = count - count % ScoreLoops.LANES;
        float largest = whole == 0 ? x[from] : loops.scores().largest(x, from, whole);
        for (int i = whole; i < count; i++) {
            largest = Math.max(largest, x[from + i]);
        }
        float[] parts = ScoreLoops.parts();
        float[] terms = new float[TERMS];
        double sum = 0;
        for (int i = 0; i < whole; i += TERMS) {
            int some = Math.min(TERMS, whole - i);
            System.arraycopy(x, from + i, terms, 0, some);
            loops.scores().softmax(terms, 0, some, largest, terms, parts);
            sum += ScoreLoops.total(parts, ScoreLoops.WEIGHT);
        }
        for (int i = whole; i < count; i++) {
            sum += Math.exp((double) x[from + i] - largest);
        }
        return largest + Math.log(sum);
    }

    @Override
    public AttentionKernel attention(AttentionShape shape, PositionEncoding encoding, Visibility visibility) {
        return new StreamingAttention(shape, encoding, visibility, arithmetic, loops, workers);
    }
}

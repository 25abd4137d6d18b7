package io.github.ropelab.core.kernel;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Logits of one head under an encoding, in double, in plain loops:
 *
 * <pre>logit(m,n) = logitScale(m) · ⟨rot(q_m), rot(k_n)⟩ / √headDim</pre>
 *
 * Keys are rotated once per branch and held transposed [headDim][tokens], so that the inner loop runs over keys; each
 * logit sums its components in a fixed order and its bits do not depend on the loop's blocking. Memory: 2 × branches ×
 * tokens × headDim doubles.
 */
public final class EncodedLogits implements LogitKernel {
    /** Keys per tile: a tile of 64 components in double takes 128 KiB and stays in a second-level cache. */
    private static final int TILE = 256;

    private final int tokens;
    private final int headDim;
    private final PositionScheme positions;
    private final LogitScale logitScale;
    private final double[][] queries; // per branch, [tokens][headDim]
    private final double[][][] keys; // per branch, [headDim][tokens]

    /**
     * Rotates queries and keys.
     *
     * @param encoding what to apply
     * @param geometry shape of a head
     * @param arithmetic precision of the rotations; products of rotated vectors are summed in double
     * @param q [tokens][headDim], row-major, before rotation. Not modified.
     * @param k [tokens][headDim], row-major, before rotation. Not modified.
     */
    public EncodedLogits(
            PositionEncoding encoding, RotaryGeometry geometry, Arithmetic arithmetic, double[] q, double[] k) {
        this(TableRecipe.of(encoding, OptionalDouble.empty(), arithmetic), encoding, geometry, q, k);
    }

    /** As the shorter form, in a context that knows the θ base: ggml's running product needs it. */
    public EncodedLogits(
            PositionEncoding encoding, RopeContext context, Arithmetic arithmetic, double[] q, double[] k) {
        this(
                TableRecipe.of(encoding, OptionalDouble.of(context.base()), arithmetic),
                encoding,
                context.geometry(),
                q,
                k);
    }

    private EncodedLogits(
            TableRecipe recipe, PositionEncoding encoding, RotaryGeometry geometry, double[] q, double[] k) {
        headDim = geometry.headDim();
        tokens = q.length / headDim;
        InvalidParameter.require(q.length == k.length, "k", k.length, "hold as many values as q (" + q.length + ")");
        InvalidParameter.require(
                tokens * headDim == q.length, "q", q.length, "hold whole rows of " + headDim + " values");
        InvalidParameter.require(
                encoding.frequencies().pairs() == geometry.pairs(),
                "frequencies",
                encoding.frequencies().pairs(),
                "have " + geometry.pairs() + " pairs");
        positions = encoding.positions();
        logitScale = encoding.attention().logit();
        List<Branch> branches = positions.branches();
        queries = new double[branches.size()][];
        keys = new double[branches.size()][][];
        for (int b = 0; b < branches.size(); b++) {
            queries[b] = rotated(q, recipe, geometry, Side.QUERY, branches.get(b));
            keys[b] = transposed(rotated(k, recipe, geometry, Side.KEY, branches.get(b)));
        }
    }

    private double[] rotated(double[] source, TableRecipe recipe, RotaryGeometry geometry, Side side, Branch branch) {
        double[] effective = new double[tokens];
        for (int t = 0; t < tokens; t++) {
            effective[t] = side.map(branch).at(t);
        }
        double[] target = new double[source.length];
        Rotation.rotate(
                source,
                target,
                geometry,
                recipe.table(side, effective, RadialScale.centre(tokens)),
                recipe.arithmetic().rotation());
        return target;
    }

    @Override
    public int tokens() {
        return tokens;
    }

    /** Rows share each tile of keys while it is in the cache. */
    @Override
    public void rows(int first, int count, double[][] logits) {
        for (int i = 0; i < count; i++) {
            Arrays.fill(logits[i], 0, first + i + 1, 0);
        }
        for (int from = 0; from < first + count; from += TILE) {
            for (int i = 0; i < count; i++) {
                addTile(first + i, from, Math.min(from + TILE, first + i + 1), logits[i]);
            }
        }
        for (int i = 0; i < count; i++) {
            double scale = logitScale.at(first + i) / Math.sqrt(headDim);
            for (int n = 0; n <= first + i; n++) {
                logits[i][n] *= scale;
            }
        }
    }

    /** Adds the products of one row with keys [from, to), each run of keys by its branch. */
    private void addTile(int row, int from, int to, double[] logits) {
        int start = from;
        while (start < to) {
            int branch = positions.branchIndex(row, start);
            int end = start + 1;
            while (end < to && positions.branchIndex(row, end) == branch) {
                end++;
            }
            addProducts(queries[branch], row * headDim, keys[branch], start, end, logits);
            start = end;
        }
    }

    /** logits[n] += Σ_c q[offset+c]·k[c][n] for n in [start, end), four components a pass. */
    private void addProducts(double[] q, int offset, double[][] k, int start, int end, double[] logits) {
        int c = 0;
        for (; c + 4 <= headDim; c += 4) {
            addFour(q, offset + c, k[c], k[c + 1], k[c + 2], k[c + 3], start, end, logits);
        }
        for (; c < headDim; c++) {
            double qc = q[offset + c];
            double[] kc = k[c];
            for (int n = start; n < end; n++) {
                logits[n] += qc * kc[n];
            }
        }
    }

    /** One array per component: the compiler vectorises this loop, but not the same one over offsets into one array. */
    private static void addFour(
            double[] q,
            int at,
            double[] k0,
            double[] k1,
            double[] k2,
            double[] k3,
            int start,
            int end,
            double[] logits) {
        double q0 = q[at];
        double q1 = q[at + 1];
        double q2 = q[at + 2];
        double q3 = q[at + 3];
        for (int n = start; n < end; n++) {
            logits[n] = logits[n] + q0 * k0[n] + q1 * k1[n] + q2 * k2[n] + q3 * k3[n];
        }
    }

    private double[][] transposed(double[] rows) {
        double[][] columns = new double[headDim][tokens];
        for (int t = 0; t < tokens; t++) {
            for (int c = 0; c < headDim; c++) {
                columns[c][t] = rows[t * headDim + c];
            }
        }
        return columns;
    }
}

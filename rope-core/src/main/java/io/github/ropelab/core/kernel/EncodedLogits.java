package io.github.ropelab.core.kernel;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.core.RotaryGeometry;
import java.util.Arrays;
import java.util.List;

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
    private final int tokens;
    private final int headDim;
    private final PositionScheme positions;
    private final LogitScale logitScale;
    private final double[][] queries; // per branch, [tokens][headDim]
    private final double[][] keys; // per branch, [headDim][tokens]

    /**
     * Rotates queries and keys.
     *
     * @param encoding what to apply
     * @param geometry shape of a head
     * @param arithmetic rounding of angles and table entries
     * @param q [tokens][headDim], row-major, before rotation. Not modified.
     * @param k [tokens][headDim], row-major, before rotation. Not modified.
     */
    public EncodedLogits(
            PositionEncoding encoding, RotaryGeometry geometry, Arithmetic arithmetic, double[] q, double[] k) {
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
        keys = new double[branches.size()][];
        double amplitude = encoding.attention().amplitude();
        for (int b = 0; b < branches.size(); b++) {
            Branch branch = branches.get(b);
            queries[b] = new double[q.length];
            Rotation.rotate(
                    q,
                    queries[b],
                    geometry,
                    RotaryTable.of(encoding.frequencies(), branch.query(), tokens, amplitude, arithmetic));
            double[] rotated = new double[k.length];
            Rotation.rotate(
                    k,
                    rotated,
                    geometry,
                    RotaryTable.of(encoding.frequencies(), branch.key(), tokens, amplitude, arithmetic));
            keys[b] = transposed(rotated);
        }
    }

    @Override
    public int tokens() {
        return tokens;
    }

    @Override
    public void row(int row, double[] logits) {
        Arrays.fill(logits, 0, row + 1, 0);
        int start = 0;
        while (start <= row) {
            int branch = positions.branchIndex(row, start);
            int end = start + 1;
            while (end <= row && positions.branchIndex(row, end) == branch) {
                end++;
            }
            addProducts(queries[branch], row * headDim, keys[branch], start, end, logits);
            start = end;
        }
        double scale = logitScale.at(row) / Math.sqrt(headDim);
        for (int n = 0; n <= row; n++) {
            logits[n] *= scale;
        }
    }

    /** logits[n] += Σ_c q[offset+c]·k[c][n] for n in [start, end), four components a pass. */
    private void addProducts(double[] q, int offset, double[] k, int start, int end, double[] logits) {
        int c = 0;
        for (; c + 4 <= headDim; c += 4) {
            addFour(
                    q[offset + c],
                    q[offset + c + 1],
                    q[offset + c + 2],
                    q[offset + c + 3],
                    k,
                    c * tokens,
                    start,
                    end,
                    logits);
        }
        for (; c < headDim; c++) {
            double qc = q[offset + c];
            for (int n = start; n < end; n++) {
                logits[n] += qc * k[c * tokens + n];
            }
        }
    }

    private void addFour(
            double q0, double q1, double q2, double q3, double[] k, int at, int start, int end, double[] logits) {
        int k1 = at + tokens;
        int k2 = k1 + tokens;
        int k3 = k2 + tokens;
        for (int n = start; n < end; n++) {
            logits[n] = logits[n] + q0 * k[at + n] + q1 * k[k1 + n] + q2 * k[k2 + n] + q3 * k[k3 + n];
        }
    }

    private double[] transposed(double[] rows) {
        double[] columns = new double[rows.length];
        for (int t = 0; t < tokens; t++) {
            for (int c = 0; c < headDim; c++) {
                columns[c * tokens + t] = rows[t * headDim + c];
            }
        }
        return columns;
    }
}

package io.github.ropelab.model.kernel;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.layer.Visibility;

/** The loops that a forward pass lives in. One object serves one pass at a time; it may use several threads. */
public interface Kernels {
    /** For people and manifests. */
    String name();

    /**
     * {@code y = x·Wᵀ}, or {@code y += x·Wᵀ}.
     *
     * @param x [rows][W.columns] from {@code xFrom} on. Not modified.
     * @param xFrom index of the first row's first component
     * @param rows how many
     * @param w W
     * @param y [rows][W.rows] from {@code yFrom} on. Written.
     * @param yFrom index of the first row's first component
     * @param add whether y's values are kept and added to
     */
    void multiply(float[] x, int xFrom, int rows, Matrix w, float[] y, int yFrom, boolean add);

    /**
     * RMSNorm of rows: {@code y = x / sqrt(mean(x²) + ε) · weight} (Zhang and Sennrich 2019, arXiv 1910.07467, equation 4).
     *
     * @param x [rows][weight.length] from {@code xFrom} on. Not modified, unless it is also y at the same place.
     * @param xFrom index of the first row's first component
     * @param rows how many
     * @param weight factor on each component
     * @param epsilon ε
     * @param y as {@code x}, from {@code yFrom} on. Written.
     * @param yFrom index of the first row's first component
     */
    void norm(float[] x, int xFrom, int rows, float[] weight, double epsilon, float[] y, int yFrom);

    /**
     * {@code gate = silu(gate) · up} with silu(z) = z/(1 + exp(-z)), component by component (SwiGLU: Shazeer 2020, arXiv
     * 2002.05202, equation 6).
     *
     * @param gate z. Written from 0 to {@code count - 1}.
     * @param up not modified
     * @param count components
     */
    void gate(float[] gate, float[] up, int count);

    /** {@code ln Σ exp(x_i)} over {@code count} components from {@code from} on. */
    double logSumExp(float[] x, int from, int count);

    /**
     * Prepares the attention of layers with one encoding.
     *
     * @param encoding in the shape's context; all of its branches, amplitude, radial part and logit scale count
     * @param visibility which keys a query sees
     */
    AttentionKernel attention(AttentionShape shape, PositionEncoding encoding, Visibility visibility);
}

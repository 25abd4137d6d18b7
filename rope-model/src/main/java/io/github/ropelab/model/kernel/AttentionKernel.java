package io.github.ropelab.model.kernel;

/**
 * Causal attention of all heads of a layer, prepared for one encoding and length:
 *
 * <pre>out_h(m) = Σ_n softmax_n(logitScale(m) · ⟨rot(q_h(m)), rot(k_g(n))⟩ / √headDim) · v_g(n),  n ≤ m visible</pre>
 *
 * Never holds tokens × tokens numbers. Not thread safe; may work on several threads itself.
 */
@FunctionalInterface
public interface AttentionKernel {
    /**
     * Computes the outputs.
     *
     * @param q queries before rotation, [tokens][heads · headDim]. Not modified.
     * @param k keys before rotation, [tokens][keyValueHeads · headDim]. Not modified.
     * @param v values, [tokens][keyValueHeads · headDim]. Not modified.
     * @param out [tokens][heads · headDim]. Written.
     */
    void attend(float[] q, float[] k, float[] v, float[] out);
}

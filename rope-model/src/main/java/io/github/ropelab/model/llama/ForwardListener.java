package io.github.ropelab.model.llama;

/** Sees a forward pass as it goes. */
public interface ForwardListener {
    /** Sees nothing. */
    static ForwardListener none() {
        return new ForwardListener() {};
    }

    /**
     * A layer's queries, keys and values before rotation. The arrays are used again: copy what is kept.
     *
     * @param layer counted from 0
     * @param q [tokens][heads · headDim]
     * @param k [tokens][keyValueHeads · headDim]
     * @param v as {@code k}
     */
    default void projected(int layer, float[] q, float[] k, float[] v) {}

    /**
     * A layer is done.
     *
     * @param layers how many are done
     */
    default void done(int layers) {}
}

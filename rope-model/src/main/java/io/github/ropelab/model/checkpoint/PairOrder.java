package io.github.ropelab.model.checkpoint;

/**
 * The order of rows in projections of queries and keys. llama.cpp rotates neighbouring components of a Llama, (2i, 2i+1),
 * so its converter ({@code permute} of {@code LlamaModel}) moves row i of a head's first half to 2i, and of its second half
 * to 2i+1. Undone here, so that weights pair half-split, (i, i + d/2).
 */
final class PairOrder {
    private PairOrder() {}

    /**
     * Rows of neighbouring pairs in half-split order.
     *
     * @param rows [heads · headDim][columns], not modified
     */
    static float[] halfSplit(float[] rows, int heads, int headDim, int columns) {
        float[] ordered = new float[rows.length];
        int half = headDim / 2;
        for (int head = 0; head < heads; head++) {
            for (int i = 0; i < headDim; i++) {
                int from = head * headDim + 2 * (i % half) + i / half;
                System.arraycopy(rows, from * columns, ordered, (head * headDim + i) * columns, columns);
            }
        }
        return ordered;
    }
}

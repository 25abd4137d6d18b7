package io.github.ropelab.model.kernel;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;

/**
 * Sizes of one layer's attention. Query heads {@code h·heads/keyValueHeads ...} share key-value head h (grouped-query
 * attention, Ainslie et al. 2023, arXiv 2305.13245).
 *
 * @param tokens rows of queries, keys and values
 * @param heads query heads
 * @param keyValueHeads heads of keys and values; divides {@code heads}
 * @param context shape of a head, θ base and lengths
 */
public record AttentionShape(int tokens, int heads, int keyValueHeads, RopeContext context) {
    /** Checks the sizes. */
    public AttentionShape {
        InvalidParameter.require(tokens >= 1, "tokens", tokens, "be at least 1");
        InvalidParameter.require(
                keyValueHeads >= 1 && heads % keyValueHeads == 0,
                "num_key_value_heads",
                keyValueHeads,
                "divide the " + heads + " query heads");
    }

    /** Shape of a head. */
    public RotaryGeometry geometry() {
        return context.geometry();
    }

    /** Components of a head. */
    public int headDim() {
        return context.geometry().headDim();
    }

    /** The key-value head of a query head. */
    public int keyValueHead(int head) {
        return head / (heads / keyValueHeads);
    }
}

package io.github.ropelab.model.kernel;

import io.github.ropelab.core.kernel.FloatLoops;
import io.github.ropelab.core.kernel.FloatRotation;
import io.github.ropelab.core.kernel.MatrixLoops;

/**
 * Keys and values of one head in tiles of {@link MatrixLoops#COLUMNS} tokens: keys rotated for each branch and transposed,
 * values in panels of as many components. Shared by all query heads of the group. Tokens beyond the last are 0.
 */
final class KeyTiles {
    private static final int TILE = MatrixLoops.COLUMNS;

    private final AttentionShape shape;
    private final FloatRotation[] rotations;
    private final int tiles;
    private final float[][] keys; // per branch, [tiles][headDim][TILE]
    private final float[][] values; // per panel of components, [tiles · TILE][COLUMNS]

    /**
     * Reserves the memory.
     *
     * @param rotations of keys, per branch
     */
    KeyTiles(AttentionShape shape, FloatRotation[] rotations) {
        this.shape = shape;
        this.rotations = rotations;
        tiles = (shape.tokens() + TILE - 1) / TILE;
        keys = new float[rotations.length][Math.multiplyExact(tiles * TILE, shape.headDim())];
        values = new float[(shape.headDim() + TILE - 1) / TILE][Math.multiplyExact(tiles * TILE, TILE)];
    }

    int tiles() {
        return tiles;
    }

    /** Panels of values. */
    int panels() {
        return values.length;
    }

    /** Keys of a branch; a tile begins at its first token · headDim. */
    float[] keys(int branch) {
        return keys[branch];
    }

    /** Values of a panel of components; a token begins at token · COLUMNS. */
    float[] values(int panel) {
        return values[panel];
    }

    /**
     * Takes over one tile.
     *
     * @param k keys before rotation, [tokens][keyValueHeads · headDim]
     * @param v values, as {@code k}
     * @param head which
     * @param rows [TILE · headDim]. Written.
     */
    void pack(int tile, float[] k, float[] v, int head, float[] rows) {
        int width = shape.headDim();
        int first = tile * TILE;
        int count = Math.min(TILE, shape.tokens() - first);
        for (int branch = 0; branch < rotations.length; branch++) {
            for (int t = 0; t < count; t++) {
                System.arraycopy(k, from(first + t, head), rows, t * width, width);
            }
            rotations[branch].rotate(
                    rows,
                    new FloatLoops.Rows(0, 1, 0, count, width, shape.geometry().pairs()),
                    first);
            Panel.transpose(rows, 0, width, count, keys[branch], first * width);
        }
        for (int panel = 0; panel < values.length; panel++) {
            int components = Math.min(TILE, width - panel * TILE);
            for (int t = first; t < first + count; t++) {
                System.arraycopy(v, from(t, head) + panel * TILE, values[panel], t * TILE, components);
            }
        }
    }

    private int from(int token, int head) {
        return (token * shape.keyValueHeads() + head) * shape.headDim();
    }
}

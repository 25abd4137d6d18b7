package io.github.ropelab.model.kernel;

import io.github.ropelab.core.kernel.FloatLoops;
import io.github.ropelab.core.kernel.FloatRotation;
import io.github.ropelab.core.kernel.MatrixLoops;
import io.github.ropelab.core.kernel.ScoreLoops;
import java.util.Arrays;

/**
 * A block of queries of all heads of a group, over all keys, a stretch at a time. With M the largest logit so far, l the
 * sum of weights and o that of weighted values, a stretch with logits s_n takes them to
 *
 * <pre>
 * M' = max(M, max_n s_n),  l' = l·exp(M - M') + Σ_n exp(s_n - M'),  o' = o·exp(M - M') + Σ_n exp(s_n - M')·v_n
 * </pre>
 *
 * (online softmax: Milakov and Gimelshein 2018, arXiv 1805.02867, algorithm 3; in tiles: Dao et al. 2022, FlashAttention,
 * arXiv 2205.14135). The output is o/l. One object per thread.
 */
final class QueryBlock {
    private static final int QUERIES = CellMap.QUERIES;
    private static final int KEYS = CellMap.KEYS;
    private static final int TILE = CellMap.TILE;
    private static final int ROWS = MatrixLoops.ROWS;

    private final AttentionShape shape;
    private final FloatRotation[] rotations;
    private final float[] scale;
    private final CellMap cells;
    private final KeyTiles tiles;
    private final FloatLoopSet loops;
    private final int heads;
    private final int width; // of a row of sums: whole panels

    private final float[] keyRows;
    private final float[][] queries; // per branch, [heads · QUERIES][headDim]
    private final float[] largest; // M, [heads · QUERIES]
    private final double[] mass; // l, alike
    private final float[] sums; // o, [heads · QUERIES][width]
    private final float[] scores = new float[ROWS * KEYS];
    private final float[] other = new float[ROWS * TILE];
    private final float[] weighted = new float[ROWS * TILE];
    private final float[] factors = new float[ROWS];
    private final float[] parts = ScoreLoops.parts();

    /**
     * Reserves the memory.
     *
     * @param rotations of queries, per branch
     * @param scale factor on the logits of each query
     */
    QueryBlock(
            AttentionShape shape,
            FloatRotation[] rotations,
            float[] scale,
            CellMap cells,
            KeyTiles tiles,
            FloatLoopSet loops) {
        this.shape = shape;
        this.rotations = rotations;
        this.scale = scale;
        this.cells = cells;
        this.tiles = tiles;
        this.loops = loops;
        heads = shape.heads() / shape.keyValueHeads();
        width = tiles.panels() * MatrixLoops.COLUMNS;
        keyRows = new float[TILE * shape.headDim()];
        queries = new float[rotations.length][heads * QUERIES * shape.headDim()];
        largest = new float[heads * QUERIES];
        mass = new double[largest.length];
        sums = new float[largest.length * width];
    }

    /** Room for the rows of a tile of keys. */
    float[] keyRows() {
        return keyRows;
    }

    /**
     * Computes a block's outputs.
     *
     * @param block of {@link CellMap#QUERIES} tokens
     * @param group key-value head, whose keys and values the tiles hold
     * @param q [tokens][heads · headDim]. Not modified.
     * @param out as {@code q}. Written.
     */
    void attend(int block, int group, float[] q, float[] out) {
        int first = block * QUERIES;
        int count = Math.min(QUERIES, shape.tokens() - first);
        rotate(first, count, group, q);
        Arrays.fill(largest, ScoreLoops.ABSENT);
        Arrays.fill(mass, 0);
        Arrays.fill(sums, 0);
        cells.queries(first, count);
        for (int key = 0; key < first + count; key += KEYS) {
            cells.keys(key);
            for (int row = 0; row < count; row += ROWS) {
                stretch(key, row);
            }
        }
        for (int head = 0; head < heads; head++) {
            for (int r = 0; r < count; r++) {
                int row = head * QUERIES + r;
                int to = ((first + r) * shape.heads() + group * heads + head) * shape.headDim();
                for (int c = 0; c < shape.headDim(); c++) {
                    out[to + c] = (float) (sums[row * width + c] / mass[row]);
                }
            }
        }
    }

    /** Copies, rotates and scales the queries for each branch. */
    private void rotate(int first, int count, int group, float[] q) {
        int dim = shape.headDim();
        FloatLoops.Rows rows = new FloatLoops.Rows(
                0, heads, QUERIES * dim, count, dim, shape.geometry().pairs());
        for (int branch = 0; branch < rotations.length; branch++) {
            float[] target = queries[branch];
            for (int r = 0; r < count; r++) {
                for (int head = 0; head < heads; head++) {
                    int from = ((first + r) * shape.heads() + group * heads + head) * dim;
                    System.arraycopy(q, from, target, rows.at(head, r), dim);
                }
            }
            rotations[branch].rotate(target, rows, first);
            for (int r = 0; r < count; r++) {
                for (int head = 0; head < heads; head++) {
                    int at = rows.at(head, r);
                    for (int c = at; c < at + dim; c++) {
                        target[c] *= scale[first + r];
                    }
                }
            }
        }
    }

    /** Takes {@link MatrixLoops#ROWS} queries of each head over a stretch of keys, from its first to its last tile with a visible cell. */
    private void stretch(int key, int row) {
        int from = 0;
        int to = CellMap.TILES;
        while (from < to && hidden(row, from)) {
            from++;
        }
        while (to > from && hidden(row, to - 1)) {
            to--;
        }
        for (int head = 0; head < heads && from < to; head++) {
            for (int tile = from; tile < to; tile++) {
                score(head * QUERIES + row, row, key, tile);
            }
            weigh(head * QUERIES + row, key, from * TILE, (to - from) * TILE);
        }
    }

    private boolean hidden(int row, int tile) {
        return cells.kinds(row, tile) == 1 << CellMap.HIDDEN;
    }

    /** Logits of a tile, each cell by its branch. */
    private void score(int query, int row, int key, int tile) {
        int kinds = cells.kinds(row, tile);
        int at = tile * TILE;
        if (Integer.bitCount(kinds) == 1 && kinds != 1 << CellMap.HIDDEN) {
            products(Integer.numberOfTrailingZeros(kinds), query, key + at, scores, at, KEYS);
            return;
        }
        for (int r = 0; r < ROWS; r++) {
            Arrays.fill(scores, r * KEYS + at, r * KEYS + at + TILE, ScoreLoops.ABSENT);
        }
        for (int branch = 0; branch < rotations.length; branch++) {
            if ((kinds & 1 << branch) != 0) {
                products(branch, query, key + at, other, 0, TILE);
                for (int r = 0; r < ROWS; r++) {
                    for (int n = 0; n < TILE; n++) {
                        if (cells.kind(row + r, at + n) == branch) {
                            scores[r * KEYS + at + n] = other[r * TILE + n];
                        }
                    }
                }
            }
        }
    }

    private void products(int branch, int query, int key, float[] target, int to, int stride) {
        int dim = shape.headDim();
        loops.matrix()
                .multiply(queries[branch], query * dim, dim, tiles.keys(branch), key * dim, dim, target, to, stride);
    }

    /** Turns the scores of a stretch's keys {@code from .. from + count - 1} into weights, and adds weights and values. */
    private void weigh(int query, int key, int from, int count) {
        for (int r = 0; r < ROWS; r++) {
            int row = query + r;
            int at = r * KEYS + from;
            float top = Math.max(largest[row], loops.scores().largest(scores, at, count));
            factors[r] = (float) Math.exp((double) largest[row] - top);
            largest[row] = top;
            loops.scores().softmax(scores, at, count, top, scores, parts);
            mass[row] = mass[row] * factors[r] + ScoreLoops.total(parts, ScoreLoops.WEIGHT);
        }
        for (int panel = 0; panel < tiles.panels(); panel++) {
            int value = (key + from) * TILE;
            loops.matrix().multiply(scores, from, KEYS, tiles.values(panel), value, count, weighted, 0, TILE);
            for (int r = 0; r < ROWS; r++) {
                add(r, (query + r) * width + panel * TILE);
            }
        }
    }

    private void add(int r, int to) {
        float factor = factors[r];
        int from = r * TILE;
        for (int c = 0; c < TILE; c++) {
            sums[to + c] = sums[to + c] * factor + weighted[from + c];
        }
    }
}

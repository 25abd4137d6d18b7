package io.github.ropelab.model.kernel;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.core.kernel.MatrixLoops;
import io.github.ropelab.core.layer.KeyRuns;
import io.github.ropelab.core.layer.Visibility;
import java.util.Arrays;

/**
 * Which branch scores each cell of some queries and a stretch of keys, and which cells are hidden. Filled again and
 * again, run by run; for one thread.
 */
final class CellMap {
    /** Queries. */
    static final int QUERIES = 64;

    /** Keys of a stretch. */
    static final int KEYS = 256;

    /** Keys of a tile. */
    static final int TILE = MatrixLoops.COLUMNS;

    /** Tiles of a stretch. */
    static final int TILES = KEYS / TILE;

    /** Stands for a hidden cell. */
    static final int HIDDEN = 31;

    private final PositionScheme positions;
    private final Visibility visibility;
    private final byte[] cells = new byte[QUERIES * KEYS];
    private final int[] kinds = new int[QUERIES * TILES]; // bit b: branch b, or HIDDEN, is in the tile
    private final KeyRuns[] runs = new KeyRuns[QUERIES];
    private int first;
    private int queries;

    CellMap(PositionScheme positions, Visibility visibility) {
        InvalidParameter.require(
                positions.branches().size() <= HIDDEN,
                "branches",
                positions.branches().size(),
                "be at most " + HIDDEN + " in tiled attention");
        this.positions = positions;
        this.visibility = visibility;
    }

    /** Takes other queries: {@code first .. first + count - 1}. */
    void queries(int first, int count) {
        this.first = first;
        queries = count;
        for (int r = 0; r < count; r++) {
            runs[r] = visibility.runs(first + r);
        }
    }

    /** Fills the map for the keys {@code firstKey .. firstKey + KEYS - 1}. */
    void keys(int firstKey) {
        Arrays.fill(cells, (byte) HIDDEN);
        Arrays.fill(kinds, 0);
        for (int r = 0; r < queries; r++) {
            int done = firstKey;
            for (int run = 0; run < runs[r].count(); run++) {
                int from = Math.max(runs[r].from(run), firstKey);
                int to = Math.min(runs[r].to(run), firstKey + KEYS);
                if (from < to) {
                    mark(r, done - firstKey, from - firstKey, HIDDEN);
                    branches(r, firstKey, from, to);
                    done = to;
                }
            }
            mark(r, done - firstKey, KEYS, HIDDEN);
        }
        for (int r = queries; r < QUERIES; r++) {
            mark(r, 0, KEYS, HIDDEN);
        }
    }

    private void branches(int r, int firstKey, int from, int to) {
        int key = from;
        while (key < to) {
            int branch = positions.branchIndex(first + r, key);
            int end = Math.min(to, positions.runEnd(first + r, key));
            Arrays.fill(cells, r * KEYS + key - firstKey, r * KEYS + end - firstKey, (byte) branch);
            mark(r, key - firstKey, end - firstKey, branch);
            key = end;
        }
    }

    private void mark(int r, int from, int to, int kind) {
        for (int tile = from / TILE; tile * TILE < to; tile++) {
            kinds[r * TILES + tile] |= 1 << kind;
        }
    }

    /** Which branches, and {@link #HIDDEN}, are in a tile of {@link MatrixLoops#ROWS} queries: one bit for each. */
    int kinds(int firstRow, int tile) {
        int all = 0;
        for (int r = firstRow; r < firstRow + MatrixLoops.ROWS; r++) {
            all |= kinds[r * TILES + tile];
        }
        return all;
    }

    /** The branch of a cell, or {@link #HIDDEN}; row and key are counted from the first ones. */
    int kind(int row, int key) {
        return cells[row * KEYS + key];
    }
}

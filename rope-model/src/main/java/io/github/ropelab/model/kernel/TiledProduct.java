package io.github.ropelab.model.kernel;

import io.github.ropelab.core.kernel.MatrixLoops;

/**
 * {@code y = x·Wᵀ} in tiles of {@link MatrixLoops#ROWS} rows of x and {@link MatrixLoops#COLUMNS} rows of W. A panel, so
 * many rows of W transposed, stays in a cache while rows of x pass. Holds a panel per thread.
 */
final class TiledProduct {
    private static final int ROWS = MatrixLoops.ROWS;
    private static final int COLUMNS = MatrixLoops.COLUMNS;

    /** Rows of x per piece of work. */
    private static final int CHUNK = 256;

    /** Pieces per thread: enough for an even end, few since each transposes its own panels. */
    private static final int PIECES = 4;

    private final Workers workers;
    private final MatrixLoops loops;
    private final Scratch[] scratch;

    TiledProduct(Workers workers, MatrixLoops loops) {
        this.workers = workers;
        this.loops = loops;
        scratch = new Scratch[workers.threads()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch();
        }
    }

    /** What one thread writes to. */
    private static final class Scratch {
        private float[] panel = {};
        private float[] rows = {};
        private final float[] tile = new float[ROWS * COLUMNS];

        void reserve(int depth) {
            if (panel.length < depth * COLUMNS) {
                panel = new float[depth * COLUMNS];
                rows = new float[depth * ROWS];
            }
        }
    }

    /**
     * Rows of a product.
     *
     * @param x values
     * @param xFrom first row's first component
     * @param rows how many
     * @param w W
     * @param y values. Written.
     * @param yFrom first row's first component
     * @param add whether y's values are kept and added to
     */
    private record Product(float[] x, int xFrom, int rows, Matrix w, float[] y, int yFrom, boolean add) {
        int panels() {
            return (w.rows() + COLUMNS - 1) / COLUMNS;
        }

        int chunks() {
            return (rows + CHUNK - 1) / CHUNK;
        }
    }

    void multiply(float[] x, int xFrom, int rows, Matrix w, float[] y, int yFrom, boolean add) {
        Product product = new Product(x, xFrom, rows, w, y, yFrom, add);
        int units = product.panels() * product.chunks();
        int pieces = Math.min(units, PIECES * workers.threads());
        workers.run(pieces, (piece, worker) -> {
            int from = (int) ((long) units * piece / pieces);
            int to = (int) ((long) units * (piece + 1) / pieces);
            work(product, from, to, scratch[worker]);
        });
    }

    /** Units, each a panel and a chunk of rows, panel by panel. */
    private void work(Product product, int from, int to, Scratch mine) {
        mine.reserve(product.w().columns());
        int transposed = -1;
        for (int unit = from; unit < to; unit++) {
            int panel = unit / product.chunks();
            if (panel != transposed) {
                transpose(product.w(), panel * COLUMNS, mine.panel);
                transposed = panel;
            }
            int first = unit % product.chunks() * CHUNK;
            int end = Math.min(first + CHUNK, product.rows());
            for (int row = first; row < end; row += ROWS) {
                tile(product, row, panel * COLUMNS, mine);
            }
        }
    }

    private void tile(Product product, int row, int column, Scratch mine) {
        int depth = product.w().columns();
        int width = product.w().rows();
        int at = product.xFrom() + row * depth;
        int to = product.yFrom() + row * width + column;
        int rows = Math.min(ROWS, product.rows() - row);
        int columns = Math.min(COLUMNS, width - column);
        if (rows == ROWS && columns == COLUMNS && !product.add()) {
            loops.multiply(product.x(), at, depth, mine.panel, 0, depth, product.y(), to, width);
            return;
        }
        float[] x = product.x();
        if (rows < ROWS) {
            System.arraycopy(x, at, mine.rows, 0, rows * depth);
            x = mine.rows;
            at = 0;
        }
        loops.multiply(x, at, depth, mine.panel, 0, depth, mine.tile, 0, COLUMNS);
        for (int r = 0; r < rows; r++) {
            put(mine.tile, r * COLUMNS, product.y(), to + r * width, columns, product.add());
        }
    }

    private static void put(float[] tile, int from, float[] y, int to, int count, boolean add) {
        if (add) {
            for (int n = 0; n < count; n++) {
                y[to + n] += tile[from + n];
            }
        } else {
            System.arraycopy(tile, from, y, to, count);
        }
    }

    /** Rows {@code first ...} of W as columns; columns beyond its last row keep what was there and reach no result. */
    private static void transpose(Matrix w, int first, float[] panel) {
        Panel.transpose(w.values(), first * w.columns(), w.columns(), Math.min(COLUMNS, w.rows() - first), panel, 0);
    }
}

package io.github.ropelab.core.drift;

import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.ScoreLoops;
import java.util.Arrays;
import java.util.List;

/**
 * Computes blocks of query rows, one after the other; the buffers of one thread. Keys come in stretches of 256: they are
 * transposed once, rotated for each encoding, multiplied with four rows at a time, and the scores go through the loops
 * while they are in a cache.
 */
final class DriftBlock {
    private static final int ROWS = ScoreLoops.ROWS;
    private static final int KEYS = ScoreLoops.KEYS;
    private static final int TILES = 4;
    private static final int STRETCH = TILES * KEYS;
    private static final int STRIDE = STRETCH;

    private final RotaryGeometry geometry;
    private final List<EncodingTables> encodings; // the reference first
    private final int tokens;
    private final int trained;
    private final ScoreLoops loops;
    private final int[] order; // components: first ones of all pairs, second ones, unrotated ones
    private final int largestBlock;
    private final boolean neighbours; // whether the rows of a block are

    private final AngleTables.Scratch scratch;
    private final float[] entries;
    private final float[][][] queries; // [encoding][branch], groups of four rows, each [headDim][ROWS]
    private final float[] transposed; // [TILES][headDim][KEYS]
    private final float[][] keys; // [branch], as transposed
    private final boolean[][] turned; // [branch][tile]
    private final float[] referenceScores;
    private final float[] referenceWeights;
    private final float[] scores;
    private final float[] branchScores;
    private final ScoreLoops.Distances[]
            distances; // [strategy]; of a stretch where rows are neighbours, else of the block
    private final DistanceSums[] sums; // [strategy]
    private final RowSums states;
    private final int[] found = new int[STRETCH + 1];
    private final float[] parts = ScoreLoops.parts();
    private final float[] nearScores = new float[STRETCH];

    DriftBlock(
            RotaryGeometry geometry,
            List<EncodingTables> encodings,
            int tokens,
            int trained,
            int top,
            int largestBlock,
            boolean neighbours,
            ScoreLoops loops) {
        this.geometry = geometry;
        this.encodings = encodings;
        this.tokens = tokens;
        this.trained = trained;
        this.loops = loops;
        this.neighbours = neighbours;
        this.largestBlock = (largestBlock + ROWS - 1) / ROWS * ROWS;
        int dim = geometry.headDim();
        order = order(geometry);
        scratch = new AngleTables.Scratch(geometry.pairs());
        entries = new float[geometry.rotaryDim()];
        queries = new float[encodings.size()][][];
        int branches = 1;
        states = new RowSums(encodings.size(), this.largestBlock, top, STRETCH);
        for (int e = 0; e < encodings.size(); e++) {
            queries[e] = new float[encodings.get(e).branches()][this.largestBlock * dim];
            branches = Math.max(branches, encodings.get(e).branches());
        }
        transposed = new float[STRETCH * dim];
        keys = new float[branches][STRETCH * dim];
        turned = new boolean[branches][TILES];
        referenceScores = new float[this.largestBlock * STRIDE];
        referenceWeights = new float[referenceScores.length];
        scores = new float[ROWS * STRIDE];
        branchScores = new float[ROWS * KEYS];
        distances = new ScoreLoops.Distances[encodings.size() - 1];
        sums = new DistanceSums[distances.length];
        int buffer = (neighbours ? this.largestBlock : tokens) + STRETCH;
        for (int s = 0; s < sums.length; s++) {
            distances[s] = new ScoreLoops.Distances(new float[buffer], new float[buffer], new float[buffer]);
            sums[s] = new DistanceSums(tokens);
        }
    }

    private static int[] order(RotaryGeometry geometry) {
        int[] order = new int[geometry.headDim()];
        Pairing pairing = geometry.pairing();
        Arrays.setAll(order, c -> c);
        for (int i = 0; i < geometry.pairs(); i++) {
            order[i] = pairing.first(i, geometry.rotaryDim());
            order[geometry.pairs() + i] = pairing.second(i, geometry.rotaryDim());
        }
        return order;
    }

    /** The block's sums by distance; whoever takes them clears them. */
    DistanceSums sums(int strategy) {
        return sums[strategy];
    }

    /** The sums of the block's rows. */
    RowSums rows() {
        return states;
    }

    /**
     * Computes a block.
     *
     * @param rows query rows, ascending
     * @param q [tokens][headDim]. Not modified.
     * @param k [tokens][headDim]. Not modified.
     */
    void run(int[] rows, float[] q, float[] k) {
        states.clear();
        for (int e = 0; e < encodings.size(); e++) {
            for (int b = 0; b < encodings.get(e).branches(); b++) {
                loadQueries(e, b, rows, q);
            }
        }
        int last = rows[rows.length - 1];
        for (int first = 0; first <= last; first += STRETCH) {
            transpose(first, k);
            for (int e = 0; e < encodings.size(); e++) {
                stretch(e, rows, first);
                if (e > 0 && neighbours) {
                    sums[e - 1].fold(distances[e - 1], last - first, rows.length + STRETCH);
                }
            }
        }
        for (int s = 0; s < sums.length && !neighbours; s++) {
            sums[s].fold(distances[s], last, last + STRETCH);
        }
        for (int e = 0; e < encodings.size(); e++) {
            for (int r = 0; r < rows.length; r++) {
                states.top().select(states.place(e, r));
            }
        }
    }

    private void loadQueries(int e, int branch, int[] rows, float[] q) {
        int dim = geometry.headDim();
        int pairs = geometry.pairs();
        AngleTables angles = encodings.get(e).queries(branch);
        float[] target = queries[e][branch];
        Arrays.fill(target, 0);
        for (int r = 0; r < rows.length; r++) {
            int source = rows[r] * dim;
            int at = r / ROWS * ROWS * dim + r % ROWS;
            float scale = encodings.get(e).scale(rows[r]);
            angles.token(rows[r], entries);
            for (int i = 0; i < pairs; i++) {
                float x = q[source + order[i]] * scale;
                float y = q[source + order[pairs + i]] * scale;
                target[at + i * ROWS] = x * entries[i] - y * entries[pairs + i];
                target[at + (pairs + i) * ROWS] = y * entries[i] + x * entries[pairs + i];
            }
            for (int c = 2 * pairs; c < dim; c++) {
                target[at + c * ROWS] = q[source + c] * scale;
            }
        }
    }

    /** Components of the keys [first, first + STRETCH) as rows; nothing behind the last key. */
    private void transpose(int first, float[] k) {
        int dim = geometry.headDim();
        for (int n = 0; n < STRETCH; n++) {
            int at = n / KEYS * KEYS * dim + n % KEYS;
            int source = (first + n) * dim;
            boolean there = first + n < tokens;
            for (int c = 0; c < dim; c++) {
                transposed[at + c * KEYS] = there ? k[source + order[c]] : 0;
            }
        }
    }

    private void turn(int e, int branch, int first, int tile) {
        if (turned[branch][tile]) {
            return;
        }
        int dim = geometry.headDim();
        int at = tile * KEYS * dim;
        int rotated = geometry.rotaryDim() * KEYS;
        encodings.get(e).keys(branch).turn(first + tile * KEYS, tokens, loops, transposed, at, keys[branch], scratch);
        System.arraycopy(transposed, at + rotated, keys[branch], at + rotated, KEYS * dim - rotated);
        turned[branch][tile] = true;
    }

    private void stretch(int e, int[] rows, int first) {
        for (boolean[] branch : turned) {
            Arrays.fill(branch, false);
        }
        for (int group = 0; group < rows.length; group += ROWS) {
            int end = Math.min(group + ROWS, rows.length);
            int lastRow = rows[end - 1];
            if (lastRow < first) {
                continue;
            }
            float[] target = e == 0 ? referenceScores : scores;
            int at = e == 0 ? group * STRIDE : 0;
            for (int tile = 0; tile < TILES && first + tile * KEYS <= lastRow; tile++) {
                tile(e, rows, group, end, first, tile, target, at + tile * KEYS);
            }
            for (int r = group; r < end; r++) {
                int count = Math.min(STRETCH, rows[r] + 1 - first);
                if (count > 0) {
                    row(e, rows, r, first, count, target, at + (r - group) * STRIDE);
                }
            }
        }
    }

    /** Scores of four rows and a tile of keys; where branches meet, those of all, and of each row its own. */
    private void tile(int e, int[] rows, int group, int end, int first, int tile, float[] target, int at) {
        PositionScheme positions = encodings.get(e).positions();
        int key = first + tile * KEYS;
        int common = commonBranch(positions, rows, group, end, key);
        if (common >= 0) {
            products(e, common, group, first, tile, target, at, STRIDE);
            return;
        }
        for (int branch = 0; branch < encodings.get(e).branches(); branch++) {
            boolean computed = false;
            for (int r = group; r < end; r++) {
                int keyEnd = Math.min(key + KEYS, rows[r] + 1);
                int start = key;
                while (start < keyEnd) {
                    int runEnd = Math.min(keyEnd, positions.runEnd(rows[r], start));
                    if (positions.branchIndex(rows[r], start) == branch) {
                        if (!computed) {
                            products(e, branch, group, first, tile, branchScores, 0, KEYS);
                            computed = true;
                        }
                        System.arraycopy(
                                branchScores,
                                (r - group) * KEYS + start - key,
                                target,
                                at + (r - group) * STRIDE + start - key,
                                runEnd - start);
                    }
                    start = runEnd;
                }
            }
        }
    }

    /** The branch of every cell of the tile, or -1. */
    private int commonBranch(PositionScheme positions, int[] rows, int group, int end, int key) {
        int common = -1;
        for (int r = group; r < end; r++) {
            int keyEnd = Math.min(key + KEYS, rows[r] + 1);
            if (key >= keyEnd) {
                continue;
            }
            int branch = positions.branchIndex(rows[r], key);
            if (positions.runEnd(rows[r], key) < keyEnd || common >= 0 && common != branch) {
                return -1;
            }
            common = branch;
        }
        return common;
    }

    private void products(int e, int branch, int group, int first, int tile, float[] target, int at, int stride) {
        turn(e, branch, first, tile);
        int dim = geometry.headDim();
        loops.products(queries[e][branch], group * dim, keys[branch], tile * KEYS * dim, dim, target, at, stride);
    }

    /** The keys [first, first + count) of a row. */
    private void row(int e, int[] rows, int r, int first, int count, float[] rowScores, int at) {
        int filled = (count + ScoreLoops.LANES - 1) / ScoreLoops.LANES * ScoreLoops.LANES;
        Arrays.fill(rowScores, at + count, at + filled, ScoreLoops.ABSENT);
        int place = states.place(e, r);
        float largest = loops.largest(rowScores, at, filled);
        gather(place, largest, first, rowScores, at, filled);
        states.raise(place, largest);
        if (e == 0) {
            loops.softmax(rowScores, at, filled, states.largest(place), referenceWeights, parts);
            states.addReference(place, parts);
        } else {
            int nearest = rows[rows.length - 1] - rows[r] + (neighbours ? 0 : first);
            ScoreLoops.Row reference = new ScoreLoops.Row(referenceScores, referenceWeights, r * STRIDE);
            ScoreLoops.Distances buffer = distances[e - 1];
            loops.compare(rowScores, at, filled, states.largest(place), reference, buffer, nearest, parts);
            states.addStrategy(place, parts);
        }
        int beyond = Math.min(count, rows[r] - trained + 1 - first);
        if (beyond > 0) {
            states.addBeyond(
                    place,
                    beyond == count
                            ? ScoreLoops.total(parts, ScoreLoops.WEIGHT)
                            : weight(rowScores, at, beyond, states.largest(place)));
        }
    }

    /** Candidates for the top keys: in the first stretch, those of at least as many that reach some score. */
    private void gather(int place, float largest, int first, float[] rowScores, int at, int filled) {
        TopKeys top = states.top();
        float threshold = top.threshold(place);
        if (largest <= threshold) {
            return;
        }
        if (top.isEmpty(place) && top.size() <= ScoreLoops.LANES) {
            threshold = Math.max(threshold, Math.nextDown(loops.reached(rowScores, at, filled)));
        }
        int many = loops.above(rowScores, at, filled, threshold, found);
        top.offer(place, rowScores, at, first, found, many);
    }

    /** Σ exp(s - largest) over the first scores of a stretch. */
    private double weight(float[] rowScores, int at, int count, float largest) {
        int filled = (count + ScoreLoops.LANES - 1) / ScoreLoops.LANES * ScoreLoops.LANES;
        System.arraycopy(rowScores, at, nearScores, 0, count);
        Arrays.fill(nearScores, count, filled, ScoreLoops.ABSENT);
        loops.softmax(nearScores, 0, filled, largest, nearScores, parts);
        return ScoreLoops.total(parts, ScoreLoops.WEIGHT);
    }
}

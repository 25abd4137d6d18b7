package io.github.ropelab.core.drift;

import io.github.ropelab.core.InvalidParameter;
import java.util.Arrays;

/**
 * The query rows to look at, in blocks that are computed together. All rows: blocks of neighbours. A part of them: one
 * row of each of n equal ranges, at a place within it that a fixed hash of the range's number chooses, so that no period
 * of a strategy falls in step with the sample; block b has the ranges b, b + B, b + 2B, ..., so that each block is a
 * smaller sample of the same kind, and the spread of the blocks gives a standard error (random groups, Wolter 2007,
 * chapter 2).
 */
public final class RowSample {
    private static final int LONG_BLOCK = 128;
    private static final int SHORT_BLOCK = 64;

    /** From here on long blocks: fewer passes over the keys; below, enough blocks for all threads. */
    private static final int LONG = 4096;

    private static final int GROUPS = 16;
    private static final int SMALLEST_GROUP = 4;

    private final int tokens;
    private final int[][] blocks;
    private final int[] rows;

    private RowSample(int tokens, int[][] blocks) {
        this.tokens = tokens;
        this.blocks = blocks;
        this.rows = Arrays.stream(blocks).flatMapToInt(Arrays::stream).sorted().toArray();
    }

    /** Every row of a head. */
    public static RowSample all(int tokens) {
        InvalidParameter.require(tokens >= 1, "tokens", tokens, "be at least 1");
        int size = tokens >= LONG ? LONG_BLOCK : SHORT_BLOCK;
        int[][] blocks = new int[(tokens + size - 1) / size][];
        for (int b = 0; b < blocks.length; b++) {
            int first = b * size;
            blocks[b] = new int[Math.min(size, tokens - first)];
            Arrays.setAll(blocks[b], i -> first + i);
        }
        return new RowSample(tokens, blocks);
    }

    /** A sample of {@code count} rows, the same for the same numbers; every row where there are no more of them. */
    public static RowSample of(int tokens, int count) {
        InvalidParameter.require(count >= 2, "rows", count, "be at least 2");
        if (count >= tokens) {
            return all(tokens);
        }
        int size = Math.min(SHORT_BLOCK, Math.max(SMALLEST_GROUP, count / GROUPS));
        int groups = Math.max(2, count / size);
        int[][] blocks = new int[groups][];
        for (int b = 0; b < groups; b++) {
            int first = b;
            blocks[b] = new int[(count - b + groups - 1) / groups];
            Arrays.setAll(blocks[b], i -> row(tokens, count, first + i * groups));
        }
        return new RowSample(tokens, blocks);
    }

    private static int row(int tokens, int count, int range) {
        int from = (int) ((long) range * tokens / count);
        int to = (int) ((long) (range + 1) * tokens / count);
        return from + (int) Long.remainderUnsigned(mixed(range), to - from);
    }

    /** SplitMix64's finaliser (Steele, Lea and Flood 2014). */
    private static long mixed(long number) {
        long z = (number + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Whether every row is there. */
    public boolean complete() {
        return rows.length == tokens;
    }

    /** Tokens of the head. */
    public int tokens() {
        return tokens;
    }

    /** How many rows. */
    public int size() {
        return rows.length;
    }

    /** The i-th row, ascending. */
    public int row(int i) {
        return rows[i];
    }

    /** Where a row of the sample stands in it. */
    int index(int row) {
        return complete() ? row : Arrays.binarySearch(rows, row);
    }

    /** How many blocks. */
    public int blocks() {
        return blocks.length;
    }

    /** Rows of a block, ascending. Not to be modified. */
    int[] block(int b) {
        return blocks[b];
    }

    /** How many rows have a key at this distance. */
    public int reaching(int distance) {
        if (complete()) {
            return Math.max(0, tokens - distance);
        }
        return rows.length - lowerBound(rows, distance);
    }

    /** How many cells (row, key) there are. */
    public long cells() {
        long cells = 0;
        for (int b = 0; b < blocks.length; b++) {
            cells += cells(b, 0, tokens);
        }
        return cells;
    }

    /** How many cells (row, key) of a block have a distance in the range. */
    public long cells(int block, int from, int to) {
        long cells = 0;
        for (int row : blocks[block]) {
            cells += Math.max(0, Math.min(to, row + 1) - from);
        }
        return cells;
    }

    private static int lowerBound(int[] sorted, int value) {
        int at = Arrays.binarySearch(sorted, value);
        return at >= 0 ? at : -at - 1;
    }
}

package io.github.ropelab.core.analysis.equivalence;

/**
 * Smallest and largest value of a window that moves over an array. While neither end moves back, each entry is looked at
 * once; a window that moves back starts anew, and the result is the same.
 */
final class SlidingExtremes {
    private static final int FROM = 0;
    private static final int NEXT = 1;

    private final double[] values;
    private final Candidates smallest;
    private final Candidates largest;
    private final int[] window = {0, 0};

    /** Windows over {@code values}. Not modified, not copied. */
    SlidingExtremes(double[] values) {
        this.values = values;
        smallest = new Candidates(values.length);
        largest = new Candidates(values.length);
    }

    /** Moves to [from, to], both inclusive. */
    void move(int from, int to) {
        if (from < window[FROM] || to < window[NEXT] - 1 || from > window[NEXT]) {
            smallest.clear();
            largest.clear();
            window[NEXT] = from;
        }
        window[FROM] = from;
        for (int i = window[NEXT]; i <= to; i++) {
            while (!smallest.isEmpty() && values[smallest.last()] >= values[i]) {
                smallest.removeLast();
            }
            smallest.add(i);
            while (!largest.isEmpty() && values[largest.last()] <= values[i]) {
                largest.removeLast();
            }
            largest.add(i);
        }
        window[NEXT] = to + 1;
        smallest.dropBefore(from);
        largest.dropBefore(from);
    }

    /** Index of the smallest value of the window. */
    int smallest() {
        return smallest.first();
    }

    /** Index of the largest value of the window. */
    int largest() {
        return largest.first();
    }

    /** Indices in ascending order that may still become an extreme. */
    private static final class Candidates {
        private final int[] indices;
        private final int[] ends = {0, 0}; // first, one after the last

        Candidates(int size) {
            indices = new int[size];
        }

        void clear() {
            ends[0] = 0;
            ends[1] = 0;
        }

        boolean isEmpty() {
            return ends[0] == ends[1];
        }

        int first() {
            return indices[ends[0]];
        }

        int last() {
            return indices[ends[1] - 1];
        }

        void removeLast() {
            ends[1]--;
        }

        void add(int index) {
            indices[ends[1]++] = index;
        }

        void dropBefore(int index) {
            while (indices[ends[0]] < index) {
                ends[0]++;
            }
        }
    }
}

package io.github.ropelab.experiments.metric;

/** Compensated sums (Neumaier 1974), one per index, each in the order of its additions. Not thread safe. */
final class Sums {
    private final double[] sum;
    private final double[] compensation;
    private final long[] count;

    Sums(int size) {
        sum = new double[size];
        compensation = new double[size];
        count = new long[size];
    }

    void add(int index, double value) {
        addUncounted(index, value);
        count[index]++;
    }

    /** Adds the sum of {@code values} observations. */
    void add(int index, double subtotal, long values) {
        addUncounted(index, subtotal);
        count[index] += values;
    }

    private void addUncounted(int index, double value) {
        double before = sum[index];
        double after = before + value;
        compensation[index] += Math.abs(before) >= Math.abs(value) ? before - after + value : value - after + before;
        sum[index] = after;
    }

    /** Adds the sums [from, to) of another into one of this, in order. */
    void addAll(int index, Sums other, int from, int to) {
        for (int i = from; i < to; i++) {
            addUncounted(index, other.sum[i]);
            addUncounted(index, other.compensation[i]);
            count[index] += other.count[i];
        }
    }

    double total(int index) {
        return sum[index] + compensation[index];
    }

    long count(int index) {
        return count[index];
    }

    double mean(int index) {
        return total(index) / count[index];
    }
}

package io.github.ropelab.experiments.metric;

/** Counts of values in bins of equal width from -limit to limit, and of those outside. Not thread safe. */
final class Histogram {
    private final int limit;
    private final int perUnit;
    private final long[] counts;
    private long below;
    private long above;
    private long numberless;

    /**
     * @param limit the bins cover [-limit, limit)
     * @param perUnit bins per unit
     */
    Histogram(int limit, int perUnit) {
        this.limit = limit;
        this.perUnit = perUnit;
        this.counts = new long[2 * limit * perUnit];
    }

    /** Counts the values [from, to). */
    void add(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            double at = (values[i] + limit) * perUnit;
            if (at >= 0 && at < counts.length) {
                counts[(int) at]++;
            } else {
                addOutside(values[i]);
            }
        }
    }

    private void addOutside(double value) {
        if (value < 0) {
            below++;
        } else if (value > 0) {
            above++;
        } else {
            numberless++;
        }
    }

    /** All values, those outside included. */
    long count() {
        long count = outside() + numberless;
        for (long c : counts) {
            count += c;
        }
        return count;
    }

    /** Values that have no bin. */
    long outside() {
        return below + above;
    }

    /**
     * The value below which a share of all lies, linear inside of a bin.
     *
     * @param share above 0 and below 1
     * @return -∞ or ∞ where it lies outside of the bins, NaN where a value was no number
     */
    double quantile(double share) {
        if (numberless > 0) {
            return Double.NaN;
        }
        double wanted = share * count();
        if (wanted <= below) {
            return Double.NEGATIVE_INFINITY;
        }
        double before = below;
        for (int bin = 0; bin < counts.length; bin++) {
            if (before + counts[bin] >= wanted) {
                double inside = (wanted - before) / counts[bin];
                return (bin + inside) / perUnit - limit;
            }
            before += counts[bin];
        }
        return Double.POSITIVE_INFINITY;
    }
}

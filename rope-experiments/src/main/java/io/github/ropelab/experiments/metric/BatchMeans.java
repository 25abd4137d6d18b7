package io.github.ropelab.experiments.metric;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Standard errors of means over the rows of one head. Neighbouring rows are alike, so the formula for independent rows
 * would be too small. The n rows of a group are cut into a = ⌊√n⌋ batches of consecutive rows; batches of growing length
 * are nearly independent, and the scatter of their means says how well the mean of all is known (non-overlapping batch
 * means: Jones, Haran, Caffo and Neath 2006, J. Am. Stat. Assoc. 101, 1537; Flegal and Jones 2010, Ann. Stat. 38, 1034).
 *
 * <p>Rows may hold different numbers of observations, so a mean is the ratio R = ΣS_k/ΣC_k of the batches' sums and
 * counts, with the variance {@code a/(a-1)·Σ(S_k - R·C_k)² / (ΣC_k)²} of a ratio estimator (Cochran 1977, Sampling
 * Techniques, 6.4). A smooth function of several means has the same with the gradient's combination of the sums (delta
 * method). A trend along the rows counts as scatter. Memory does not grow with the number of batches: their scatter is
 * kept as a running moment (Welford 1962). Not thread safe.
 */
final class BatchMeans {
    /** With fewer batches the error's own error is above a quarter of it: 1/√(2(a-1)). */
    static final int LEAST_BATCHES = 8;

    private final int components;
    private final int[] from;
    private final int[] rows;
    private final int[] batches;
    private final int[] batch;
    private final int[] end;
    private final double[] sum;
    private final long[] count;
    private final int[] folded;
    private final double[] weight;
    private final double[] mean;
    private final double[] scatter;
    private final double[] totalSum;
    private final double[] totalCount;
    private final double[] step;

    /**
     * @param from first row of each group [groups]. Not modified.
     * @param to row after its last [groups]. Not modified.
     * @param components means per group
     */
    BatchMeans(int[] from, int[] to, int components) {
        int groups = from.length;
        this.components = components;
        this.from = from.clone();
        this.rows = new int[groups];
        this.batches = new int[groups];
        this.batch = new int[groups];
        this.end = new int[groups];
        for (int g = 0; g < groups; g++) {
            rows[g] = Math.max(0, to[g] - from[g]);
            batches[g] = (int) Math.sqrt(rows[g]);
            batch[g] = -1;
            end[g] = from[g];
        }
        this.sum = new double[groups * components];
        this.count = new long[groups];
        this.folded = new int[groups];
        this.weight = new double[groups];
        this.mean = new double[groups * components];
        this.scatter = new double[groups * components * components];
        this.totalSum = new double[groups * components];
        this.totalCount = new double[groups];
        this.step = new double[components];
    }

    /** One group per bucket of rows. */
    static BatchMeans of(List<Bucket> rows, int components) {
        return new BatchMeans(
                rows.stream().mapToInt(Bucket::from).toArray(),
                rows.stream().mapToInt(Bucket::to).toArray(),
                components);
    }

    /**
     * Adds the observations of a row of the group's range. Rows come in order; a row may come more than once.
     *
     * @param group index
     * @param row query position
     * @param sums of each component's observations [components]. Not modified.
     * @param values number of observations of each component
     */
    void add(int group, int row, double[] sums, long values) {
        if (row >= end[group]) {
            fold(group);
            batch[group] = (int) ((long) (row - from[group]) * batches[group] / rows[group]);
            end[group] = from[group] + ceilDiv((batch[group] + 1L) * rows[group], batches[group]);
        }
        for (int c = 0; c < components; c++) {
            sum[group * components + c] += sums[c];
        }
        count[group] += values;
    }

    private static int ceilDiv(long a, int b) {
        return (int) ((a + b - 1) / b);
    }

    /** Moves the batch under way into the moments: its means with the weight count². */
    private void fold(int group) {
        if (count[group] == 0) {
            return;
        }
        double batchWeight = (double) count[group] * count[group];
        weight[group] += batchWeight;
        double share = batchWeight / weight[group];
        int at = group * components;
        for (int c = 0; c < components; c++) {
            step[c] = sum[at + c] / count[group] - mean[at + c];
        }
        for (int c = 0; c < components; c++) {
            for (int d = 0; d < components; d++) {
                scatter[(at + c) * components + d] += batchWeight * (1 - share) * step[c] * step[d];
            }
        }
        for (int c = 0; c < components; c++) {
            mean[at + c] += share * step[c];
            totalSum[at + c] += sum[at + c];
            sum[at + c] = 0;
        }
        totalCount[group] += count[group];
        count[group] = 0;
        folded[group]++;
    }

    /**
     * Standard error of a function of the group's means, after its last row.
     *
     * @param group index
     * @param gradient of the function at the means [components]. Not modified.
     * @return empty with fewer than {@link #LEAST_BATCHES} batches
     */
    OptionalDouble standardError(int group, double... gradient) {
        fold(group);
        if (folded[group] < LEAST_BATCHES) {
            return OptionalDouble.empty();
        }
        int at = group * components;
        double residuals = 0;
        double bias = 0;
        for (int c = 0; c < components; c++) {
            bias += gradient[c] * (mean[at + c] - totalSum[at + c] / totalCount[group]);
            for (int d = 0; d < components; d++) {
                residuals += gradient[c] * scatter[(at + c) * components + d] * gradient[d];
            }
        }
        residuals = Math.max(0, residuals) + weight[group] * bias * bias;
        double spread = (double) folded[group] / (folded[group] - 1);
        return OptionalDouble.of(Math.sqrt(spread * residuals) / totalCount[group]);
    }
}

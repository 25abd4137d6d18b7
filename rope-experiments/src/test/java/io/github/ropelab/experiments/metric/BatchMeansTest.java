package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.Tolerance;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import org.junit.jupiter.api.Test;

class BatchMeansTest {
    private static final int[] NO_OFFSET = {0};

    /** Mean of many squared errors: the relative spread of one is √(2/(a-1)). */
    private static double allowed(int batches, int replicates) {
        return 5 * Math.sqrt(2.0 / (batches - 1) / replicates);
    }

    private static double error(double[] series) {
        BatchMeans means = new BatchMeans(NO_OFFSET, new int[] {series.length}, 1);
        for (int i = 0; i < series.length; i++) {
            means.add(0, i, new double[] {series[i]}, 1);
        }
        return means.standardError(0, 1).orElseThrow();
    }

    @Test
    void independentRowsGiveTheUsualError() {
        int n = 1024;
        int replicates = 400;
        Gaussian noise = Streams.root(1).child("independent").gaussian();
        double squares = 0;
        for (int r = 0; r < replicates; r++) {
            double[] series = new double[n];
            for (int i = 0; i < n; i++) {
                series[i] = 5 + 2 * noise.next();
            }
            squares += Math.pow(error(series), 2);
        }
        assertThat(squares / replicates / (4.0 / n)).isEqualTo(1, within(allowed(32, replicates)));
    }

    /** First-order autoregression, whose variances are known: the mean's is 1/(1-φ)² per step, four times an independent one's. */
    @Test
    void serialCorrelationIsSeen() {
        int n = 4096;
        int batches = 64;
        int replicates = 200;
        double phi = 0.6;
        Gaussian noise = Streams.root(1).child("autoregression").gaussian();
        double squares = 0;
        for (int r = 0; r < replicates; r++) {
            double[] series = new double[n];
            double x = noise.next() / Math.sqrt(1 - phi * phi);
            for (int i = 0; i < n; i++) {
                x = phi * x + noise.next();
                series[i] = x;
            }
            squares += Math.pow(error(series), 2);
        }
        double truth = varianceOfMean(phi, n);
        double expected = (varianceOfMean(phi, n / batches) - truth) / (batches - 1);
        assertThat(squares / replicates / expected).isEqualTo(1, within(allowed(batches, replicates)));
        double asIfIndependent = 1 / (1 - phi * phi) / n;
        assertThat(expected / truth).isBetween(0.95, 1.0);
        assertThat(asIfIndependent / truth).isLessThan(0.3);
    }

    /** Of the mean of m consecutive values, with innovations of variance 1. */
    private static double varianceOfMean(double phi, int m) {
        double sum = 1;
        for (int lag = 1; lag < m; lag++) {
            sum += 2 * (1 - (double) lag / m) * Math.pow(phi, lag);
        }
        return sum / (1 - phi * phi) / m;
    }

    /** The formula written out, with rows that hold different numbers of values and a group that starts late. */
    @Test
    void ratiosAndFunctionsOfMeansFollowTheFormula() {
        int from = 7;
        int to = 7 + 103;
        int batches = 10;
        Gaussian noise = Streams.root(1).child("ratio").gaussian();
        BatchMeans means = new BatchMeans(new int[] {0, from}, new int[] {3, to}, 2);
        double[][] sums = new double[batches][2];
        double[] counts = new double[batches];
        double[] total = new double[2];
        double cells = 0;
        for (int row = from; row < to; row++) {
            int values = 1 + row % 5;
            double[] sum = {values + noise.next(), 3 * values + noise.next()};
            means.add(1, row, sum, values);
            int batch = (row - from) * batches / (to - from);
            counts[batch] += values;
            cells += values;
            for (int c = 0; c < 2; c++) {
                sums[batch][c] += sum[c];
                total[c] += sum[c];
            }
        }
        double[] gradient = {0.7, -1.3};
        double squares = 0;
        for (int k = 0; k < batches; k++) {
            double residual = 0;
            for (int c = 0; c < 2; c++) {
                residual += gradient[c] * (sums[k][c] - total[c] / cells * counts[k]);
            }
            squares += residual * residual;
        }
        double expected = Math.sqrt(batches / (batches - 1.0) * squares) / cells;
        Tolerance.DOUBLE.check("ratio", means.standardError(1, gradient).orElseThrow(), expected);
    }

    @Test
    void tooFewRowsGiveNoError() {
        for (int n : new int[] {0, 1, 63, 64}) {
            BatchMeans means = new BatchMeans(NO_OFFSET, new int[] {n}, 1);
            for (int i = 0; i < n; i++) {
                means.add(0, i, new double[] {i}, 1);
            }
            assertThat(means.standardError(0, 1).isPresent()).as("%d rows", n).isEqualTo(n >= 64);
            assertThat(Sectioning.standardError(new double[n], 50).isPresent())
                    .as("%d values", n)
                    .isEqualTo(n >= 64);
        }
    }

    /** The median of n normal values has the variance π/(2n); of short batches a little less. */
    @Test
    void sectioningGivesTheErrorOfAMedian() {
        int n = 1024;
        int replicates = 400;
        Gaussian noise = Streams.root(1).child("median").gaussian();
        double squares = 0;
        for (int r = 0; r < replicates; r++) {
            double[] series = new double[n];
            for (int i = 0; i < n; i++) {
                series[i] = noise.next();
            }
            squares += Math.pow(Sectioning.standardError(series, 50).orElseThrow(), 2);
        }
        double shortBatches = 0.05;
        assertThat(squares / replicates / (Math.PI / 2 / n))
                .isEqualTo(1, within(allowed(32, replicates) + shortBatches));
    }
}

package io.github.ropelab.experiments.metric;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Standard error of a quantile of n values in a row's order, which need not be independent: with a = ⌊√n⌋ batches of
 * consecutive values and the batches' own quantiles Q_k, {@code √(Σ(Q_k - Q)² / (a(a-1)))} (sectioning: Asmussen and
 * Glynn 2007, Stochastic Simulation, III.5; Nakayama 2014, ACM Trans. Model. Comput. Simul. 24, 19). Batches shorter than
 * 1/(1-p) values see the p-quantile as their largest value, and the error is then too large or too small by what that
 * differs.
 */
final class Sectioning {
    private Sectioning() {}

    /** The quantile by linear interpolation (Hyndman and Fan's type 7). */
    static double quantile(double[] values, double percent) {
        return new Percentile(percent)
                .withEstimationType(Percentile.EstimationType.R_7)
                .evaluate(values);
    }

    /** Its standard error; empty with fewer than {@link BatchMeans#LEAST_BATCHES} batches. */
    static OptionalDouble standardError(double[] values, double percent) {
        int batches = (int) Math.sqrt(values.length);
        if (batches < BatchMeans.LEAST_BATCHES) {
            return OptionalDouble.empty();
        }
        double whole = quantile(values, percent);
        double squares = 0;
        for (int k = 0; k < batches; k++) {
            int from = (int) ((long) k * values.length / batches);
            int to = (int) ((k + 1L) * values.length / batches);
            double apart = quantile(Arrays.copyOfRange(values, from, to), percent) - whole;
            squares += apart * apart;
        }
        return OptionalDouble.of(Math.sqrt(squares / ((double) batches * (batches - 1))));
    }
}

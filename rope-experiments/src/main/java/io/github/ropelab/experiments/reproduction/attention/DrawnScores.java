package io.github.ropelab.experiments.reproduction.attention;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.kernel.DistanceCurve;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;

/** Scores of drawn queries and keys by distance, beside those of vectors whose components are all the same. */
final class DrawnScores {
    private static final int DRAWS = 20_000;
    private static final int LAST = 4000;
    private static final int[] DECAY = {0, 1, 10, 100, 500, 1000, 2000, LAST};

    private DrawnScores() {}

    /**
     * Puts the largest mean and the largest deviation of the variance, in their units, and the decay of constant vectors.
     *
     * @param recomputed takes gaussian-mean, gaussian-variance and constant-decay
     * @param theta frequencies, radians per token
     * @param gaussian draws the vectors
     * @param threads for the curve of constant vectors
     * @return means, variances and constant scores by distance
     */
    static DataTable compared(Recomputed recomputed, FrequencySchedule theta, Gaussian gaussian, int threads) {
        double[] sums = new double[DECAY.length];
        double[] squares = new double[DECAY.length];
        double[] cosWeights = new double[theta.pairs()];
        double[] sinWeights = new double[theta.pairs()];
        double[][] cosines = new double[DECAY.length][theta.pairs()];
        double[][] sines = new double[DECAY.length][theta.pairs()];
        for (int r = 0; r < DECAY.length; r++) {
            for (int i = 0; i < theta.pairs(); i++) {
                cosines[r][i] = StrictMath.cos(DECAY[r] * theta.omega(i));
                sines[r][i] = StrictMath.sin(DECAY[r] * theta.omega(i));
            }
        }
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < theta.pairs(); i++) {
                double qx = gaussian.next();
                double qy = gaussian.next();
                double kx = gaussian.next();
                double ky = gaussian.next();
                cosWeights[i] = qx * kx + qy * ky;
                sinWeights[i] = qx * ky - qy * kx;
            }
            for (int r = 0; r < DECAY.length; r++) {
                double score = 0;
                for (int i = 0; i < theta.pairs(); i++) {
                    score += cosWeights[i] * cosines[r][i] + sinWeights[i] * sines[r][i];
                }
                sums[r] += score;
                squares[r] += score * score;
            }
        }
        double[] constant = DistanceCurve.ofCosines(theta).values(LAST + 1, threads);
        DataTable.Rows rows = DataTable.titled("decay", "Scores by distance: drawn vectors and constant ones")
                .column("distance", "r, tokens")
                .column("gaussian_mean", "mean score of 20,000 drawn pairs")
                .column("standard_error", "of that mean")
                .column("gaussian_variance", "of the score; d = 128 is expected")
                .column("constant", "score of constant vectors, share of that at 0");
        double largest = 0;
        double spread = 0;
        for (int r = 0; r < DECAY.length; r++) {
            double mean = sums[r] / DRAWS;
            double variance = squares[r] / DRAWS - mean * mean;
            double error = Math.sqrt(variance / DRAWS);
            rows.row(DECAY[r], mean, error, variance, constant[DECAY[r]] / constant[0]);
            largest = Math.max(largest, Math.abs(mean) / error);
            spread = Math.max(spread, Math.abs(variance / (2 * theta.pairs()) - 1));
        }
        double far = 0;
        for (int distance = LAST / 4; distance <= LAST / 2; distance++) {
            far += constant[distance] / constant[0] / (LAST / 4 + 1);
        }
        recomputed
                .put("gaussian-mean", largest)
                .put("gaussian-variance", spread)
                .put("constant-decay", far);
        return rows.table();
    }
}

package io.github.ropelab.report.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided (Wilcoxon 1945). Differences of zero are dropped, as
 * Wilcoxon does and R and SciPy do by default; equal sizes share their mean rank. Up to {@value #EXACT} differences p is
 * exact, ties included: the share of the 2ⁿ assignments of signs to these ranks whose sums lie at least as far apart.
 * Beyond, the normal approximation with variance Σ rank²/4, which allows for ties, and continuity correction.
 *
 * <p>Commons Math's {@code WilcoxonSignedRankTest} is not used: it counts zeros as negative, does not allow for ties, and
 * its continuity correction has the wrong sign, which makes p too small.
 *
 * @param n differences other than zero
 * @param positive sum of the ranks of the positive ones, W⁺
 * @param negative sum of the ranks of the negative ones, W⁻
 * @param pValue two-sided; 1 where every difference is zero
 * @param exact whether p is exact
 */
public record SignedRank(int n, double positive, double negative, double pValue, boolean exact) {
    /** Most differences with an exact p: the table of rank sums has about n² entries for each of n differences. */
    public static final int EXACT = 100;

    /** The test of differences, in any order. */
    public static SignedRank of(double[] differences) {
        return of(differences, EXACT);
    }

    /** The test with an exact p up to {@code most} differences. */
    static SignedRank of(double[] differences, int most) {
        double[] d = Arrays.stream(differences).filter(x -> x != 0).toArray();
        if (d.length == 0) {
            return new SignedRank(0, 0, 0, 1, true);
        }
        double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE)
                .rank(Arrays.stream(d).map(Math::abs).toArray());
        double positive = 0;
        double negative = 0;
        for (int i = 0; i < d.length; i++) {
            positive += d[i] > 0 ? ranks[i] : 0;
            negative += d[i] < 0 ? ranks[i] : 0;
        }
        double smaller = Math.min(positive, negative);
        boolean exact = d.length <= most;
        return new SignedRank(
                d.length, positive, negative, exact ? exact(ranks, smaller) : normal(ranks, smaller), exact);
    }

    /** Twice the probability of a rank sum of at most {@code smaller}. Mean ranks are halves, so sums are counted in halves. */
    private static double exact(double[] ranks, double smaller) {
        int[] halves =
                Arrays.stream(ranks).mapToInt(r -> (int) Math.round(2 * r)).toArray();
        double[] probability = new double[Arrays.stream(halves).sum() + 1];
        probability[0] = 1;
        int largest = 0;
        for (int half : halves) {
            largest += half;
            for (int sum = largest; sum >= 0; sum--) {
                probability[sum] = (probability[sum] + (sum >= half ? probability[sum - half] : 0)) / 2;
            }
        }
        double tail = 0;
        for (int sum = 0; sum <= Math.round(2 * smaller); sum++) {
            tail += probability[sum];
        }
        return Math.min(1, 2 * tail);
    }

    private static double normal(double[] ranks, double smaller) {
        double mean = Arrays.stream(ranks).sum() / 2;
        double deviation = Math.sqrt(Arrays.stream(ranks).map(r -> r * r).sum() / 4);
        double z = Math.min(0, smaller - mean + 0.5) / deviation;
        return 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(z);
    }

    /**
     * Effect size: the matched-pairs rank-biserial correlation (W⁺ - W⁻)/(W⁺ + W⁻), from -1 (every difference negative) to
     * 1 (Kerby 2014); 0 where every difference is zero.
     */
    public double rankBiserial() {
        return n == 0 ? 0 : (positive - negative) / (positive + negative);
    }

    /** The smallest p that {@code n} differences can give: 2^(1-n). */
    public static double leastPValue(int n) {
        return Math.min(1, Math.pow(2, 1 - n));
    }
}

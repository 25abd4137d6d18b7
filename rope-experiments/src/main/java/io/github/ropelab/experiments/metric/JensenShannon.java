package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import java.util.List;
import java.util.Optional;

/**
 * Jensen-Shannon divergence between the rows' softmax distributions, in [0, ln 2]; mean over rows. With d = ln r - ln p and
 * m = (p+r)/2, {@code ln p - ln m = ln 2 - ln(1 + e^d)} and {@code ln r - ln m = ln 2 - ln(1 + e^-d)}, where the larger of
 * both terms takes d from the logarithms and {@code e^-|d|} is the quotient of the smaller by the larger probability: one that
 * underflows does no harm.
 */
public record JensenShannon() implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "js",
            1,
            "Jensen-Shannon divergence of attention rows",
            "nats",
            MetricType.Direction.LOWER_IS_CLOSER,
            "mean = ½ KL(p‖m) + ½ KL(r‖m), m = (p+r)/2, p = softmax(s_reference), r = softmax(s_strategy), in [0, ln 2]; "
                    + "mean over rows",
            "Lin 1991, IEEE Trans. Inf. Theory 37, 145",
            List.of(),
            Optional.of(Observations.rows("each side over the keys that it sees, a hidden key has probability 0")));

    private static final double LN2 = StrictMath.log(2);

    static JensenShannon from(Params params) {
        return new JensenShannon();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new RowMeans(
                shape,
                List.of("mean"),
                (reference, candidate, values) -> values.set(0, divergence(reference, candidate)));
    }

    private static double divergence(AttentionRow reference, AttentionRow candidate) {
        double[] p = reference.probabilities();
        double[] r = candidate.probabilities();
        double[] logP = reference.logProbabilities();
        double[] logR = candidate.logProbabilities();
        double sum = 0;
        for (int n = 0; n < reference.keys(); n++) {
            if (logP[n] == Double.NEGATIVE_INFINITY || logR[n] == Double.NEGATIVE_INFINITY) {
                sum += (p[n] + r[n]) * LN2;
            } else if (p[n] != 0 || r[n] != 0) {
                double d = logR[n] - logP[n];
                double small = StrictMath.log1p(Math.min(p[n], r[n]) / Math.max(p[n], r[n]));
                sum += p[n] * (LN2 - Math.max(d, 0) - small) + r[n] * (LN2 - Math.max(-d, 0) - small);
            }
        }
        return Math.max(0, sum / 2);
    }
}

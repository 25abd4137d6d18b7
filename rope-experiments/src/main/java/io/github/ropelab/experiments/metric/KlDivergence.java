package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowValue;
import java.util.List;

/** Kullback-Leibler divergence between the rows' softmax distributions, both ways; mean over rows. */
public record KlDivergence() implements RowMetric, FloatMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "kl",
            1,
            "KL divergence of attention rows",
            "nats",
            MetricType.Direction.LOWER_IS_CLOSER,
            "reference_strategy = Σ p (ln p - ln r), strategy_reference = Σ r (ln r - ln p), p = softmax(s_reference), r = "
                    + "softmax(s_strategy); mean over rows",
            "Kullback and Leibler 1951",
            List.of());

    static KlDivergence from(Params params) {
        return new KlDivergence();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(HeadDrift drift, int strategy, CellShape shape) {
        return new FloatRows(drift, shape)
                .mean("reference_strategy", i -> drift.strategy(strategy, RowValue.KL_REFERENCE_STRATEGY, i))
                .mean("strategy_reference", i -> drift.strategy(strategy, RowValue.KL_STRATEGY_REFERENCE, i))
                .measurements();
    }

    @Override
    public Observer start(CellShape shape) {
        return new RowMeans(shape, List.of("reference_strategy", "strategy_reference"), (reference, candidate) ->
                new double[] {divergence(reference, candidate), divergence(candidate, reference)});
    }

    /** Σ p (ln p - ln r), nats. */
    private static double divergence(AttentionRow p, AttentionRow r) {
        double[] probabilities = p.probabilities();
        double[] logP = p.logProbabilities();
        double[] logR = r.logProbabilities();
        double sum = 0;
        for (int n = 0; n < p.keys(); n++) {
            sum += probabilities[n] * (logP[n] - logR[n]);
        }
        return sum;
    }
}

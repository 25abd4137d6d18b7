package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowValue;
import io.github.ropelab.core.layer.KeyRuns;
import java.util.List;
import java.util.Optional;

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
            List.of(),
            Optional.of(
                    Observations.rows(
                            "the divergence from a side that sees more keys is infinite; a range with such a row is undefined")));

    private static final String WHY_INFINITE = "a key that one side sees has no mass on the other";

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
        return new RowMeans(
                shape,
                List.of("reference_strategy", "strategy_reference"),
                WHY_INFINITE,
                (reference, candidate, values) -> {
                    set(values, 0, reference, candidate);
                    set(values, 1, candidate, reference);
                });
    }

    private static void set(RowValues values, int statistic, AttentionRow p, AttentionRow r) {
        if (r.visible().covers(p.visible())) {
            values.set(statistic, divergence(p, r));
        } else {
            values.setInfinite(statistic);
        }
    }

    /** Σ p (ln p - ln r), nats. */
    private static double divergence(AttentionRow p, AttentionRow r) {
        double[] probabilities = p.probabilities();
        double[] logP = p.logProbabilities();
        double[] logR = r.logProbabilities();
        double sum = 0;
        KeyRuns visible = p.visible();
        for (int run = 0; run < visible.count(); run++) {
            for (int n = visible.from(run); n < visible.to(run); n++) {
                sum += probabilities[n] * (logP[n] - logR[n]);
            }
        }
        return sum;
    }
}

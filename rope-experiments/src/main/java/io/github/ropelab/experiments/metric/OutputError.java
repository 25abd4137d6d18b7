package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import java.util.List;
import java.util.Optional;

/** Relative change of the attention output, ‖o_strategy - o_reference‖ / ‖o_reference‖ with o = Σ p·v; mean over rows. */
public record OutputError() implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "output-error",
            1,
            "Attention output error",
            "relative",
            MetricType.Direction.LOWER_IS_CLOSER,
            "‖o_strategy - o_reference‖₂ / ‖o_reference‖₂ per row, o = Σ_n softmax(s)_n·v_n; mean over rows",
            "own definition",
            List.of(),
            Optional.of(Observations.rows()));

    static OutputError from(Params params) {
        return new OutputError();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public boolean needsValues() {
        return true;
    }

    @Override
    public Observer start(CellShape shape) {
        return new RowMeans(shape, List.of("mean"), "the reference's output is 0", (reference, candidate, values) -> {
            double[] a = reference.output();
            double[] b = candidate.output();
            double difference = 0;
            double norm = 0;
            for (int c = 0; c < a.length; c++) {
                difference += (b[c] - a[c]) * (b[c] - a[c]);
                norm += a[c] * a[c];
            }
            if (norm != 0) {
                values.set(0, Math.sqrt(difference) / Math.sqrt(norm));
            }
        });
    }
}

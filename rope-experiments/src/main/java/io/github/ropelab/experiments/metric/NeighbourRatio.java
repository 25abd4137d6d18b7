package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import java.util.ArrayList;
import java.util.List;

/** Neighbour resolution as a share of that of the unmodified frequencies. */
public record NeighbourRatio() implements EncodingMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "neighbour-resolution-ratio",
            1,
            "Squared distance of neighbours against the base",
            "ratio",
            MetricType.Direction.DESCRIPTIVE,
            "pair and sum of neighbour-resolution, each over that of θ_i = b^(-2i/d) and neighbours 1 token apart",
            "own definition",
            List.of());

    static NeighbourRatio from(Params params) {
        return new NeighbourRatio();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding encoding, RopeContext context) {
        FrequencySchedule base = context.baseFrequencies();
        int pairs = base.pairs();
        Bucket all = new Bucket(Bucket.Axis.PAIR, 0, pairs);
        if (context.lengths().current() < 2 || pairs == 0) {
            return List.of(Measurement.undefined("sum", all, "no pair, or no neighbour"));
        }
        double step = LastRow.effective(encoding, context, 1);
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            double ratio = NeighbourResolution.squared(encoding.frequencies(), i, step)
                    / NeighbourResolution.squared(base, i, 1);
            measurements.add(Measurement.of("pair", new Bucket(Bucket.Axis.PAIR, i, i + 1), ratio, 1));
        }
        double ratio = NeighbourResolution.sum(encoding.frequencies(), step) / NeighbourResolution.sum(base, 1);
        measurements.add(Measurement.of("sum", all, ratio, pairs));
        return measurements;
    }
}

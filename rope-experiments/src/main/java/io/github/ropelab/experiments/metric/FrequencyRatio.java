package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.analysis.EffectivePositions;
import java.util.ArrayList;
import java.util.List;

/** ω'_i/θ_i per rotary pair: 1 where the pair keeps its frequency, 1/s where it is interpolated by s. */
public record FrequencyRatio() implements EncodingMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "frequency-ratio",
            1,
            "Frequency ratio per pair",
            "ratio",
            MetricType.Direction.DESCRIPTIVE,
            "ratio = ω'_i/θ_i times the slope of the position map where one affine map serves all tokens, θ_i = b^(-2i/d)",
            "own definition",
            List.of());

    static FrequencyRatio from(Params params) {
        return new FrequencyRatio();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding encoding, RopeContext context) {
        EffectivePositions effective = EffectivePositions.of(encoding, context);
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < encoding.frequencies().pairs(); i++) {
            measurements.add(Measurement.of(
                    "ratio",
                    new Bucket(Bucket.Axis.PAIR, i, i + 1),
                    effective.ratio(i) * effective.slope().orElse(1),
                    1));
        }
        return measurements;
    }
}

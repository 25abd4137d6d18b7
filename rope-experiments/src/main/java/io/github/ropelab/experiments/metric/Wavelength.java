package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.analysis.EffectivePositions;
import java.util.ArrayList;
import java.util.List;

/** 2π/ω'_i per rotary pair: the tokens of a full turn. A pair whose wavelength exceeds the trained length never made one. */
public record Wavelength() implements EncodingMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "wavelength",
            1,
            "Wavelength per pair",
            "tokens",
            MetricType.Direction.DESCRIPTIVE,
            "tokens = 2π/ω'_i over the slope of the position map where one affine map serves all tokens; not defined for a pair "
                    + "that does not turn",
            "own definition",
            List.of());

    static Wavelength from(Params params) {
        return new Wavelength();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding encoding, RopeContext context) {
        double slope = EffectivePositions.of(encoding, context).slope().orElse(1);
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < encoding.frequencies().pairs(); i++) {
            Bucket pair = new Bucket(Bucket.Axis.PAIR, i, i + 1);
            double tokens = encoding.frequencies().wavelength(i) / slope;
            measurements.add(
                    Double.isFinite(tokens)
                            ? Measurement.of("tokens", pair, tokens, 1)
                            : Measurement.undefined("tokens", pair, "the pair does not turn"));
        }
        return measurements;
    }
}

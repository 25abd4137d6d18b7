package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a token's rotation lies from its neighbour's: the squared distance of R_{m+1}x and R_m·x, for a vector whose pairs have
 * length 1 (twice that for standard normal components). Interpolation crowds neighbours; window schemes do not.
 */
public record NeighbourResolution() implements EncodingMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "neighbour-resolution",
            1,
            "Squared distance of neighbours",
            "squared length of a pair",
            MetricType.Direction.DESCRIPTIVE,
            "pair = 2·(1 - cos(ω_i·e)), e the effective distance of the last query and the key before it, tokens; sum over the pairs; "
                    + "base_sum: the same sum for θ_i = b^(-2i/d) and e = 1",
            "own definition after Peng et al. 2023, YaRN, arXiv 2309.00071, section 3.2 (loss of relative local distances)",
            List.of());

    static NeighbourResolution from(Params params) {
        return new NeighbourResolution();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding encoding, RopeContext context) {
        int pairs = encoding.frequencies().pairs();
        Bucket all = new Bucket(Bucket.Axis.PAIR, 0, pairs);
        if (context.lengths().current() < 2) {
            return List.of(Measurement.undefined("sum", all, "one token has no neighbour"));
        }
        double step = LastRow.effective(encoding, context, 1);
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            Bucket bucket = new Bucket(Bucket.Axis.PAIR, i, i + 1);
            measurements.add(Measurement.of("pair", bucket, squared(encoding.frequencies(), i, step), 1));
        }
        measurements.add(Measurement.of("sum", all, sum(encoding.frequencies(), step), pairs));
        measurements.add(Measurement.of("base_sum", all, sum(context.baseFrequencies(), 1), pairs));
        return measurements;
    }

    static double sum(FrequencySchedule frequencies, double step) {
        double sum = 0;
        for (int i = 0; i < frequencies.pairs(); i++) {
            sum += squared(frequencies, i, step);
        }
        return sum;
    }

    /** {@code 2(1 - cos x) = 4 sin²(x/2)}, which keeps its digits for slow pairs. */
    static double squared(FrequencySchedule frequencies, int pair, double step) {
        double sine = StrictMath.sin(frequencies.omega(pair) * step / 2);
        return 4 * sine * sine;
    }
}

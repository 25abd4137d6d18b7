package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Angles that training has never shown. A pair that turns less than once within the trained length has seen the angles 0 ..
 * (L-1)·θ only; a distance whose angle lies beyond is out of distribution for it. Two readings: the angle as it is (a pair that
 * turned on to 370 degrees is beyond 300), and the angle modulo a turn (370 is 10, which was seen).
 *
 * <p>Position interpolation to s·L leaves the range at its last s-1 distances, 6·10⁻⁵ on average over the pairs in common
 * settings, since (L'-1)/s is above L-1; aligned corners do not.
 */
public record PhaseCoverage() implements EncodingMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "phase-coverage",
            1,
            "Phase coverage per pair",
            "share",
            MetricType.Direction.DESCRIPTIVE,
            "trained_coverage = min(1, (L-1)·θ_i/2π) per pair, L trained, θ base frequencies; beyond_range: share of the distances Δ < "
                    + "current with an angle e(Δ)·ω_i above (L-1)·θ_i, e effective distance of the last query; beyond_wrapped: the same "
                    + "of the angle modulo 2π; both 0 where (L-1)·θ_i ≥ 2π. Over all pairs: mean_beyond_range, mean_beyond_wrapped, and "
                    + "the shares of pairs that are beyond anywhere, pairs_beyond_range and pairs_beyond_wrapped",
            "own definition after Chen et al. 2023, arXiv 2306.15595, and Liu et al. 2023, arXiv 2310.05209 (critical dimension)",
            List.of());

    private static final double TURN = 2 * Math.PI;

    /** An angle is a product of rounded numbers; it counts as beyond when it is so by more than their rounding. */
    private static final double ROUNDING = 1e-12;

    static PhaseCoverage from(Params params) {
        return new PhaseCoverage();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding encoding, RopeContext context) {
        FrequencySchedule base = context.baseFrequencies();
        double[] distances = LastRow.effective(encoding, context);
        int pairs = encoding.frequencies().pairs();
        double lastTrained = context.lengths().trained() - 1.0;
        List<Measurement> measurements = new ArrayList<>();
        Total range = new Total();
        Total wrapped = new Total();
        for (int i = 0; i < pairs; i++) {
            double limit = lastTrained * base.omega(i);
            boolean covered = limit >= TURN;
            double omega = encoding.frequencies().omega(i);
            long beyondRange = covered ? 0 : beyond(distances, omega, limit, false);
            long beyondWrapped = covered ? 0 : beyond(distances, omega, limit, true);
            Bucket bucket = new Bucket(Bucket.Axis.PAIR, i, i + 1);
            measurements.add(Measurement.of("trained_coverage", bucket, Math.min(1, limit / TURN), 1));
            measurements.add(range.add("beyond_range", bucket, beyondRange, distances.length));
            measurements.add(wrapped.add("beyond_wrapped", bucket, beyondWrapped, distances.length));
        }
        Bucket all = new Bucket(Bucket.Axis.PAIR, 0, pairs);
        range.addTo(measurements, "range", all);
        wrapped.addTo(measurements, "wrapped", all);
        return measurements;
    }

    /** How many distances have an angle above the limit. */
    private static long beyond(double[] distances, double omega, double limit, boolean wrap) {
        double threshold = limit * (1 + ROUNDING);
        long count = 0;
        for (double distance : distances) {
            double angle = distance * omega;
            if ((wrap ? angle % TURN : angle) > threshold) {
                count++;
            }
        }
        return count;
    }

    /** Sums over pairs. */
    private static final class Total {
        private double shares;
        private int beyond;

        Measurement add(String statistic, Bucket pair, long count, int distances) {
            double share = (double) count / distances;
            shares += share;
            beyond += count > 0 ? 1 : 0;
            return Measurement.of(statistic, pair, share, distances);
        }

        void addTo(List<Measurement> measurements, String reading, Bucket all) {
            int pairs = all.to();
            if (pairs > 0) {
                measurements.add(Measurement.of("mean_beyond_" + reading, all, shares / pairs, pairs));
                measurements.add(Measurement.of("pairs_beyond_" + reading, all, (double) beyond / pairs, pairs));
            }
        }
    }
}

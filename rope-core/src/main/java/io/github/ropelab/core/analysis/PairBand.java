package io.github.ropelab.core.analysis;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of neighbouring pairs that are treated alike.
 *
 * @param treatment what happens to them
 * @param first first pair
 * @param last last pair, inclusive
 */
public record PairBand(Treatment treatment, int first, int last) {
    /** What a frequency map does to a pair. */
    public enum Treatment {
        /** ω = θ. */
        KEPT("kept"),
        /** θ/s &lt; ω &lt; θ with s the largest slowing of all pairs. */
        BLENDED("blended"),
        /** Slowed by the largest factor of all pairs. */
        INTERPOLATED("interpolated"),
        /** ω &gt; θ. */
        SPED_UP("sped up"),
        /** ω = 0: the pair does not turn. */
        STOPPED("stopped");

        private final String text;

        Treatment(String text) {
            this.text = text;
        }

        /** The treatment in words. */
        public String text() {
            return text;
        }
    }

    /** Ratios this close are the same ratio: some ulps of a quotient of two powers. */
    private static final double SAME_RATIO = 1e-12;

    /** The bands of an encoding in order of the pair index; together they hold every pair once. */
    public static List<PairBand> of(PositionEncoding encoding, RopeContext context) {
        EffectivePositions effective = EffectivePositions.of(encoding, context);
        int pairs = encoding.frequencies().pairs();
        double smallest = 1;
        for (int i = 0; i < pairs; i++) {
            if (effective.ratio(i) > 0) {
                smallest = Math.min(smallest, effective.ratio(i));
            }
        }
        List<PairBand> bands = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            Treatment treatment = treatment(effective.ratio(i), smallest);
            if (!bands.isEmpty() && bands.get(bands.size() - 1).treatment() == treatment) {
                bands.set(
                        bands.size() - 1,
                        new PairBand(treatment, bands.get(bands.size() - 1).first(), i));
            } else {
                bands.add(new PairBand(treatment, i, i));
            }
        }
        return bands;
    }

    private static Treatment treatment(double ratio, double smallest) {
        if (ratio == 0) {
            return Treatment.STOPPED;
        }
        if (Math.abs(ratio - 1) <= SAME_RATIO) {
            return Treatment.KEPT;
        }
        if (ratio > 1) {
            return Treatment.SPED_UP;
        }
        return ratio <= smallest * (1 + SAME_RATIO) ? Treatment.INTERPOLATED : Treatment.BLENDED;
    }
}

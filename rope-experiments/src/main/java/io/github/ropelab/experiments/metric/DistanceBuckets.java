package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Resolution of a metric's distance axis: {@code all} (every distance by itself) or a number of buckets per octave, whose
 * bounds are the whole numbers next to 2^(j/N); absent: one per octave.
 */
final class DistanceBuckets {
    /** The parameter. */
    static final ParameterDoc PARAMETER = ParameterDoc.of(
            "buckets",
            "octaves",
            "octaves, all, or a whole number from 1 to 64",
            "resolution of the distance axis: [0,1), [1,2), [2,4), ..., every distance, or that many per octave",
            "all",
            4);

    private static final String OCTAVES = "octaves";
    private static final String ALL = "all";
    private static final int MOST = 64;

    private DistanceBuckets() {}

    /** The parameter's value; octaves, however they are spelt, count as absent. */
    static Optional<String> read(Params params) {
        return params.text(PARAMETER.name()).filter(text -> !text.equals(OCTAVES) && !text.equals("1"));
    }

    /** Throws unless the value is one that {@link #of} understands. */
    static void check(Optional<String> resolution) {
        resolution.filter(text -> !text.equals(ALL)).ifPresent(DistanceBuckets::perOctave);
    }

    private static int perOctave(String text) {
        int number = text.matches("\\d{1,2}") ? Integer.parseInt(text) : 0;
        InvalidParameter.require(number >= 1 && number <= MOST, PARAMETER.name(), text, "be " + PARAMETER.rule());
        return number;
    }

    /** The buckets below the current length, nearest first. */
    static List<Bucket> of(Optional<String> resolution, int current) {
        boolean all = resolution.filter(ALL::equals).isPresent();
        int perOctave = all ? 1 : resolution.map(DistanceBuckets::perOctave).orElse(1);
        List<Bucket> buckets = new ArrayList<>();
        int from = 0;
        for (int step = 0; from < current; step++) {
            long bound = all ? step + 1L : Math.round(StrictMath.pow(2, (double) step / perOctave));
            int to = (int) Math.min(current, bound);
            if (to > from) {
                buckets.add(new Bucket(Bucket.Axis.DISTANCE, from, to));
                from = to;
            }
        }
        return buckets;
    }
}

package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.kernel.ExactAngle;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
import java.util.ArrayList;
import java.util.List;

/**
 * Errors of a rotary table against exactly reduced angles, by position: in ranges [2^k, 2^(k+1)) of positions, each looked at in
 * full or at some positions spread over it. Those avoid the powers of two, whose products with a frequency are not rounded.
 */
final class PrecisionByPosition {
    /** Positions per range. */
    private static final int SAMPLED = 256;

    /** Fractional part of the golden ratio: its multiples are spread evenly and follow no power of two. */
    private static final double GOLDEN = 0.618_033_988_749_894_9;

    /** Error of an entry pair. */
    @FunctionalInterface
    interface EntryError {
        /** From cosine and sine as computed, and as they are; at least 0. */
        double of(double cos, double sin, double exactCos, double exactSin);
    }

    /**
     * Errors over positions and pairs.
     *
     * @param max largest
     * @param mean over positions and pairs
     * @param n positions × pairs
     */
    record Errors(double max, double mean, long n) {}

    private final TableRecipe recipe;
    private final PositionMap map;
    private final EntryError error;

    /**
     * @param recipe of the table; amplitude, if any, enters both sides
     * @param map tokens to effective positions
     * @param error what is measured
     */
    PrecisionByPosition(TableRecipe recipe, PositionMap map, EntryError error) {
        this.recipe = recipe;
        this.map = map;
        this.error = error;
    }

    /** max and mean per range of positions below the length. */
    List<Measurement> measure(int length) {
        List<Measurement> measurements = new ArrayList<>();
        for (int from = 0; from < length; from = Math.max(1, 2 * from)) {
            int to = (int) Math.min(length, Math.max(1, 2L * from));
            Bucket bucket = new Bucket(Bucket.Axis.POSITION, from, to);
            Errors errors = at(positions(from, to));
            measurements.add(Measurement.of("max", bucket, errors.max(), errors.n()));
            measurements.add(Measurement.of("mean", bucket, errors.mean(), errors.n()));
            if (to == length) {
                break;
            }
        }
        return measurements;
    }

    private static int[] positions(int from, int to) {
        int[] positions = new int[Math.min(SAMPLED, to - from)];
        for (int i = 0; i < positions.length; i++) {
            double share = positions.length < SAMPLED ? 0 : i * GOLDEN % 1;
            positions[i] = from + (int) ((i + share) * (to - from) / positions.length);
        }
        return positions;
    }

    /** The errors at some positions, tokens. */
    Errors at(int... positions) {
        FrequencySchedule frequencies = recipe.frequencies();
        double[] effective = new double[positions.length];
        for (int t = 0; t < positions.length; t++) {
            effective[t] = map.at(positions[t]);
        }
        RotaryTable table = recipe.table(Side.QUERY, effective, 0);
        double[] cos = new double[1];
        double[] sin = new double[1];
        Sums sums = new Sums(1);
        double max = 0;
        for (int t = 0; t < positions.length; t++) {
            for (int i = 0; i < frequencies.pairs(); i++) {
                ExactAngle.put(effective[t], frequencies.omega(i), cos, sin, 0);
                double a = recipe.amplitude();
                double value = error.of(table.cos(t, i), table.sin(t, i), a * cos[0], a * sin[0]);
                sums.add(0, value);
                max = Math.max(max, value);
            }
        }
        return new Errors(max, sums.mean(0), sums.count(0));
    }
}

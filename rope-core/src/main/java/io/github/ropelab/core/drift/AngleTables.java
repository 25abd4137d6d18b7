package io.github.ropelab.core.drift;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.ScoreLoops;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Cosines and sines of one side of a branch, for all tokens, as sums of a coarse and a fine angle:
 *
 * <pre>p(n) = P(u div 64) + F(u mod 64),  u the unit of token n</pre>
 *
 * The unit of a token is the token itself where the map is affine, its whole position where positions are whole numbers
 * apart, else a coarse row of its own. Angles are products in double, their cosines and sines are rounded to float once;
 * the sum of two angles adds an error of about 1e-7. The amplitude and the radial factor are in the entries. Memory:
 * tokens / 64 + 128 rows of 2 × pairs floats in the first two cases.
 */
final class AngleTables {
    private static final int STEP = ScoreLoops.KEYS;

    /** Positions this close are the same number but for rounding. */
    private static final double SAME = 1e-9;

    private final int pairs;
    private final int[] units; // of each token; null where that is the token
    private final float[] coarse; // [coarse rows][cosines of pairs, sines of pairs]
    private final float[] fine; // [STEP][cosines of pairs, sines of pairs]
    private final float[] fineByPair; // cosines [pairs][STEP], then sines

    AngleTables(PositionEncoding encoding, Side side, PositionMap map, int tokens) {
        pairs = encoding.frequencies().pairs();
        OptionalDouble slope = map.slope();
        double[] positions = IntStream.range(0, tokens).mapToDouble(map::at).toArray();
        double start =
                IntStream.range(0, tokens).mapToDouble(n -> positions[n]).min().orElse(0);
        boolean whole = IntStream.range(0, tokens)
                .allMatch(n -> Math.abs(positions[n] - start - Math.rint(positions[n] - start)) < SAME);
        double[] coarsePositions;
        double[] finePositions = new double[STEP];
        if (slope.isPresent()) {
            units = null;
            coarsePositions = IntStream.rangeClosed(0, (tokens - 1) / STEP)
                    .mapToDouble(row -> positions[row * STEP])
                    .toArray();
            for (int i = 0; i < STEP; i++) {
                finePositions[i] = i * slope.getAsDouble();
            }
        } else if (whole) {
            units = IntStream.range(0, tokens)
                    .map(n -> (int) Math.rint(positions[n] - start))
                    .toArray();
            int last = IntStream.of(units).max().orElse(0);
            coarsePositions = IntStream.rangeClosed(0, last / STEP)
                    .mapToDouble(row -> start + row * STEP)
                    .toArray();
            for (int i = 0; i < STEP; i++) {
                finePositions[i] = i;
            }
        } else {
            units = IntStream.range(0, tokens).map(n -> n * STEP).toArray();
            coarsePositions = positions;
        }
        coarse = rows(encoding, side, encoding.attention().amplitude(), coarsePositions, RadialScale.centre(tokens));
        fine = rows(encoding, side, 1, finePositions, 0);
        fineByPair = new float[fine.length];
        for (int i = 0; i < 2 * pairs; i++) {
            for (int n = 0; n < STEP; n++) {
                fineByPair[i * STEP + n] = fine[n * 2 * pairs + i];
            }
        }
    }

    private static float[] rows(
            PositionEncoding encoding, Side side, double amplitude, double[] positions, double centre) {
        TableRecipe recipe = new TableRecipe(
                encoding.frequencies(),
                OptionalDouble.empty(),
                amplitude,
                encoding.radial(),
                encoding.axes(),
                Arithmetic.F64);
        RotaryTable table = recipe.table(side, positions, centre);
        int pairs = table.pairs();
        float[] rows = new float[positions.length * 2 * pairs];
        for (int t = 0; t < positions.length; t++) {
            for (int i = 0; i < pairs; i++) {
                rows[t * 2 * pairs + i] = (float) table.cos(t, i);
                rows[t * 2 * pairs + pairs + i] = (float) table.sin(t, i);
            }
        }
        return rows;
    }

    private int unit(int token) {
        return units == null ? token : units[token];
    }

    /**
     * The entries of one token.
     *
     * @param entries cosines [pairs], then sines. Written.
     */
    void token(int token, float[] entries) {
        int unit = unit(token);
        int c = unit / STEP * 2 * pairs;
        int f = unit % STEP * 2 * pairs;
        for (int i = 0; i < pairs; i++) {
            float coarseCos = coarse[c + i];
            float coarseSin = coarse[c + pairs + i];
            float fineCos = fine[f + i];
            float fineSin = fine[f + pairs + i];
            entries[i] = coarseCos * fineCos - coarseSin * fineSin;
            entries[pairs + i] = coarseSin * fineCos + coarseCos * fineSin;
        }
    }

    /**
     * Rotates a tile of keys.
     *
     * @param first its first token, a multiple of 64
     * @param tokens how many tokens there are
     * @param raw as {@link ScoreLoops#turn} wants it, from {@code at} on. Not modified.
     * @param turned as {@code raw}. Written.
     * @param scratch to work in
     */
    void turn(int first, int tokens, ScoreLoops loops, float[] raw, int at, float[] turned, Scratch scratch) {
        if (units == null) {
            loops.turn(raw, at, pairs, coarse, first / STEP * 2 * pairs, fineByPair, turned);
            return;
        }
        for (int n = 0; n < STEP && first + n < tokens; n++) {
            token(first + n, scratch.entries);
            for (int i = 0; i < 2 * pairs; i++) {
                scratch.byPair[i * STEP + n] = scratch.entries[i];
            }
        }
        loops.turn(raw, at, pairs, scratch.still, 0, scratch.byPair, turned);
    }

    /** Buffers of one thread. */
    static final class Scratch {
        private final float[] entries;
        private final float[] byPair;
        private final float[] still; // the angle 0 for every pair

        Scratch(int pairs) {
            entries = new float[2 * pairs];
            byPair = new float[2 * pairs * STEP];
            still = new float[2 * pairs];
            for (int i = 0; i < pairs; i++) {
                still[i] = 1;
            }
        }
    }
}

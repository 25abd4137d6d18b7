package io.github.ropelab.core.analysis.diagnosis;

import java.util.ArrayList;
import java.util.List;

/**
 * Distance of a dump from the declared rotation, cell by cell: |wrap(φ - p·ω)| in radians, with the product in float32 as
 * engines compute it. Vectors of a wrong pairing have no phase in the declared pairs; there it is the chord
 * |y/A - x·e^{ipω}|/|x|. Over heads, and over queries and keys, the largest counts.
 *
 * <p>Frequencies alone are compared by their relative error, without rows; a pair is affected above 1e-3.
 *
 * <p>A cell is off above 1e-3 rad, or 2^-20 of the phase where that is more; a pair is affected above four times that, and
 * marginal in between.
 */
public final class PhaseErrors {
    private static final double TIE = 1e-4; // thresholds that a phase of exactly k·1e-3 must not decide by its last bit
    private static final double AFFECTED = 4;
    private static final int PICTURE_ROWS = 512;

    /** What a cell measures. */
    public enum Quantity {
        /** |wrap(φ - p·ω)|, radians. */
        PHASE,
        /** |y/A - x·e^{ipω}|/|x|, in some cells at least. */
        CHORD,
        /** |ω'/ω - 1|; there are no rows. */
        FREQUENCY
    }

    private final Quantity quantity;
    private final double[][] positions; // [axes][rows of the picture]
    private final int rows;
    private final int pairs;
    private final double floor;
    private final boolean[] hit;
    private final boolean[] affected;
    private final double[] largest;
    private final int[] first = {-1, -1}; // row, pair
    private final double[] firstError = {0};
    private final int stride;
    private final float[] picture;

    private PhaseErrors(Quantity quantity, int axes, int rows, int pairs, double floor) {
        this.quantity = quantity;
        this.rows = rows;
        this.pairs = pairs;
        this.floor = floor;
        hit = new boolean[pairs];
        affected = new boolean[pairs];
        largest = new double[pairs];
        stride = Math.max(1, (rows + PICTURE_ROWS - 1) / PICTURE_ROWS);
        picture = new float[(rows + stride - 1) / stride * pairs];
        positions = new double[axes][(rows + stride - 1) / stride];
    }

    private void place(int row, double[] position) {
        for (int axis = 0; axis < position.length && row % stride == 0; axis++) {
            positions[axis][row / stride] = position[axis];
        }
    }

    /** Errors of an observed rotation. */
    static PhaseErrors of(ObservedRotation observed, DeclaredPhase declared, int declaredPairs) {
        PhaseErrors errors =
                new PhaseErrors(Quantity.PHASE, observed.axes(), observed.rows(), declaredPairs, observed.rounding());
        double[] position = new double[observed.axes()];
        for (int t = 0; t < observed.rows(); t++) {
            Fit.fill(observed, t, position);
            errors.place(t, position);
            for (int i = 0; i < Math.min(declaredPairs, observed.pairs()); i++) {
                double phase = declared.floatPhase(position, i);
                double error = Math.abs(ObservedRotation.wrap(observed.phase(t, i) - phase));
                errors.add(t, i, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error, phase);
            }
        }
        return errors;
    }

    /** Relative errors of frequencies; there are no rows. */
    static PhaseErrors of(double[] omega, double[] declared) {
        PhaseErrors errors = new PhaseErrors(Quantity.FREQUENCY, 0, 1, declared.length, 0);
        for (int i = 0; i < Math.min(omega.length, declared.length); i++) {
            double error = omega[i] == declared[i] ? 0 : Math.abs(omega[i] / declared[i] - 1);
            errors.largest[i] = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
            errors.affected[i] = !(error <= ObservedRotation.TOLERANCE);
            errors.hit[i] = errors.affected[i];
            errors.picture[i] = (float) Math.min(errors.largest[i], Math.PI);
        }
        return errors;
    }

    /** Errors of vectors in the declared pairs, as chords where no phase exists. */
    static PhaseErrors of(
            DumpedVectors vectors,
            PairChoice choice,
            PairChoice written,
            double[][] positions,
            DeclaredPhase declared,
            double amplitude,
            boolean chords) {
        PhaseErrors errors = new PhaseErrors(
                chords ? Quantity.CHORD : Quantity.PHASE,
                positions.length,
                vectors.rows(),
                choice.pairs(),
                StoredFormat.ofVectors(vectors.format()));
        double shortest = 1e-4 * vectors.meanSquare();
        double[] position = new double[positions.length];
        for (int t = 0; t < vectors.rows(); t++) {
            for (int axis = 0; axis < position.length; axis++) {
                position[axis] = positions[axis][t];
            }
            errors.place(t, position);
            for (int i = 0; i < choice.pairs(); i++) {
                double phase = declared.floatPhase(position, i);
                double cos = StrictMath.cos(phase);
                double sin = StrictMath.sin(phase);
                double worst = 0;
                for (int h = 0; h < vectors.heads(); h++) {
                    double xa = vectors.in(t, h, choice.first(i));
                    double xb = vectors.in(t, h, choice.second(i));
                    double ya = vectors.out(t, h, written.first(i)) / amplitude;
                    double yb = vectors.out(t, h, written.second(i)) / amplitude;
                    double ra = xa * cos - xb * sin;
                    double rb = xb * cos + xa * sin;
                    double energy = xa * xa + xb * xb;
                    if (energy <= shortest) {
                        continue;
                    }
                    double error = chords
                            ? StrictMath.hypot(ya - ra, yb - rb) / StrictMath.sqrt(energy)
                            : Math.abs(StrictMath.atan2(yb * ra - ya * rb, ya * ra + yb * rb));
                    worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
                }
                errors.add(t, i, worst, phase);
            }
        }
        return errors;
    }

    private void add(int row, int pair, double error, double phase) {
        double budget = ObservedRotation.PRODUCT_ROUNDING * Math.abs(phase);
        double tolerance = ObservedRotation.TOLERANCE;
        largest[pair] = Math.max(largest[pair], error);
        int at = row / stride * pairs + pair;
        picture[at] = Math.max(picture[at], (float) Math.min(error, Math.PI));
        if (error > Math.max(tolerance * (1 + TIE), budget) + floor) {
            hit[pair] = true;
            if (first[0] < 0 || row < first[0] || row == first[0] && error > firstError[0]) {
                first[0] = row;
                first[1] = pair;
                firstError[0] = error;
            }
        }
        if (error > Math.max(AFFECTED * tolerance * (1 - TIE), budget) + floor) {
            affected[pair] = true;
        }
    }

    /** The larger error of both, cell by cell. */
    PhaseErrors with(PhaseErrors other) {
        if (other.rows != rows || other.pairs != pairs) {
            return this;
        }
        PhaseErrors both = new PhaseErrors(
                other.quantity == Quantity.CHORD ? other.quantity : quantity, positions.length, rows, pairs, floor);
        for (int axis = 0; axis < positions.length; axis++) {
            System.arraycopy(positions[axis], 0, both.positions[axis], 0, both.positions[axis].length);
        }
        for (int i = 0; i < pairs; i++) {
            both.hit[i] = hit[i] || other.hit[i];
            both.affected[i] = affected[i] || other.affected[i];
            both.largest[i] = Math.max(largest[i], other.largest[i]);
        }
        for (int at = 0; at < picture.length; at++) {
            both.picture[at] = Math.max(picture[at], other.picture[at]);
        }
        boolean mine = other.first[0] < 0 || first[0] >= 0 && first[0] <= other.first[0];
        PhaseErrors earlier = mine ? this : other;
        System.arraycopy(earlier.first, 0, both.first, 0, 2);
        both.firstError[0] = earlier.firstError[0];
        return both;
    }

    /** Pairs. */
    public int pairs() {
        return pairs;
    }

    /** First row with a cell that is off; -1 if there is none. */
    public int firstRow() {
        return first[0];
    }

    /** The pair that is off most in the first such row. */
    public int firstPair() {
        return first[1];
    }

    /** Its error, radians. */
    public double firstError() {
        return firstError[0];
    }

    /** Largest error of a pair over all rows, radians; infinite where a cell is not finite. */
    public double largest(int pair) {
        return largest[pair];
    }

    /** Runs [first, last] of affected pairs. */
    public List<List<Integer>> affected() {
        return runs(affected);
    }

    /** Runs [first, last] of pairs that are off but not affected. */
    public List<List<Integer>> marginal() {
        boolean[] only = hit.clone();
        for (int i = 0; i < pairs; i++) {
            only[i] &= !affected[i];
        }
        return runs(only);
    }

    /** Number of affected pairs. */
    public int count() {
        int count = 0;
        for (boolean a : affected) {
            count += a ? 1 : 0;
        }
        return count;
    }

    /** Rows of the picture, each the largest error of {@link #pictureStride} rows. */
    public int pictureRows() {
        return picture.length / pairs;
    }

    /** Rows of the dump per row of the picture. */
    public int pictureStride() {
        return stride;
    }

    /** What a cell measures. */
    public Quantity quantity() {
        return quantity;
    }

    /** Axes of the positions; 0 where there are no rows. */
    public int pictureAxes() {
        return positions.length;
    }

    /** Declared position of the first dumped row in a row of the picture, tokens. */
    public double picturePosition(int row, int axis) {
        return positions[axis][row];
    }

    /** Error that the format of the dump allows where the phase is small: 1e-3, and what its rounding adds. */
    public double tolerance() {
        return ObservedRotation.TOLERANCE + floor;
    }

    /** Error of a pair in a row of the picture, radians, at most π. */
    public double picture(int row, int pair) {
        return picture[row * pairs + pair];
    }

    private static List<List<Integer>> runs(boolean[] chosen) {
        List<List<Integer>> runs = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= chosen.length; i++) {
            boolean in = i < chosen.length && chosen[i];
            if (in && start < 0) {
                start = i;
            } else if (!in && start >= 0) {
                runs.add(List.of(start, i - 1));
                start = -1;
            }
        }
        return runs;
    }
}

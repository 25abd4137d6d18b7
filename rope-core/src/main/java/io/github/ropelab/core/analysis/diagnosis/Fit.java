package io.github.ropelab.core.analysis.diagnosis;

/**
 * How well a model predicts an observed rotation.
 *
 * @param worst largest |phase error| over the noise that a correct engine may have; at most 1 where the model fits
 * @param largestError largest |phase error|, radians
 * @param above cells whose error is above their noise
 * @param firstRow first such row; -1 if there is none
 * @param cells cells that could be compared
 */
record Fit(double worst, double largestError, long above, int firstRow, long cells) {
    /** Compares every finite cell; an infinite phase fits no finite cell, NaN says nothing. */
    static Fit of(ObservedRotation observed, RotationModel model) {
        double worst = 0;
        double largest = 0;
        long above = 0;
        long cells = 0;
        int first = -1;
        double[] position = new double[observed.axes()];
        for (int t = 0; t < observed.rows(); t++) {
            fill(observed, t, position);
            for (int i = 0; i < observed.pairs(); i++) {
                double phase = model.phase(position, t, i);
                double error = Math.abs(ObservedRotation.wrap(observed.phase(t, i) - phase));
                boolean overflow = Double.isInfinite(phase) && observed.finite(t, i);
                if (Double.isNaN(error) && !overflow) {
                    continue;
                }
                cells++;
                if (overflow) { // a phase that is no number was predicted, and there is one
                    above++;
                    first = first < 0 ? t : first;
                    worst = Double.POSITIVE_INFINITY;
                    continue;
                }
                largest = Math.max(largest, error);
                double ratio = error / observed.noise(phase);
                worst = Math.max(worst, ratio);
                if (ratio > 1) {
                    above++;
                    first = first < 0 ? t : first;
                }
            }
        }
        return new Fit(worst, largest, above, first, cells);
    }

    /** Whether every comparable cell agrees; stops at the first that does not. */
    static boolean holds(ObservedRotation observed, RotationModel model) {
        double[] position = new double[observed.axes()];
        for (int t = observed.rows() - 1; t >= 0; t--) {
            fill(observed, t, position);
            if (!rowHolds(observed, model, position, t)) {
                return false;
            }
        }
        return true;
    }

    /** Whether every comparable cell of a row agrees. */
    static boolean rowHolds(ObservedRotation observed, RotationModel model, double[] position, int row) {
        for (int i = 0; i < observed.pairs(); i++) {
            if (!observed.agrees(row, i, model.phase(position, row, i))) {
                return false;
            }
        }
        return true;
    }

    static void fill(ObservedRotation observed, int row, double[] position) {
        for (int axis = 0; axis < position.length; axis++) {
            position[axis] = observed.position(row, axis);
        }
    }

    /** Whether the model predicts all cells. */
    boolean fits() {
        return cells > 0 && above == 0;
    }
}

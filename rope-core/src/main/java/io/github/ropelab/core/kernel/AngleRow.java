package io.github.ropelab.core.kernel;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.PairAxes;

/** The angles of one token, all pairs, by the rule of an {@link Arithmetic}. */
final class AngleRow {
    private final Arithmetic arithmetic;
    private final PairAxes axes;
    private final int[] axisOf;
    private final double[] omega; // rounded frequencies, or under the running product their ratios to θ
    private final double step; // base^(-2/d), rounded

    AngleRow(TableRecipe recipe) {
        arithmetic = recipe.arithmetic();
        axes = recipe.axes();
        int pairs = recipe.frequencies().pairs();
        axisOf = new int[pairs];
        for (int i = 0; i < pairs; i++) {
            axisOf[i] = axes.of(i);
        }
        omega = RoundedFrequencies.of(recipe.frequencies(), recipe.base(), arithmetic.frequencies());
        if (arithmetic.product() == AngleProduct.SINGLE) {
            step = 1;
            return;
        }
        double base = recipe.base().getAsDouble();
        double[] theta = RoundedFrequencies.of(FrequencySchedule.geometric(base, 2 * pairs), arithmetic.frequencies());
        for (int i = 0; i < pairs; i++) {
            omega[i] = arithmetic.angles().result(omega[i] / theta[i]);
        }
        NumberFormat angles = arithmetic.angles();
        step = angles.result(StrictMath.pow(angles.operand(base), angles.operand(-2.0 / (2 * pairs))));
    }

    /**
     * The angles of a token.
     *
     * @param positions [axes][tokens]. Not modified.
     * @param angles [pairs], radians. Written.
     */
    void fill(double[][] positions, int token, double[] angles) {
        if (arithmetic.product() == AngleProduct.SINGLE) {
            boolean exact =
                    arithmetic.positions() == NumberFormat.FLOAT64 && arithmetic.angles() == NumberFormat.FLOAT64;
            for (int i = 0; i < omega.length; i++) {
                double position = positions[axisOf[i]][token];
                angles[i] = exact
                        ? position * omega[i]
                        : arithmetic.angles().result(arithmetic.positions().round(position) * omega[i]);
            }
            return;
        }
        for (int axis = 0; axis < axes.count(); axis++) {
            double running = arithmetic.positions().round(positions[axis][token]);
            for (int i = 0; i < omega.length; i++) {
                if (axisOf[i] == axis) {
                    angles[i] = arithmetic.angles().result(running * omega[i]);
                }
                running = arithmetic.angles().result(running * step);
            }
        }
    }
}

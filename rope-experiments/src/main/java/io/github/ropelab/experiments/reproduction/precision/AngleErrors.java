package io.github.ropelab.experiments.reproduction.precision;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.ExactAngle;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import java.util.OptionalDouble;

/**
 * Errors of rounded angles at one position, all pairs.
 *
 * @param angles |angle - p·ω_i| modulo 2π [pairs], radians
 * @param cosine largest error of a cosine
 * @param entry largest error of a cosine or sine
 */
record AngleErrors(double[] angles, double cosine, double entry) {
    /**
     * The errors of an arithmetic. Cosine and sine are taken in double, so that the angle's rounding alone is seen; the exact ones
     * are of the product as if it were not rounded.
     */
    static AngleErrors at(Rope rope, Arithmetic arithmetic, int position) {
        RopeContext context = rope.context();
        FrequencySchedule theta = context.baseFrequencies();
        RotaryTable table = new TableRecipe(
                        theta,
                        OptionalDouble.of(context.base()),
                        1,
                        RadialScale.none(),
                        PairAxes.single(),
                        arithmetic.anglesOnly())
                .table(Side.QUERY, new double[] {position}, 0);
        double[] cos = new double[theta.pairs()];
        double[] sin = new double[theta.pairs()];
        double[] angles = new double[theta.pairs()];
        double cosine = 0;
        double entry = 0;
        for (int i = 0; i < angles.length; i++) {
            ExactAngle.put(position, theta.omega(i), cos, sin, i);
            double c = table.cos(0, i);
            double s = table.sin(0, i);
            angles[i] = Math.abs(StrictMath.atan2(s * cos[i] - c * sin[i], c * cos[i] + s * sin[i]));
            cosine = Math.max(cosine, Math.abs(c - cos[i]));
            entry = Math.max(entry, Math.max(Math.abs(c - cos[i]), Math.abs(s - sin[i])));
        }
        return new AngleErrors(angles, cosine, entry);
    }

    /** The largest error, radians. */
    double max() {
        double max = 0;
        for (double angle : angles) {
            max = Math.max(max, angle);
        }
        return max;
    }

    /** The mean error over the pairs, radians. */
    double mean() {
        double sum = 0;
        for (double angle : angles) {
            sum += angle;
        }
        return sum / angles.length;
    }
}

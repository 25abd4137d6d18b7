package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.TableRecipe;
import java.util.List;
import java.util.OptionalDouble;

/** How far the angles of an arithmetic (its positions, frequencies and products) lie from the exact ones, by position. */
public record AnglePrecision() implements PrecisionMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "angle-precision-error",
            1,
            "Error of the angle by position",
            "radians",
            MetricType.Direction.LOWER_IS_CLOSER,
            "|angle - p·ω_i| modulo 2π, angle as the arithmetic computes it, p·ω_i as if it were not rounded; max and mean over the pairs "
                    + "and over the positions of [2^k, 2^(k+1)), up to 256 of them; p of the queries (of the first branch)",
            "own definition",
            List.of());

    static AnglePrecision from(Params params) {
        return new AnglePrecision();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding encoding, RopeContext context, Arithmetic arithmetic) {
        return errors(encoding, context, arithmetic).measure(context.lengths().current());
    }

    /** A table in double of the angles as they are rounded shows the angles. */
    static PrecisionByPosition errors(PositionEncoding encoding, RopeContext context, Arithmetic arithmetic) {
        TableRecipe recipe = new TableRecipe(
                encoding.frequencies(),
                OptionalDouble.of(context.base()),
                1,
                RadialScale.none(),
                encoding.axes(),
                arithmetic.anglesOnly());
        return new PrecisionByPosition(
                recipe, encoding.positions().branches().get(0).query(), AnglePrecision::turn);
    }

    /** The angle between two unit vectors. */
    private static double turn(double cos, double sin, double exactCos, double exactSin) {
        return Math.abs(StrictMath.atan2(sin * exactCos - cos * exactSin, cos * exactCos + sin * exactSin));
    }
}

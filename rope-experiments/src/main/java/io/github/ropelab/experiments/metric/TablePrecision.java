package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.TableRecipe;
import java.util.List;
import java.util.OptionalDouble;

/** How far the entries cos and sin of an arithmetic's table lie from the exact ones, by position. */
public record TablePrecision() implements PrecisionMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "table-precision-error",
            1,
            "Error of cos and sin by position",
            "absolute",
            MetricType.Direction.LOWER_IS_CLOSER,
            "max(|cos' - a·cos(p·ω_i)|, |sin' - a·sin(p·ω_i)|), cos' and sin' the entries as the arithmetic computes them, a the factor on "
                    + "both, p·ω_i as if it were not rounded; max and mean over the pairs and over positions as in "
                    + "angle-precision-error; not defined where entries have a radial factor",
            "own definition",
            List.of());

    static TablePrecision from(Params params) {
        return new TablePrecision();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding encoding, RopeContext context, Arithmetic arithmetic) {
        int current = context.lengths().current();
        if (!encoding.radial().isNone()) {
            Bucket all = new Bucket(Bucket.Axis.POSITION, 0, current);
            return List.of(Measurement.undefined("max", all, "entries have a radial factor"));
        }
        return errors(encoding, context, arithmetic).measure(current);
    }

    static PrecisionByPosition errors(PositionEncoding encoding, RopeContext context, Arithmetic arithmetic) {
        return new PrecisionByPosition(
                TableRecipe.of(encoding, OptionalDouble.of(context.base()), arithmetic),
                encoding.positions().branches().get(0).query(),
                (cos, sin, exactCos, exactSin) -> Math.max(Math.abs(cos - exactCos), Math.abs(sin - exactSin)));
    }
}

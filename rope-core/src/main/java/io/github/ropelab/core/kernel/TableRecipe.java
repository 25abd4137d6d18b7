package io.github.ropelab.core.kernel;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RadialScale;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * All that the entries of a table depend on, but for the positions:
 *
 * <pre>cos_i(p) = a · ρ_i(p - centre) · cos(ω_i·p_axis(i)),  sin alike</pre>
 *
 * with ρ the radial factor of the side (1 but for xPos).
 *
 * @param frequencies ω, radians per token
 * @param base b of the unmodified schedule; ggml's running product needs it, and frequencies below double follow the
 *     engines' unmodified ones where it is known
 * @param amplitude a, factor on every entry
 * @param radial growth with the position, per side
 * @param axes which position axis a pair reads
 * @param arithmetic precision of positions, frequencies, angles and entries
 */
public record TableRecipe(
        FrequencySchedule frequencies,
        OptionalDouble base,
        double amplitude,
        RadialScale radial,
        PairAxes axes,
        Arithmetic arithmetic) {
    /** Checks that all parts fit the arithmetic and each other. */
    public TableRecipe {
        InvalidParameter.require(
                arithmetic.product() == AngleProduct.SINGLE || base.isPresent(),
                "base",
                "missing",
                "be given: the running product multiplies by base^(-2/d)");
        InvalidParameter.require(
                axes.axes().isEmpty() || axes.axes().size() == frequencies.pairs(),
                "axes",
                axes.axes().size(),
                "name an axis for each of the " + frequencies.pairs() + " pairs");
    }

    /** Frequencies and an amplitude; one axis and no radial part. */
    public static TableRecipe of(FrequencySchedule frequencies, double amplitude, Arithmetic arithmetic) {
        return new TableRecipe(
                frequencies, OptionalDouble.empty(), amplitude, RadialScale.none(), PairAxes.single(), arithmetic);
    }

    /** All of an encoding but for its position maps. */
    public static TableRecipe of(PositionEncoding encoding, OptionalDouble base, Arithmetic arithmetic) {
        return new TableRecipe(
                encoding.frequencies(),
                base,
                encoding.attention().amplitude(),
                encoding.radial(),
                encoding.axes(),
                arithmetic);
    }

    /**
     * The table of text: every axis has the same positions.
     *
     * @param side whose radial factor enters
     * @param positions effective positions [tokens], may be fractional. Not modified.
     * @param centre position that radial factors are counted from; see {@link RadialScale#centre}
     */
    public RotaryTable table(Side side, double[] positions, double centre) {
        double[][] all = new double[axes.count()][];
        Arrays.fill(all, positions);
        return table(side, all, centre);
    }

    /** As {@link #table(Side, double[], double)}, with positions per axis [axes][tokens]. */
    public RotaryTable table(Side side, double[][] positions, double centre) {
        InvalidParameter.require(
                positions.length == axes.count(),
                "positions",
                positions.length + (positions.length == 1 ? " axis" : " axes"),
                "be given for " + axes.count() + (axes.count() == 1 ? " axis" : " axes"));
        int tokens = positions[0].length;
        for (double[] axis : positions) {
            InvalidParameter.require(
                    axis.length == tokens, "positions", axis.length, "be " + tokens + " on every axis");
        }
        int pairs = frequencies.pairs();
        double[] cos = new double[Math.multiplyExact(tokens, pairs)];
        double[] sin = new double[cos.length];
        AngleRow angles = new AngleRow(this);
        double[] row = new double[pairs];
        boolean plain = amplitude == 1 && radial.isNone() && arithmetic.table() == NumberFormat.FLOAT64;
        for (int t = 0; t < tokens; t++) {
            angles.fill(positions, t, row);
            for (int i = 0; i < pairs; i++) {
                int at = t * pairs + i;
                SineCosine.put(row[i], cos, sin, at);
                if (!plain) {
                    double position = positions[axes.of(i)][t] - centre;
                    cos[at] = entry(cos[at], side, i, position);
                    sin[at] = entry(sin[at], side, i, position);
                }
            }
        }
        return new RotaryTable(tokens, pairs, cos, sin);
    }

    /** The factors on a cosine or sine, in the table's arithmetic. */
    private double entry(double value, Side side, int pair, double position) {
        NumberFormat format = arithmetic.table();
        double scaled = format.operand(format.operand(amplitude) * format.operand(value));
        if (!radial.isNone()) {
            scaled = format.operand(scaled * format.operand(side.factor(radial, pair, position)));
        }
        return format.round(scaled);
    }
}

package io.github.ropelab.report.render;

import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.Scale;
import java.awt.Color;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Colours of values. Lightness falls from the least value to the largest, so that grey keeps the order. With a bound the hue
 * changes there from blue to orange, and lightness falls by a step, so that the bound shows in grey, too.
 *
 * @param scale how values become places
 * @param least where the scale begins; smaller values look like it
 * @param most where the scale ends; larger values look like it
 * @param middle values above it take the other hue; empty for one hue
 */
record ColorScale(Scale scale, double least, double most, OptionalDouble middle) {
    private static final List<Color> ONE = colors(ColorStops.ONE);
    private static final List<Color> BELOW = colors(ColorStops.BELOW);
    private static final List<Color> ABOVE = colors(ColorStops.ABOVE);

    /** Where black and white ink have the same contrast with a colour (WCAG 2.1, relative luminance). */
    private static final double EQUAL_CONTRAST = 0.179;

    private static List<Color> colors(ColorStops stops) {
        return stops.rgb().stream().map(Color::new).toList();
    }

    static ColorScale of(MatrixView view) {
        MatrixView.Range ends = view.ends();
        return new ColorScale(view.value().scale(), ends.least(), ends.most(), view.middle());
    }

    /** Where a value stands on the scale, from 0 to 1; no number stands at its end. */
    double share(double value) {
        double at = scale == Scale.LINEAR
                ? (value - least) / (most - least)
                : Math.log(Math.max(value, least) / least) / Math.log(most / least);
        return Double.isNaN(at) ? 1 : Math.max(0, Math.min(1, at));
    }

    /** The value at a place. */
    double value(double share) {
        return scale == Scale.LINEAR ? least + share * (most - least) : least * Math.pow(most / least, share);
    }

    /** The colour of a value. */
    Color of(double value) {
        double at = share(value);
        if (middle.isEmpty()) {
            return between(ONE, at);
        }
        double bound = share(middle.getAsDouble());
        return value <= middle.getAsDouble()
                ? between(BELOW, bound == 0 ? 0 : at / bound)
                : between(ABOVE, bound == 1 ? 1 : (at - bound) / (1 - bound));
    }

    private static Color between(List<Color> colors, double share) {
        double at = Math.max(0, Math.min(1, share)) * (colors.size() - 1);
        int from = Math.min(colors.size() - 2, (int) at);
        Color a = colors.get(from);
        Color b = colors.get(from + 1);
        double part = at - from;
        return new Color(
                mixed(a.getRed(), b.getRed(), part),
                mixed(a.getGreen(), b.getGreen(), part),
                mixed(a.getBlue(), b.getBlue(), part));
    }

    private static int mixed(int a, int b, double part) {
        return (int) Math.round(a + (b - a) * part);
    }

    /** The ink that can be read on a colour. */
    static Color ink(Color ground) {
        return luminance(ground) > EQUAL_CONTRAST ? Color.BLACK : Color.WHITE;
    }

    /** Relative luminance of WCAG 2.1, from 0 to 1. */
    static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}

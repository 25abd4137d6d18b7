package io.github.ropelab.report.render;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The colours and dashes of series for pages that draw them themselves, the same as in figures. */
public final class SeriesColors {
    /** Contrast with a dark page that lines keep (WCAG 2.2, criterion 1.4.11). */
    private static final double LEAST_CONTRAST = 3;

    private SeriesColors() {}

    /** Colours in order, as {@code #rrggbb}, until they repeat. */
    public static List<String> onLight() {
        return palette().stream().map(SeriesColors::text).toList();
    }

    /** The same colours, white for black, other dark ones mixed with white until they can be told from a dark page. */
    public static List<String> onDark(Color page) {
        return palette().stream()
                .map(color -> text(contrast(color, page) < LEAST_CONTRAST ? lightened(color, page) : color))
                .toList();
    }

    /** Dashes in order, each the lengths of lines and gaps in points, until they repeat; empty for a full line. */
    public static List<List<Double>> dashes() {
        List<List<Double>> dashes = new ArrayList<>();
        for (int style = 0; ; style++) {
            float[] units = HouseStyle.line(style).getDashArray();
            List<Double> dash = new ArrayList<>();
            for (int i = 0; units != null && i < units.length; i++) {
                dash.add((double) units[i] / HouseStyle.UNITS);
            }
            if (dashes.contains(dash)) {
                return dashes;
            }
            dashes.add(dash);
        }
    }

    private static List<Color> palette() {
        List<Color> colors = new ArrayList<>();
        while (!colors.contains(HouseStyle.color(colors.size()))) {
            colors.add(HouseStyle.color(colors.size()));
        }
        return colors;
    }

    /** Black turns white; other colours keep their hue. */
    private static Color lightened(Color color, Color page) {
        if (color.equals(Color.BLACK)) {
            return Color.WHITE;
        }
        Color light = color;
        while (contrast(light, page) < LEAST_CONTRAST) {
            light = new Color(lighter(light.getRed()), lighter(light.getGreen()), lighter(light.getBlue()));
        }
        return light;
    }

    private static int lighter(int part) {
        return part + (255 - part + 7) / 8;
    }

    private static String text(Color color) {
        return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff);
    }

    /** Contrast ratio of WCAG 2.2. */
    private static double contrast(Color a, Color b) {
        double lighter = Math.max(luminance(a), luminance(b));
        return (lighter + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : StrictMath.pow((share + 0.055) / 1.055, 2.4);
    }
}

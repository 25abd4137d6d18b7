package io.github.ropelab.report.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a series looks, for other drawing programs.
 *
 * @param color six hexadecimal digits, red to blue
 * @param dash lengths drawn and left out in turn, points; empty for a solid line
 * @param width of the line, points
 * @param marker at its points
 */
public record SeriesLook(String color, List<Double> dash, double width, Shape marker) {
    /** The shape of a marker, in the order of the house style's markers. */
    public enum Shape {
        /** A disc. */
        CIRCLE,
        /** A square. */
        SQUARE,
        /** A square on its corner. */
        DIAMOND,
        /** A triangle that points up. */
        TRIANGLE_UP,
        /** A triangle that points down. */
        TRIANGLE_DOWN,
        /** Two diagonals. */
        CROSS,
        /** Two lines, upright and level. */
        PLUS
    }

    /** Size of a marker, points. */
    public static final double MARKER_POINTS = (double) HouseStyle.MARKER_SIZE / HouseStyle.UNITS;

    /** Copies the list. */
    public SeriesLook {
        dash = List.copyOf(dash);
    }

    /** The look of a style's index in every figure. */
    public static SeriesLook of(int style) {
        BasicStroke stroke = HouseStyle.line(style);
        List<Double> dash = new ArrayList<>();
        if (stroke.getDashArray() != null) {
            for (float length : stroke.getDashArray()) {
                dash.add((double) length / HouseStyle.UNITS);
            }
        }
        Shape shape = Shape.values()[style % Shape.values().length];
        return new SeriesLook(
                hex(HouseStyle.color(style)), dash, (double) stroke.getLineWidth() / HouseStyle.UNITS, shape);
    }

    /** The colour of the grid. */
    public static String grid() {
        return hex(HouseStyle.GRID);
    }

    /** The colour of a band behind the data. */
    public static String band() {
        return hex(HouseStyle.BAND);
    }

    private static String hex(Color color) {
        return String.format(Locale.ROOT, "%06X", color.getRGB() & 0xFFFFFF);
    }
}

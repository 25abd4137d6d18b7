package io.github.ropelab.report.view;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Lines in one or more panels that share axes' meaning and a legend.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param mark a vertical line at this x; absent for none
 * @param panels side by side
 */
public record LineView(Axis x, Axis y, OptionalDouble mark, List<Panel> panels) implements View {
    /** Copies the list. */
    public LineView {
        panels = List.copyOf(panels);
    }

    @Override
    public String csv() {
        return LineCsv.of(this);
    }

    /** How values become lengths. */
    public enum Scale {
        /** Equal steps. */
        LINEAR,
        /** Equal factors of two; values above 0. */
        LOG2,
        /** Equal factors of ten; values above 0. */
        LOG10
    }

    /**
     * An axis.
     *
     * @param label with unit
     * @param scale of the axis
     */
    public record Axis(String label, Scale scale) {}

    /**
     * One set of axes.
     *
     * @param title above it; empty for none
     * @param lines in it
     */
    public record Panel(String title, List<Line> lines) {
        /** Copies the list. */
        public Panel {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One line.
     *
     * @param series its name in the legend
     * @param style index of colour, dash and marker: the same strategy has the same one in every figure of a study
     * @param points in order of x
     */
    public record Line(String series, int style, List<Point> points) {
        /** Copies the list. */
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * A point with its standard error.
     *
     * @param x position
     * @param y mean
     * @param error standard error of y; 0 for exact values
     * @param n values that entered
     */
    public record Point(double x, double y, double error, long n) {}
}

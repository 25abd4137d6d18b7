package io.github.ropelab.report.view;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Lines in one or more panels that share the horizontal axis and a legend. Panels whose vertical axis has the same label
 * share its range, so that they can be compared by eye.
 *
 * @param x the horizontal axis
 * @param marks vertical lines in all panels
 * @param levels horizontal lines in all panels
 * @param columns panels side by side; further ones stand below
 * @param grid whether the columns mean something, as heads do: then a narrow page has as many of them
 * @param panels row by row
 */
public record LineView(Axis x, List<Mark> marks, List<Mark> levels, int columns, boolean grid, List<Panel> panels)
        implements View {
    /** Panels that have room beside each other in the text width of a page. */
    private static final int MOST_COLUMNS = 3;

    /** Copies the lists. */
    public LineView {
        marks = List.copyOf(marks);
        levels = List.copyOf(levels);
        panels = List.copyOf(panels);
    }

    /** Without horizontal lines, in columns that a narrow page may have fewer of. */
    public LineView(Axis x, List<Mark> marks, int columns, List<Panel> panels) {
        this(x, marks, List.of(), columns, false, panels);
    }

    /** As many panels side by side as have room. */
    public LineView(Axis x, List<Mark> marks, List<Panel> panels) {
        this(x, marks, Math.min(MOST_COLUMNS, panels.size()), panels);
    }

    /** Whether all places on a linear horizontal axis are whole, as calls and pairs are: then all its ticks are, too. */
    public boolean wholePlaces() {
        DoubleStream places = DoubleStream.concat(
                panels.stream()
                        .flatMap(panel -> panel.lines().stream())
                        .flatMap(line -> line.points().stream())
                        .mapToDouble(Point::x),
                allMarks().mapToDouble(Mark::at));
        return x.scale() == Scale.LINEAR && places.allMatch(place -> place == Math.rint(place));
    }

    /** The vertical lines of all panels and of single ones. */
    public Stream<Mark> allMarks() {
        return Stream.concat(marks.stream(), panels.stream().flatMap(panel -> panel.marks().stream()));
    }

    @Override
    public String csv() {
        return LineCsv.of(this);
    }

    /**
     * One set of axes.
     *
     * @param title above it; empty for none
     * @param y the vertical axis
     * @param marks vertical lines in this panel alone
     * @param lines in it
     */
    public record Panel(String title, Axis y, List<Mark> marks, List<Line> lines) {
        /** Copies the lists. */
        public Panel {
            marks = List.copyOf(marks);
            lines = List.copyOf(lines);
        }

        /** Without vertical lines of its own. */
        public Panel(String title, Axis y, List<Line> lines) {
            this(title, y, List.of(), lines);
        }
    }

    /**
     * One line.
     *
     * @param series its name in the legend; empty for a line that is not named there
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
     * A point with its interval.
     *
     * @param x position
     * @param y mean, or the value itself
     * @param low lower end of the interval; y where it is exact or unknown
     * @param high upper end of the interval; y where it is exact or unknown
     * @param n values that entered
     */
    public record Point(double x, double y, double low, double high, long n) {
        /** A value without an interval. */
        public static Point exact(double x, double y) {
            return new Point(x, y, y, y, 1);
        }

        /** Whether the interval has a width. */
        public boolean uncertain() {
            return low < high;
        }
    }
}

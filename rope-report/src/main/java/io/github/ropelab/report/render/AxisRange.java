package io.github.ropelab.report.render;

import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.Scale;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What an axis spans. The ends are in steps of its scale: values themselves, or their logarithms.
 *
 * @param scale of the axis
 * @param from its beginning
 * @param to its end
 * @param stepped whether ticks stand at whole steps only: at powers of a logarithmic axis, at whole numbers of a linear one
 */
record AxisRange(Scale scale, double from, double to, boolean stepped) {
    private static final double KILO = 1024;
    /** Parts of an axis that no label tells apart. */
    private static final double ROUNDED = 1e9;

    private static final int MOST_ZEROS = 3;
    /** A linear axis begins at 0 where all values are above it and the least is at most this share of the largest. */
    private static final double LEAST_FROM_ZERO = 0.5;

    private static final double X_MARGIN = 0.03;
    private static final double LOG_MARGIN = 0.1;
    private static final double Y_MARGIN = 0.04;

    /** All points of all panels and the vertical marks. */
    static AxisRange horizontal(LineView view) {
        Scale scale = view.x().scale();
        AxisRange values = of(
                scale,
                DoubleStream.concat(
                        points(view.panels()).mapToDouble(Point::x),
                        view.allMarks().mapToDouble(Mark::at)));
        double margin = Math.max(X_MARGIN * (values.to - values.from), scale == Scale.LINEAR ? 0 : LOG_MARGIN);
        return values.whole().widened(margin).stepped(view.wholePlaces());
    }

    /** All points of the panels with their intervals, 0 on a linear axis unless it is far from them, and the horizontal marks. */
    static AxisRange vertical(Scale scale, List<Panel> panels, List<Mark> levels) {
        DoubleStream points = points(panels).flatMapToDouble(p -> DoubleStream.of(p.y(), shownLow(scale, p), p.high()));
        DoubleStream marks = levels.stream().mapToDouble(Mark::at);
        AxisRange values =
                of(scale, DoubleStream.concat(points, marks)).withZero().whole();
        return values.widened(Y_MARGIN * (values.to - values.from));
    }

    private static Stream<Point> points(List<Panel> panels) {
        return panels.stream().flatMap(panel -> panel.lines().stream()).flatMap(line -> line.points().stream());
    }

    /** On a logarithmic axis an interval reaches down by a factor of ten at most: its end may lie at 0 or below. */
    private static double shownLow(Scale scale, Point point) {
        return scale == Scale.LINEAR ? point.low() : Math.max(point.low(), point.y() / 10);
    }

    private static AxisRange of(Scale scale, DoubleStream values) {
        double[] steps = values.map(value -> step(scale, value)).sorted().toArray();
        return new AxisRange(scale, steps[0], steps[steps.length - 1], scale != Scale.LINEAR);
    }

    private AxisRange withZero() {
        boolean far = from > LEAST_FROM_ZERO * to || to < LEAST_FROM_ZERO * from;
        return scale != Scale.LINEAR || far && from != to
                ? this
                : new AxisRange(scale, Math.min(0, from), Math.max(0, to), stepped);
    }

    /** At least one whole step of a logarithmic axis, so that two powers are named; some width on a linear one. */
    private AxisRange whole() {
        if (scale == Scale.LINEAR) {
            return to > from ? this : new AxisRange(scale, from - 0.5, to + 0.5, stepped);
        }
        return Math.floor(to) - Math.ceil(from) >= 1
                ? this
                : new AxisRange(scale, Math.floor(from), Math.max(Math.ceil(to), Math.floor(from) + 1), stepped);
    }

    private AxisRange widened(double margin) {
        return new AxisRange(scale, from - margin, to + margin, stepped);
    }

    private AxisRange stepped(boolean whole) {
        return new AxisRange(scale, from, to, stepped || whole);
    }

    private static double step(Scale scale, double value) {
        return switch (scale) {
            case LINEAR -> value;
            case LOG2 -> Math.log(value) / Math.log(2);
            case LOG10 -> Math.log10(value);
        };
    }

    /** Where a value stands, from 0 at the beginning to 1 at the end. A value without a logarithm stands at the beginning. */
    double share(double value) {
        return scale != Scale.LINEAR && value <= 0 ? 0 : (step(scale, value) - from) / (to - from);
    }

    /** Where the first value of a linear axis stands, and as far from the end the last. */
    double firstShare() {
        return X_MARGIN / (1 + 2 * X_MARGIN);
    }

    /** The step at a share of the length, without what rounding leaves of 0. */
    double at(double share) {
        double unit = (to - from) / ROUNDED;
        return Math.rint((from + share * (to - from)) / unit) * unit;
    }

    /** The label of a step; none outside of the range, where XChart tries steps that it then leaves out. */
    String label(double step) {
        if (step < from || step > to) {
            return "";
        }
        return switch (scale) {
            case LINEAR -> PanelChart.plain(step);
            case LOG2 -> powerOfTwo(step);
            case LOG10 -> powerOfTen(step, Math.floor(to) > MOST_ZEROS || Math.ceil(from) < -MOST_ZEROS);
        };
    }

    /** 0.01, 1, 100; 1e-6, 1e-2, 1e0 on an axis that reaches far. */
    private static String powerOfTen(double exponent, boolean far) {
        return far && exponent == Math.rint(exponent)
                ? "1e" + (int) exponent
                : PanelChart.plain(Math.pow(10, exponent));
    }

    /** 0.5, 1, 512, 1k, 128k. XChart draws no tick at all where the labels of an axis' two ends are equal. */
    private static String powerOfTwo(double exponent) {
        double value = Math.pow(2, exponent);
        return value >= KILO ? PanelChart.plain(value / KILO) + "k" : PanelChart.plain(value);
    }
}

package io.github.ropelab.report.reproduction;

import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Fewer points that look the same: of every narrow stretch of the horizontal axis the first, the lowest, the highest and the
 * last one (M4: Jugel, Jerzak, Hackenbroich and Markl 2014), so that no peak is lost.
 */
final class Thinned {
    private static final int KEPT = 4;
    private static final int MOST_STRETCHES = 500;
    private static final int LEAST_STRETCHES = 50;
    /** Of all lines of a figure: so many that LaTeX's memory holds them. */
    private static final int ALL_STRETCHES = 2000;

    private Thinned() {}

    /**
     * The points of a line.
     *
     * @param points in order of x; others stay as they are
     * @param scale of the horizontal axis, where all x are placed
     * @param lines of the figure
     */
    static List<Point> of(List<Point> points, Scale scale, int lines) {
        int stretches = Math.max(LEAST_STRETCHES, Math.min(MOST_STRETCHES, ALL_STRETCHES / Math.max(1, lines)));
        if (points.size() <= KEPT * stretches || !ordered(points)) {
            return points;
        }
        double from = place(scale, points.get(0).x());
        double to = place(scale, points.get(points.size() - 1).x());
        List<Point> kept = new ArrayList<>();
        int start = 0;
        while (start < points.size()) {
            int stretch = stretch(scale, points.get(start).x(), from, to, stretches);
            int end = start;
            int lowest = start;
            int highest = start;
            while (end < points.size() && stretch(scale, points.get(end).x(), from, to, stretches) == stretch) {
                lowest = points.get(end).y() < points.get(lowest).y() ? end : lowest;
                highest = points.get(end).y() > points.get(highest).y() ? end : highest;
                end++;
            }
            new TreeSet<>(List.of(start, lowest, highest, end - 1)).forEach(i -> kept.add(points.get(i)));
            start = end;
        }
        return kept;
    }

    private static boolean ordered(List<Point> points) {
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).x() < points.get(i - 1).x()) {
                return false;
            }
        }
        return points.get(0).x() < points.get(points.size() - 1).x();
    }

    private static double place(Scale scale, double x) {
        return scale == Scale.LINEAR ? x : StrictMath.log(x);
    }

    private static int stretch(Scale scale, double x, double from, double to, int stretches) {
        return (int) Math.min(stretches - 1, Math.floor((place(scale, x) - from) / (to - from) * stretches));
    }
}

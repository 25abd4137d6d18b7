package io.github.ropelab.report.render;

import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.Scale;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the panels of a line view stand: plots of the same size in rows and columns. A panel shows the labels of its
 * vertical axis unless its left neighbour has the same axis, and those of the horizontal axis unless a panel stands below.
 * Lengths are units.
 */
final class PanelGrid {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int EDGE = 4 * UNIT;
    private static final int OVERHANG = 8 * UNIT;
    private static final int GAP = 7 * UNIT;

    /** Between two labels that are not one number. */
    private static final int LETTER = 5 * UNIT;

    private static final int TITLE_LINE = 10 * UNIT;
    private static final int TITLE_GAP = 3 * UNIT;
    private static final int NAME_LINE = 10 * UNIT;
    private static final int NAME_GAP = 2 * UNIT;
    private static final int X_LABELS = 11 * UNIT;
    private static final int X_NAME = 12 * UNIT;
    private static final int LEAST_PANEL = 105 * UNIT;
    private static final int LEAST_GRID_PANEL = 48 * UNIT;
    private static final double ASPECT = 0.72;
    private static final int LEAST_HEIGHT = 84 * UNIT;
    private static final int LEAST_GRID_HEIGHT = 44 * UNIT;
    private static final int MOST_HEIGHT = 130 * UNIT;

    /**
     * A panel's place.
     *
     * @param panel what stands there
     * @param title its lines
     * @param chart its axes
     * @param x left end of the plot
     * @param y upper end of the plot
     * @param name lines of the vertical axis' name; none where the neighbour shows it
     * @param nameX middle of the first of them
     */
    record Place(
            Panel panel, List<String> title, PanelChart chart, double x, double y, List<String> name, double nameX) {}

    private final LineView view;
    private final Lettering lettering = Lettering.normal();
    private final double width;
    private final int columns;
    private final AxisRange x;
    private final boolean oneName;
    private final double plotWidth;
    private final double plotHeight;
    private final List<Place> places = new ArrayList<>();
    private final double bottom;

    PanelGrid(LineView view, double width) {
        this.view = view;
        this.width = width;
        this.columns =
                Math.max(1, Math.min(view.columns(), (int) (width / (view.grid() ? LEAST_GRID_PANEL : LEAST_PANEL))));
        this.x = AxisRange.horizontal(view);
        this.oneName = view.panels().size() > columns
                && view.panels().stream().map(Panel::y).distinct().count() == 1;
        double roughWidth = (width - 2.0 * EDGE - 30.0 * UNIT) / columns - GAP;
        this.plotHeight = Math.rint(
                Math.max(view.grid() ? LEAST_GRID_HEIGHT : LEAST_HEIGHT, Math.min(MOST_HEIGHT, ASPECT * roughWidth)));
        double[] lefts = new double[columns];
        for (int i = 0; i < view.panels().size(); i++) {
            int names = oneName && i % columns == 0 ? 1 : nameLines(i).size();
            double space = names * NAME_LINE
                    + (names > 0 ? NAME_GAP : 0)
                    + chart(i).left(roughWidth, plotHeight)
                    + (i % columns == 0 ? 0 : shared(i) ? gap(roughWidth) : GAP);
            lefts[i % columns] = Math.max(lefts[i % columns], space);
        }
        double left = 0;
        for (double space : lefts) {
            left += space;
        }
        this.plotWidth = Math.floor((width - 2.0 * EDGE - OVERHANG - left) / columns);
        this.bottom = place(lefts);
    }

    /** Between neighbours without labels of their own: room for a label at the last value of the left and at the first of the right. */
    private double gap(double plot) {
        if (x.scale() != Scale.LINEAR) {
            return GAP;
        }
        double labels =
                lettering.width(x.label(x.at(x.firstShare()))) + lettering.width(x.label(x.at(1 - x.firstShare())));
        return Math.max(GAP, labels / 2 + LETTER - 2 * x.firstShare() * plot);
    }

    private double place(double[] lefts) {
        double top = EDGE;
        for (int first = 0; first < view.panels().size(); first += columns) {
            int last = Math.min(view.panels().size(), first + columns);
            int titleLines = 0;
            boolean labels = false;
            for (int i = first; i < last; i++) {
                titleLines = Math.max(titleLines, title(i).size());
                labels |= chart(i).xLabels();
            }
            double y = top + titleLines * TITLE_LINE + TITLE_GAP;
            double at = EDGE;
            for (int i = first; i < last; i++) {
                at += lefts[i - first];
                double names = chart(i).left(plotWidth, plotHeight)
                        + NAME_GAP
                        + (nameLines(i).size() - 0.5) * NAME_LINE;
                places.add(new Place(view.panels().get(i), title(i), chart(i), at, y, nameLines(i), at - names));
                at += plotWidth;
            }
            top = y
                    + plotHeight
                    + (labels ? X_LABELS : 0)
                    + (last < view.panels().size() ? GAP / 2.0 : 0);
        }
        return top;
    }

    /** Whether the vertical axis is the left neighbour's. */
    private boolean shared(int i) {
        return i % columns > 0
                && view.panels().get(i).y().equals(view.panels().get(i - 1).y());
    }

    private PanelChart chart(int i) {
        Panel panel = view.panels().get(i);
        List<Panel> alike = view.panels().stream()
                .filter(other -> other.y().equals(panel.y()))
                .toList();
        AxisRange y = AxisRange.vertical(panel.y().scale(), alike, view.levels());
        return new PanelChart(x, y, i + columns >= view.panels().size(), !shared(i));
    }

    private List<String> nameLines(int i) {
        return shared(i) || oneName
                ? List.of()
                : lettering.lines(view.panels().get(i).y().label(), plotHeight + TITLE_LINE);
    }

    private List<String> title(int i) {
        String title = view.panels().get(i).title();
        if (view.panels().size() > 1) {
            title = letter(i) + " " + title;
        }
        double room = plotWidth > 0 ? plotWidth : width;
        return title.isBlank() ? List.of() : lettering.lines(title.trim(), room);
    }

    /** (a) to (z), (aa), (ab) and so on. */
    static String letter(int i) {
        String letters = "";
        for (int rest = i; rest >= 0; rest = rest / 26 - 1) {
            letters = (char) ('a' + rest % 26) + letters;
        }
        return "(" + letters + ")";
    }

    List<Place> places() {
        return places;
    }

    double plotWidth() {
        return plotWidth;
    }

    double plotHeight() {
        return plotHeight;
    }

    /** Titles and the names of axes. */
    void paintText(Graphics2D g) {
        g.setColor(HouseStyle.INK);
        for (Place place : places) {
            List<String> title = place.title();
            for (int k = 0; k < title.size(); k++) {
                double up = TITLE_GAP + (title.size() - k - 0.5) * TITLE_LINE;
                lettering.paint(g, title.get(k), place.x(), place.y() - up);
            }
            for (int k = 0; k < place.name().size(); k++) {
                lettering.paintUpwards(
                        g, place.name().get(k), place.nameX() + k * NAME_LINE, place.y() + plotHeight / 2);
            }
        }
        if (oneName) {
            double top = places.get(0).y();
            double down = places.get(places.size() - 1).y() + plotHeight;
            String all = lettering.cut(view.panels().get(0).y().label(), down - top);
            lettering.paintUpwards(g, all, EDGE + NAME_LINE / 2.0, (top + down) / 2);
        }
        String name = lettering.cut(view.x().label(), width - 2.0 * EDGE);
        double half = lettering.width(name) / 2;
        double middle = Math.max(EDGE + half, Math.min(width - EDGE - half, middle()));
        lettering.paint(g, name, middle - half, bottom + X_NAME / 2.0);
    }

    /** Middle of all plots. */
    private double middle() {
        double last = places.stream().mapToDouble(Place::x).max().orElseThrow();
        return (places.get(0).x() + last + plotWidth) / 2;
    }

    /** Lower end of all. */
    double height() {
        return bottom + X_NAME;
    }
}

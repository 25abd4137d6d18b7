package io.github.ropelab.report.render;

import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.ScatterView;
import io.github.ropelab.report.view.ScatterView.Panel;
import io.github.ropelab.report.view.ScatterView.Spot;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Spots with intervals on both axes and the front as steps. Labels stand beside their spots; where one finds no place, all spots
 * have numbers, which a legend explains.
 */
final class ScatterPicture implements Picture {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int GAP = 4 * UNIT;
    private static final int TICKS = 12 * UNIT;
    private static final int UPRIGHT = 11 * UNIT;
    private static final int Y_LABELS = 24 * UNIT;
    private static final int LEAST_PANEL = 150 * UNIT;
    private static final int LEAST_APART = 105 * UNIT;
    private static final int TICK_ROOM = 28 * UNIT;
    private static final int TICK_ROOM_UP = 18 * UNIT;

    /** Small panels have no room for the names of more spots. */
    private static final int MOST_NAMED = 8;

    private static final double SHAPE = 0.72;
    private static final int HIGHEST = 150 * UNIT;
    private static final double CAP = 1.5 * UNIT;
    private static final int COVERED_SIZE = HouseStyle.MARKER_SIZE * 7 / 4;

    private final ScatterView view;
    private final int full;
    private final Lettering normal = Lettering.normal();
    private final Lettering small = Lettering.small();
    private final int columns;
    private final double plotWidth;
    private final double plotHeight;
    private final PanelTitles titles;
    private final List<String> xTitle;
    private final List<List<String>> xTitles;
    private final List<String> yTitle;
    private final List<List<Rectangle2D>> places;
    private final boolean numbered;
    private final SpotLegend legend;

    ScatterPicture(ScatterView view, Style style) {
        this.view = view;
        this.full = (int) Math.round(style.widthPoints() * UNIT);
        this.columns = PanelLayout.columns(
                Math.min(view.side(), view.panels().size()), full, view.apart() ? LEAST_APART : LEAST_PANEL);
        this.xTitle =
                view.apart() ? List.of() : PanelLayout.lines(normal, view.x().label(), full - 2.0 * GAP);
        double guess = Math.min(HIGHEST, SHAPE * full / columns);
        this.yTitle = PanelLayout.lines(normal, view.y().label(), guess);
        this.plotWidth = (full - left()) / columns - Y_LABELS - 2.0 * GAP;
        this.plotHeight = guess;
        this.titles = new PanelTitles(
                normal,
                view.panels().stream().map(Panel::title).toList(),
                view.panels().stream().map(Panel::notes).toList(),
                plotWidth + GAP);
        this.xTitles = view.panels().stream()
                .map(panel -> panel.x()
                        .map(axis -> PanelLayout.lines(normal, axis.label(), plotWidth + Y_LABELS))
                        .orElse(List.of()))
                .toList();
        this.legend = new SpotLegend(view, full);
        boolean many = view.apart()
                && view.panels().stream().anyMatch(panel -> panel.spots().size() > MOST_NAMED);
        List<List<Rectangle2D>> byName = many ? List.of() : places(Spot::label);
        this.numbered = many || byName.stream().anyMatch(panel -> panel.contains(null));
        this.places = numbered ? places(this::number) : byName;
    }

    private String number(Spot spot) {
        return String.valueOf(legend.number(spot));
    }

    private double left() {
        return GAP + (double) yTitle.size() * UPRIGHT;
    }

    private double panelHeight() {
        int lines = xTitles.stream().mapToInt(List::size).max().orElse(0);
        return titles.height() + plotHeight + TICKS + lines * PanelLayout.line() + GAP;
    }

    private int bands() {
        return (view.panels().size() + columns - 1) / columns;
    }

    private Rectangle2D area(int panel) {
        double x = left() + panel % columns * ((full - left()) / columns) + Y_LABELS;
        double y = GAP + panel / columns * panelHeight() + titles.height();
        return new Rectangle2D.Double(x, y, plotWidth, plotHeight);
    }

    private PlainAxis x(int panel) {
        return axis(panel, Spot::x, area(panel).getMinX(), area(panel).getMaxX(), TICK_ROOM);
    }

    private PlainAxis y(int panel) {
        return axis(
                panel, Spot::y, area(panel).getMaxY(), area(panel).getMinY(), view.apart() ? TICK_ROOM_UP : TICK_ROOM);
    }

    private PlainAxis axis(int panel, Function<Spot, Estimate> of, double start, double end, double room) {
        DoubleStream values = view.panels().get(panel).spots().stream()
                .map(of)
                .flatMapToDouble(estimate -> DoubleStream.of(
                        estimate.interval().low(), estimate.interval().high()));
        return PlainAxis.of(values, start, end, room);
    }

    private Point2D centre(int panel, Spot spot) {
        return new Point2D.Double(
                x(panel).at(spot.x().mean()), y(panel).at(spot.y().mean()));
    }

    /** Where the labels stand; null for one without a place. */
    private List<List<Rectangle2D>> places(Function<Spot, String> label) {
        List<List<Rectangle2D>> all = new ArrayList<>();
        for (int p = 0; p < view.panels().size(); p++) {
            int panel = p;
            List<Spot> spots = view.panels().get(p).spots();
            LabelPlacing placing = new LabelPlacing(
                    area(p),
                    spots.stream().map(spot -> centre(panel, spot)).toList(),
                    HouseStyle.MARKER_SIZE,
                    1.0 * UNIT);
            spots.forEach(spot -> placing.avoid(bars(panel, spot)));
            placing.avoid(steps(panel));
            List<Rectangle2D> ofPanel = new ArrayList<>();
            spots.forEach(spot ->
                    ofPanel.add(placing.place(centre(panel, spot), small.width(label.apply(spot)), 7.5 * UNIT)));
            all.add(ofPanel);
        }
        return all;
    }

    /** The intervals, as thin rectangles. */
    private List<Rectangle2D> bars(int panel, Spot spot) {
        Point2D centre = centre(panel, spot);
        double left = x(panel).at(spot.x().interval().low());
        double right = x(panel).at(spot.x().interval().high());
        double low = y(panel).at(spot.y().interval().low());
        double high = y(panel).at(spot.y().interval().high());
        return List.of(
                new Rectangle2D.Double(left, centre.getY() - CAP, right - left, 2 * CAP),
                new Rectangle2D.Double(centre.getX() - CAP, high, 2 * CAP, low - high));
    }

    /** The corners of the front: along the spots that none beats; right of one, nothing is better than its height before the next. */
    private List<Point2D> front(int panel) {
        List<Point2D> spots = view.panels().get(panel).spots().stream()
                .filter(Spot::front)
                .map(spot -> centre(panel, spot))
                .sorted(Comparator.comparingDouble(Point2D::getX).thenComparingDouble(Point2D::getY))
                .toList();
        List<Point2D> corners = new ArrayList<>();
        for (Point2D spot : spots) {
            if (!corners.isEmpty()) {
                corners.add(new Point2D.Double(
                        spot.getX(), corners.get(corners.size() - 1).getY()));
            }
            corners.add(spot);
        }
        return corners;
    }

    /** The front, as thin rectangles. */
    private List<Rectangle2D> steps(int panel) {
        List<Point2D> corners = front(panel);
        List<Rectangle2D> steps = new ArrayList<>();
        for (int i = 1; i < corners.size(); i++) {
            Rectangle2D step = new Rectangle2D.Double();
            step.setFrameFromDiagonal(corners.get(i - 1), corners.get(i));
            steps.add(new Rectangle2D.Double(
                    step.getX() - CAP, step.getY() - CAP, step.getWidth() + 2 * CAP, step.getHeight() + 2 * CAP));
        }
        return steps;
    }

    @Override
    public int heightUnits() {
        return (int) Math.ceil(GAP
                + bands() * panelHeight()
                + (xTitle.size() + (numbered ? legend.lines() : 0)) * PanelLayout.line()
                + 2.0 * GAP);
    }

    @Override
    public int widthUnits() {
        return full;
    }

    @Override
    public void paintUnits(Graphics2D g) {
        for (int p = 0; p < view.panels().size(); p++) {
            paintFrame(g, p);
            paintFront(g, p);
            List<Spot> spots = view.panels().get(p).spots();
            for (int s = 0; s < spots.size(); s++) {
                Spot spot = spots.get(s);
                int panel = p;
                Rectangle2D place = places.get(p).get(s);
                SeriesGroup.paint(g, spot.label(), () -> paintSpot(g, panel, spot, place));
            }
        }
        paintTitles(g);
    }

    private void paintFrame(Graphics2D g, int panel) {
        Rectangle2D area = area(panel);
        g.setColor(HouseStyle.INK);
        titles.paint(g, panel, area.getMinX(), area.getMinY() - titles.height());
        for (int i = 0; i < xTitles.get(panel).size(); i++) {
            String line = xTitles.get(panel).get(i);
            double y = area.getMaxY() + TICKS + (i + 0.5) * PanelLayout.line();
            normal.paint(g, line, area.getCenterX() - normal.width(line) / 2, y);
        }
        for (double tick : x(panel).ticks()) {
            double at = x(panel).at(tick);
            String label = x(panel).label(tick);
            grid(g, new Line2D.Double(at, area.getMinY(), at, area.getMaxY()));
            normal.paint(g, label, at - normal.width(label) / 2, area.getMaxY() + 6.0 * UNIT);
        }
        for (double tick : y(panel).ticks()) {
            double at = y(panel).at(tick);
            String label = y(panel).label(tick);
            grid(g, new Line2D.Double(area.getMinX(), at, area.getMaxX(), at));
            normal.paint(g, label, area.getMinX() - normal.width(label) - 2.0 * UNIT, at);
        }
        g.setStroke(HouseStyle.hairline());
        g.draw(area);
    }

    private static void grid(Graphics2D g, Line2D line) {
        g.setColor(HouseStyle.GRID);
        g.setStroke(HouseStyle.hairline());
        g.draw(line);
        g.setColor(HouseStyle.INK);
    }

    private void paintFront(Graphics2D g, int panel) {
        List<Point2D> corners = front(panel);
        if (corners.size() < 2) {
            return;
        }
        Path2D steps = new Path2D.Double();
        steps.moveTo(corners.get(0).getX(), corners.get(0).getY());
        corners.forEach(corner -> steps.lineTo(corner.getX(), corner.getY()));
        g.setColor(new Color(0x99, 0x99, 0x99));
        g.setStroke(HouseStyle.line(1));
        g.draw(steps);
    }

    private void paintSpot(Graphics2D g, int panel, Spot spot, Rectangle2D place) {
        Point2D centre = centre(panel, spot);
        double x = centre.getX();
        double y = centre.getY();
        g.setColor(HouseStyle.color(spot.style()));
        g.setStroke(HouseStyle.hairline());
        double left = x(panel).at(spot.x().interval().low());
        double right = x(panel).at(spot.x().interval().high());
        double low = y(panel).at(spot.y().interval().low());
        double high = y(panel).at(spot.y().interval().high());
        if (left < right) {
            g.draw(new Line2D.Double(left, y, right, y));
            g.draw(new Line2D.Double(left, y - CAP, left, y + CAP));
            g.draw(new Line2D.Double(right, y - CAP, right, y + CAP));
        }
        if (high < low) {
            g.draw(new Line2D.Double(x, low, x, high));
            g.draw(new Line2D.Double(x - CAP, low, x + CAP, low));
            g.draw(new Line2D.Double(x - CAP, high, x + CAP, high));
        }
        HouseStyle.marker(spot.style()).paint(g, x, y, covered(panel, spot) ? COVERED_SIZE : HouseStyle.MARKER_SIZE);
        if (place != null) {
            paintLabel(g, numbered ? number(spot) : spot.label(), centre, place);
        }
    }

    /** Whether one painted later lies upon it; its larger marker then looks out from behind. */
    private boolean covered(int panel, Spot spot) {
        List<Spot> spots = view.panels().get(panel).spots();
        return spots.subList(spots.indexOf(spot) + 1, spots.size()).stream()
                .anyMatch(later -> centre(panel, later).distance(centre(panel, spot)) < HouseStyle.MARKER_SIZE / 4.0);
    }

    /** With a line to the spot where it stands off. */
    private void paintLabel(Graphics2D g, String text, Point2D spot, Rectangle2D place) {
        double nearX = Math.max(place.getMinX(), Math.min(spot.getX(), place.getMaxX()));
        double nearY = Math.max(place.getMinY(), Math.min(spot.getY(), place.getMaxY()));
        if (spot.distance(nearX, nearY) > HouseStyle.MARKER_SIZE) {
            g.setColor(new Color(0x99, 0x99, 0x99));
            g.setStroke(HouseStyle.hairline());
            g.draw(new Line2D.Double(spot.getX(), spot.getY(), nearX, nearY));
        }
        g.setColor(HouseStyle.INK);
        small.paint(g, text, place.getMinX(), place.getCenterY());
    }

    private void paintTitles(Graphics2D g) {
        g.setColor(HouseStyle.INK);
        double y = GAP + bands() * panelHeight() + PanelLayout.line() / 2.0;
        for (String line : xTitle) {
            normal.paint(g, line, (full - normal.width(line)) / 2, y);
            y += PanelLayout.line();
        }
        double middle = GAP + bands() * panelHeight() / 2;
        for (int i = 0; i < yTitle.size(); i++) {
            Graphics2D turned = (Graphics2D) g.create();
            turned.translate(GAP + (i + 0.5) * UPRIGHT, middle);
            turned.rotate(-Math.PI / 2);
            normal.paint(turned, yTitle.get(i), -normal.width(yTitle.get(i)) / 2, 0);
            turned.dispose();
        }
        if (numbered) {
            legend.paint(g, y + GAP);
        }
    }
}

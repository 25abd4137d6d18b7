package io.github.ropelab.report.render;

import io.github.ropelab.report.view.RidgeView;
import io.github.ropelab.report.view.RidgeView.Bin;
import io.github.ropelab.report.view.RidgeView.Panel;
import io.github.ropelab.report.view.RidgeView.Ridge;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Outlines of distributions above each other, the lower ones before the upper ones, with a tick at the median. All panels share
 * the horizontal axis; heights have one scale in a panel. Panels beside each other share their rows' labels.
 */
final class RidgePicture implements Picture {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int GAP = 4 * UNIT;
    private static final int ROW = 12 * UNIT;
    private static final int TICKS = 12 * UNIT;
    private static final int LEAST_PLOT = 64 * UNIT;
    private static final int TICK_ROOM = 20 * UNIT;
    /** Height of the highest outline against the distance of two rows. */
    private static final double TALLEST = 1.7;
    /** Share of its colour in an outline's ground. */
    private static final double GROUND = 0.25;

    private final RidgeView view;
    private final int full;
    private final Lettering normal = Lettering.normal();
    private final double labels;
    private final int columns;
    private final List<String> axisTitle;
    private final PanelTitles titles;

    RidgePicture(RidgeView view, Style style) {
        this.view = view;
        this.full = (int) Math.round(style.widthPoints() * UNIT);
        this.labels = 2.0 * GAP
                + ridges().mapToDouble(ridge -> normal.width(ridge.label()))
                        .max()
                        .orElse(0);
        this.columns = PanelLayout.columns(view.side(), full - labels, LEAST_PLOT);
        this.titles = new PanelTitles(
                normal, view.panels().stream().map(Panel::title).toList(), (full - labels) / columns - 2.0 * GAP);
        this.axisTitle = PanelLayout.lines(normal, view.x().label(), full - 2.0 * GAP);
    }

    private Stream<Ridge> ridges() {
        return view.panels().stream().flatMap(panel -> panel.ridges().stream());
    }

    private List<Panel> band(int band) {
        int from = band * columns;
        return view.panels().subList(from, Math.min(view.panels().size(), from + columns));
    }

    private int bands() {
        return (view.panels().size() + columns - 1) / columns;
    }

    private static List<String> labels(List<Panel> band) {
        return band.stream()
                .flatMap(panel -> panel.ridges().stream())
                .map(Ridge::label)
                .distinct()
                .toList();
    }

    /** Above the first row there is room for its outline. */
    private int bandHeight(int band) {
        return titles.height()
                + (int) (ROW * (TALLEST - 1))
                + labels(band(band)).size() * ROW
                + GAP;
    }

    private int bandTop(int band) {
        int top = GAP;
        for (int b = 0; b < band; b++) {
            top += bandHeight(b);
        }
        return top;
    }

    @Override
    public int heightUnits() {
        return bandTop(bands()) + TICKS + axisTitle.size() * PanelLayout.line() + GAP;
    }

    @Override
    public int widthUnits() {
        return full;
    }

    @Override
    public void paintUnits(Graphics2D g) {
        double panelWidth = (full - labels) / columns;
        for (int b = 0; b < bands(); b++) {
            for (int p = 0; p < band(b).size(); p++) {
                double left = labels + p * panelWidth;
                PlainAxis x = PlainAxis.of(
                        ridges().flatMap(ridge -> ridge.bins().stream())
                                .flatMapToDouble(bin -> DoubleStream.of(bin.from(), bin.to())),
                        left,
                        left + panelWidth - 2.0 * GAP,
                        TICK_ROOM);
                boolean last = b * columns + p + columns >= view.panels().size();
                paintPanel(g, b, p, x, last);
            }
        }
        g.setColor(HouseStyle.INK);
        double y = bandTop(bands()) + TICKS + PanelLayout.line() / 2.0;
        for (String line : axisTitle) {
            normal.paint(g, line, (full - normal.width(line)) / 2, y);
            y += PanelLayout.line();
        }
    }

    private void paintPanel(Graphics2D g, int band, int column, PlainAxis x, boolean last) {
        Panel panel = band(band).get(column);
        List<String> names = labels(band(band));
        double top = bandTop(band) + (double) titles.height();
        double first = top + ROW * TALLEST;
        double bottom = bandTop(band) + bandHeight(band) - (double) GAP;
        for (double tick : x.ticks()) {
            g.setColor(HouseStyle.GRID);
            g.setStroke(HouseStyle.hairline());
            g.draw(new Line2D.Double(x.at(tick), top, x.at(tick), bottom));
            if (last) {
                g.setColor(HouseStyle.INK);
                normal.paint(g, x.label(tick), x.at(tick) - normal.width(x.label(tick)) / 2, bottom + 6.0 * UNIT);
            }
        }
        g.setColor(HouseStyle.INK);
        titles.paint(g, band * columns + column, x.start(), bandTop(band));
        if (column == 0) {
            for (int r = 0; r < names.size(); r++) {
                normal.paint(g, names.get(r), GAP, first + (r - 0.35) * ROW);
            }
        }
        double highest = panel.ridges().stream()
                .flatMap(ridge -> ridge.bins().stream())
                .mapToDouble(Bin::density)
                .max()
                .orElse(1);
        for (Ridge ridge : panel.ridges()) {
            double base = first + (double) names.indexOf(ridge.label()) * ROW;
            SeriesGroup.paint(g, ridge.label(), () -> paintRidge(g, ridge, x, base, TALLEST * ROW / highest));
        }
    }

    private static void paintRidge(Graphics2D g, Ridge ridge, PlainAxis x, double base, double perDensity) {
        Path2D outline = new Path2D.Double();
        outline.moveTo(x.at(ridge.bins().get(0).from()), base);
        double atMedian = 0;
        for (Bin bin : ridge.bins()) {
            double y = base - bin.density() * perDensity;
            outline.lineTo(x.at(bin.from()), y);
            outline.lineTo(x.at(bin.to()), y);
            atMedian = ridge.median() >= bin.from() && ridge.median() <= bin.to()
                    ? Math.max(atMedian, bin.density())
                    : atMedian;
        }
        outline.lineTo(x.at(ridge.bins().get(ridge.bins().size() - 1).to()), base);
        Color color = HouseStyle.color(ridge.style());
        g.setColor(new Color(pale(color.getRed()), pale(color.getGreen()), pale(color.getBlue())));
        g.fill(outline);
        g.setColor(color);
        g.setStroke(HouseStyle.hairline());
        g.draw(outline);
        g.setStroke(HouseStyle.line(0));
        double median = x.at(ridge.median());
        g.draw(new Line2D.Double(median, base, median, base - atMedian * perDensity));
    }

    private static int pale(int value) {
        return (int) Math.round(255 - GROUND * (255 - value));
    }
}

package io.github.ropelab.report.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;

/**
 * Grid, ticks and their labels of one panel, painted by XChart. It has no map from values to places on the surface: two
 * invisible points in the corners tell them when they are painted.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param xLabels whether the horizontal axis shows its ticks
 * @param yLabels whether the vertical axis shows its ticks
 */
record PanelChart(AxisRange x, AxisRange y, boolean xLabels, boolean yLabels) {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int PADDING = 9 * UNIT;
    private static final int X_SPACING = 22 * UNIT;
    private static final int MOST_TRIES = 4;
    private static final int Y_SPACING = 18 * UNIT;

    /** Records where it is painted, and paints nothing. */
    private static final class Corner extends Marker {
        private final List<Point2D> places = new ArrayList<>();

        @Override
        public void paint(Graphics2D g, double xOffset, double yOffset, int markerSize) {
            places.add(new Point2D.Double(xOffset, yOffset));
        }

        private Rectangle2D area() {
            Rectangle2D area = new Rectangle2D.Double();
            area.setFrameFromDiagonal(places.get(0), places.get(1));
            return area;
        }
    }

    /** Without a ground, which would cover a neighbour's labels. */
    private static final class Transparent extends XYChart {
        private Transparent(int width, int height) {
            super(width, height);
        }

        @Override
        protected void paintBackground(Graphics2D g) {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        }
    }

    /** A painted chart's plot, and the size of the chart around it. */
    private record Placed(Rectangle2D plot, int width, int height) {}

    /** Space that ticks and labels take left of the plot. */
    double left(double width, double height) {
        return placed(width, height).plot().getX() - PADDING;
    }

    /**
     * Paints the panel.
     *
     * @param g surface whose origin is the plot's upper left corner
     * @return where the plot came to lie: at the origin to within a unit, since XChart's sizes are whole units
     */
    PlotArea paint(Graphics2D g, double width, double height) {
        Placed placed = placed(width, height);
        Graphics2D shifted = (Graphics2D) g.create();
        double left = placed.plot().getX();
        double top = placed.plot().getY();
        shifted.translate(-left, -top);
        Rectangle2D plot = painted(shifted, placed.width(), placed.height());
        shifted.dispose();
        Rectangle2D area =
                new Rectangle2D.Double(plot.getX() - left, plot.getY() - top, plot.getWidth(), plot.getHeight());
        paintAxes(g, area);
        return new PlotArea(x, y, area);
    }

    /** XChart leaves out the line of an axis together with its ticks, and the plot's ground covers half of it. */
    private static void paintAxes(Graphics2D g, Rectangle2D area) {
        g.setColor(HouseStyle.INK);
        g.setStroke(HouseStyle.hairline());
        g.draw(new Line2D.Double(area.getX(), area.getMaxY(), area.getMaxX(), area.getMaxY()));
        g.draw(new Line2D.Double(area.getX(), area.getY(), area.getX(), area.getMaxY()));
    }

    /** Tries charts until the plot in one has the wanted size: its margins depend on the ticks, and these on its size. */
    private Placed placed(double width, double height) {
        int fullWidth = (int) Math.round(width) + 2 * PADDING;
        int fullHeight = (int) Math.round(height) + 2 * PADDING;
        Graphics2D nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        Rectangle2D plot = painted(nowhere, fullWidth, fullHeight);
        for (int tries = 0; tries < MOST_TRIES && !fits(plot, width, height); tries++) {
            fullWidth = (int) Math.round(width + fullWidth - plot.getWidth());
            fullHeight = (int) Math.round(height + fullHeight - plot.getHeight());
            plot = painted(nowhere, fullWidth, fullHeight);
        }
        nowhere.dispose();
        return new Placed(plot, fullWidth, fullHeight);
    }

    private static boolean fits(Rectangle2D plot, double width, double height) {
        return Math.abs(plot.getWidth() - width) <= 0.5 && Math.abs(plot.getHeight() - height) <= 0.5;
    }

    private Rectangle2D painted(Graphics2D g, int fullWidth, int fullHeight) {
        Corner corner = new Corner();
        XYChart chart = new Transparent(fullWidth, fullHeight);
        style(chart.getStyler(), Lettering.normal().font());
        axes(chart.getStyler(), fullWidth - 3.0 * PADDING, fullHeight - 3.0 * PADDING);
        // A third point keeps the first two from being taken for ticks: XChart labels data at equal steps.
        XYSeries series = chart.addSeries("corners", apart(x), apart(y));
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(corner);
        chart.paint(g, fullWidth, fullHeight);
        return corner.area();
    }

    private static double[] apart(AxisRange range) {
        return new double[] {range.from(), range.to(), range.from() + (range.to() - range.from()) / Math.PI};
    }

    private void axes(XYStyler styler, double width, double height) {
        styler.setXAxisMin(x.from());
        styler.setXAxisMax(x.to());
        styler.setYAxisMin(y.from());
        styler.setYAxisMax(y.to());
        styler.setXAxisTicksVisible(xLabels);
        styler.setYAxisTicksVisible(yLabels);
        styler.setXAxisTickLabelsFormattingFunction(x::label);
        styler.setYAxisTickLabelsFormattingFunction(y::label);
        styler.setXAxisTickMarkSpacingHint(spacing(x, X_SPACING, width));
        styler.setYAxisTickMarkSpacingHint(spacing(y, Y_SPACING, height));
    }

    /** Ticks at least so far apart that a step is one or more where powers or whole numbers ask for it. */
    private static int spacing(AxisRange range, int least, double length) {
        return range.stepped() ? (int) Math.max(least, length / (range.to() - range.from())) : least;
    }

    private static void style(XYStyler styler, Font font) {
        styler.setLegendVisible(false);
        styler.setChartTitleVisible(false);
        styler.setAxisTitlesVisible(false);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(HouseStyle.GRID);
        styler.setPlotGridLinesStroke(HouseStyle.hairline());
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotMargin(0);
        styler.setPlotContentSize(1);
        styler.setChartPadding(PADDING);
        styler.setBaseFont(font);
        styler.setAxisTickLabelsFont(font);
        styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        styler.setAxisTickPadding(3 * UNIT / 2);
        styler.setAxisTickMarkLength(2 * UNIT);
        styler.setAxisTickMarksStroke(HouseStyle.hairline());
        styler.setAxisTickMarksColor(HouseStyle.INK);
        styler.setAxisTickLabelsColor(HouseStyle.INK);
        styler.setChartFontColor(HouseStyle.INK);
        styler.setLocale(Locale.ROOT);
    }

    /** Up to four significant digits without trailing zeros. */
    static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}

package io.github.ropelab.report.render;

import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.Scale;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One panel of a line view as an XChart chart without a legend. */
final class PanelChart {
    private static final String MARK = "(mark)";
    private static final double KILO = 1024;
    private static final int MANY_POINTS = 24;
    private static final double X_MARGIN = 0.03;
    private static final double LOG_MARGIN = 0.1;
    private static final double Y_MARGIN = 0.04;
    private static final double PLOT_SHARE = 0.8;
    private static final double PLOT_HEIGHT = 0.75;
    private static final int MOST_ZEROS = 3;
    private static final int TICK_SPACING = 24 * HouseStyle.UNITS;

    private PanelChart() {}

    static XYChart of(LineView view, Panel panel, String letter, boolean yTitle, int width, int height) {
        XYChart chart = new XYChartBuilder().width(width).height(height).build();
        style(chart.getStyler(), HouseStyle.font());
        chart.setTitle(letter + panel.title());
        chart.getStyler().setChartTitleVisible(!(letter + panel.title()).isEmpty());
        chart.setXAxisTitle(view.x().label());
        chart.setYAxisTitle(yTitle ? panel.y().label() : "");
        chart.getStyler().setYAxisTitleVisible(yTitle);
        axes(chart, view, panel);
        view.marks().forEach(mark -> addMark(chart, scaled(view.x(), mark.at())));
        for (Line line : panel.lines()) {
            add(chart, view, panel, line);
        }
        return chart;
    }

    private static void style(XYStyler styler, Font font) {
        int unit = HouseStyle.UNITS;
        styler.setLegendVisible(false);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(HouseStyle.GRID);
        styler.setPlotGridLinesStroke(HouseStyle.hairline());
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotMargin(0);
        styler.setPlotContentSize(1);
        styler.setChartPadding(2 * unit);
        styler.setBaseFont(font);
        styler.setChartTitleFont(font);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitlePadding(unit);
        styler.setAxisTitleFont(font);
        styler.setAxisTickLabelsFont(font);
        styler.setAxisTitlePadding(3 * unit);
        styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        styler.setAxisTickPadding(unit);
        styler.setAxisTickMarkLength(2 * unit);
        styler.setAxisTickMarksStroke(HouseStyle.hairline());
        styler.setAxisTickMarksColor(HouseStyle.INK);
        styler.setAxisTickLabelsColor(HouseStyle.INK);
        styler.setChartFontColor(HouseStyle.INK);
        styler.setMarkerSize(HouseStyle.MARKER_SIZE);
        styler.setErrorBarsColorSeriesColor(true);
        styler.setLocale(Locale.ROOT);
    }

    private static void axes(XYChart chart, LineView view, Panel panel) {
        XYStyler styler = chart.getStyler();
        double least = Math.min(
                extreme(panel, Point::x, false),
                view.marks().stream().mapToDouble(Mark::at).min().orElse(Double.MAX_VALUE));
        double most = Math.max(
                extreme(panel, Point::x, true),
                view.marks().stream().mapToDouble(Mark::at).max().orElse(0));
        boolean log = view.x().scale() == Scale.LOG2;
        double from = scaled(view.x(), least);
        double to = scaled(view.x(), most);
        double margin = Math.max(X_MARGIN * (to - from), log ? LOG_MARGIN : 0);
        styler.setXAxisMin(from - margin);
        styler.setXAxisMax(to + margin);
        styler.setXAxisTickLabelsFormattingFunction(log ? PanelChart::powerOfTwo : PanelChart::plain);
        styler.setXAxisTickMarkSpacingHint(spacing(chart.getWidth(), to - from + 2 * margin));
        verticalAxis(chart, panel.y(), panel);
    }

    private static void verticalAxis(XYChart chart, Axis axis, Panel panel) {
        XYStyler styler = chart.getStyler();
        boolean log = axis.scale() != Scale.LINEAR;
        double top = extreme(panel, p -> scaled(axis, p.y()) + error(axis, p), true);
        double least = extreme(panel, p -> scaled(axis, p.y()) - error(axis, p), false);
        double bottom = log ? least : Math.min(0, least);
        double space = Y_MARGIN * (top > bottom ? top - bottom : 1);
        styler.setYAxisMin(bottom - space);
        styler.setYAxisMax(top + space);
        int hint = 20 * HouseStyle.UNITS;
        styler.setYAxisTickMarkSpacingHint(
                log ? Math.max(hint, (int) (PLOT_HEIGHT * chart.getHeight() / (top - bottom + 2 * space))) : hint);
        styler.setYAxisTickLabelsFormattingFunction(log ? PanelChart::powerOfTen : PanelChart::plain);
    }

    /** Half the length of an error bar: on a logarithmic axis to first order, and at most a factor of ten. */
    private static double error(Axis axis, Point point) {
        return axis.scale() == Scale.LINEAR
                ? point.high() - point.y()
                : Math.min(1, (point.high() - point.y()) / point.y() / Math.log(base(axis.scale())));
    }

    /** Ticks at least so far apart that a step of the axis is one or more, as powers of two ask for. */
    private static int spacing(int width, double range) {
        double perStep = PLOT_SHARE * width / range;
        return (int) Math.max(TICK_SPACING, perStep);
    }

    private static double extreme(Panel panel, ToDoubleFunction<Point> value, boolean largest) {
        var values =
                panel.lines().stream().flatMap(line -> line.points().stream()).mapToDouble(value);
        return (largest ? values.max() : values.min()).orElseThrow();
    }

    /** As a series, since XChart's annotations reach into the title. */
    private static void addMark(XYChart chart, double x) {
        XYStyler styler = chart.getStyler();
        XYSeries series =
                chart.addSeries(MARK, new double[] {x, x}, new double[] {styler.getYAxisMin(), styler.getYAxisMax()});
        series.setLineColor(HouseStyle.INK);
        series.setLineStyle(HouseStyle.dotted());
        series.setMarker(SeriesMarkers.NONE);
    }

    private static void add(XYChart chart, LineView view, Panel panel, Line line) {
        double[] x =
                line.points().stream().mapToDouble(p -> scaled(view.x(), p.x())).toArray();
        double[] y = line.points().stream()
                .mapToDouble(p -> scaled(panel.y(), p.y()))
                .toArray();
        double[] error =
                line.points().stream().mapToDouble(p -> error(panel.y(), p)).toArray();
        boolean exact = line.points().stream().noneMatch(Point::uncertain);
        XYSeries series = exact ? chart.addSeries(line.series(), x, y) : chart.addSeries(line.series(), x, y, error);
        series.setLineColor(HouseStyle.color(line.style()));
        series.setLineStyle(HouseStyle.line(line.style()));
        series.setMarkerColor(HouseStyle.color(line.style()));
        series.setMarker(line.points().size() > MANY_POINTS ? SeriesMarkers.NONE : HouseStyle.marker(line.style()));
    }

    /** XChart's log axes draw no minor powers and no labels of our own: the logarithm is plotted and ticks are its powers. */
    private static double scaled(Axis axis, double value) {
        return axis.scale() == Scale.LINEAR ? value : Math.log(value) / Math.log(base(axis.scale()));
    }

    private static int base(Scale scale) {
        return scale == Scale.LOG10 ? 10 : 2;
    }

    /** 1e-6, 0.01, 1, 100. */
    private static String powerOfTen(double exponent) {
        boolean far = Math.abs(exponent) > MOST_ZEROS && exponent == Math.rint(exponent);
        return far ? "1e" + (int) exponent : plain(Math.pow(10, exponent));
    }

    /** 0.5, 1, 512, 1k, 128k. XChart draws no tick at all where the labels of an axis' two ends are equal. */
    private static String powerOfTwo(double exponent) {
        double value = Math.pow(2, exponent);
        return value >= KILO ? plain(value / KILO) + "k" : plain(value);
    }

    /** Up to four significant digits without trailing zeros. */
    static String plain(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}

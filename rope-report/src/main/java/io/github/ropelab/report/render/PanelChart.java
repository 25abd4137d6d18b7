package io.github.ropelab.report.render;

import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Axis;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.LineView.Scale;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One panel of a line view as an XChart chart without a legend. */
final class PanelChart {
    private static final double KILO = 1024;
    private static final int MANY_POINTS = 24;
    private static final double X_MARGIN = 0.03;
    private static final double LOG_MARGIN = 0.1;
    private static final double Y_MARGIN = 0.04;
    private static final double PLOT_SHARE = 0.8;
    private static final int TICK_SPACING = 24 * HouseStyle.UNITS;

    private PanelChart() {}

    static XYChart of(LineView view, Panel panel, String letter, boolean yTitle, int width, int height) {
        XYChart chart = new XYChartBuilder().width(width).height(height).build();
        style(chart.getStyler(), HouseStyle.font());
        chart.setTitle(letter + panel.title());
        chart.getStyler().setChartTitleVisible(!(letter + panel.title()).isEmpty());
        chart.setXAxisTitle(view.x().label());
        chart.setYAxisTitle(yTitle ? view.y().label() : "");
        chart.getStyler().setYAxisTitleVisible(yTitle);
        axes(chart, view, panel);
        for (Line line : panel.lines()) {
            add(chart, view, line);
        }
        view.mark().ifPresent(x -> chart.addAnnotation(new AnnotationLine(scaled(view.x(), x), true, false)));
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
        styler.setAnnotationLineColor(HouseStyle.INK);
        styler.setAnnotationLineStroke(HouseStyle.dotted());
        styler.setLocale(Locale.ROOT);
    }

    private static void axes(XYChart chart, LineView view, Panel panel) {
        XYStyler styler = chart.getStyler();
        double least = extreme(panel, Point::x, false);
        double most = extreme(panel, Point::x, true);
        boolean log = view.x().scale() == Scale.LOG2;
        double from = scaled(view.x(), least);
        double to = scaled(view.x(), most);
        double margin = Math.max(X_MARGIN * (to - from), log ? LOG_MARGIN : 0);
        styler.setXAxisMin(from - margin);
        styler.setXAxisMax(to + margin);
        styler.setXAxisTickLabelsFormattingFunction(log ? PanelChart::powerOfTwo : PanelChart::plain);
        styler.setXAxisTickMarkSpacingHint(spacing(chart.getWidth(), to - from + 2 * margin));
        double top = extreme(panel, p -> p.y() + p.error(), true);
        double bottom = Math.min(0, extreme(panel, p -> p.y() - p.error(), false));
        double space = Y_MARGIN * (top > bottom ? top - bottom : 1);
        styler.setYAxisMin(bottom - space);
        styler.setYAxisMax(top + space);
        styler.setYAxisTickMarkSpacingHint(20 * HouseStyle.UNITS);
        styler.setYAxisTickLabelsFormattingFunction(PanelChart::plain);
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

    private static void add(XYChart chart, LineView view, Line line) {
        double[] x =
                line.points().stream().mapToDouble(p -> scaled(view.x(), p.x())).toArray();
        double[] y =
                line.points().stream().mapToDouble(p -> scaled(view.y(), p.y())).toArray();
        double[] error = line.points().stream().mapToDouble(Point::error).toArray();
        boolean exact = line.points().stream().allMatch(p -> p.error() == 0);
        XYSeries series = exact ? chart.addSeries(line.series(), x, y) : chart.addSeries(line.series(), x, y, error);
        series.setLineColor(HouseStyle.color(line.style()));
        series.setLineStyle(HouseStyle.line(line.style()));
        series.setMarkerColor(HouseStyle.color(line.style()));
        series.setMarker(line.points().size() > MANY_POINTS ? SeriesMarkers.NONE : HouseStyle.marker(line.style()));
    }

    /** XChart's log axes are base 10 only: the logarithm is plotted and ticks are labelled with its power. */
    private static double scaled(Axis axis, double value) {
        return axis.scale() == Scale.LOG2 ? Math.log(value) / Math.log(2) : value;
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

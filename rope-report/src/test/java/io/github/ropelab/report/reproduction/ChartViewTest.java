package io.github.ropelab.report.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.report.FigureFormat;
import io.github.ropelab.report.latex.PgfPlots;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.MatrixView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Charts of tables as views. */
class ChartViewTest {
    private static final Axis X = new Axis("x", "x (tokens)");
    private static final Axis Y = new Axis("y", "y");

    private static DataTable table(int rows, java.util.function.IntToDoubleFunction y) {
        DataTable.Rows made =
                DataTable.titled("t", "T").column("x", "x").column("y", "y").column("name", "name");
        for (int i = 0; i < rows; i++) {
            made.row((double) i, y.applyAsDouble(i), i % 2 == 0 ? 0.1 : 10_000.0);
        }
        return made.table();
    }

    private static Chart chart(Axis x, Axis y, String series) {
        return Chart.lines("c", "It is drawn.", "t", x, y, series);
    }

    private static List<LineView.Line> lines(Chart chart, DataTable table) {
        return ((LineView) ChartView.of(chart, table)).panels().get(0).lines();
    }

    @Test
    void aLineWithoutANameHasNoLegend() throws IOException {
        DataTable table = table(30, i -> i);
        LineView view = (LineView) ChartView.of(chart(X, Y, ""), table);
        assertThat(PgfPlots.of(view, Style.NEURIPS)).doesNotContain("addlegend");
        String svg = svg(view);
        assertThat(svg.split("data-series=\"\"|data-series=''", -1).length - 1)
                .as("the line's own groups, and none of a legend")
                .isEqualTo(svg(named(view)).split("data-series=\"n\"|data-series='n'", -1).length - 2);
        assertThat(height(svg)).isLessThan(height(svg(named(view))));
    }

    private static LineView named(LineView view) {
        LineView.Panel panel = view.panels().get(0);
        LineView.Line line = panel.lines().get(0);
        return new LineView(
                view.x(),
                List.of(),
                List.of(new LineView.Panel(
                        "", panel.y(), List.of(new LineView.Line("n", line.style(), line.points())))));
    }

    private static String svg(LineView view) throws IOException {
        return new String(FigureFormat.SVG.bytes(view, Style.NEURIPS, "c"), StandardCharsets.UTF_8);
    }

    private static double height(String svg) {
        return Double.parseDouble(svg.replaceFirst("(?s).*?height='([0-9.]+)pt'.*", "$1"));
    }

    @Test
    void namesOfSeriesAreShortNumbers() {
        assertThat(lines(chart(X, Y, "name"), table(4, i -> i)))
                .extracting(LineView.Line::series)
                .containsExactly("0.1", "10000");
    }

    @Test
    void aLogarithmicAxisLeavesOutWhatHasNoLogarithmAndSaysSo() {
        DataTable table = table(5, i -> i - 1);
        Chart chart = chart(X, new Axis("y", "y", Scale.LOG10), "");
        assertThat(lines(chart, table).get(0).points()).extracting(Point::y).containsExactly(1.0, 2.0, 3.0);
        assertThat(ChartView.caption(chart, table))
                .isEqualTo("It is drawn. Left out: 2 points at or below 0, which a logarithmic axis does not show.");
        assertThat(ChartView.caption(chart(X, Y, ""), table)).isEqualTo("It is drawn.");
        assertThatThrownBy(() -> ChartView.of(chart, table(5, i -> -i))).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> ChartView.of(chart.levelled(new Chart.Mark(0, "none")), table))
                .isInstanceOf(InvalidParameter.class);
    }

    /** The lone peak and the lone dip of ten thousand points are drawn, and the ends. */
    @Test
    void longLinesKeepTheirExtremes() {
        DataTable table = table(10_000, i -> i == 4321 ? 9 : i == 1234 ? -9 : StrictMath.sin(i));
        for (Scale scale : List.of(Scale.LINEAR, Scale.LOG10)) {
            List<Point> points =
                    lines(chart(new Axis("x", "x", scale), Y, ""), table).get(0).points();
            assertThat(points).hasSizeBetween(500, 2000).isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
            assertThat(points).extracting(Point::y).contains(9.0, -9.0);
            assertThat(points.get(0).x()).isEqualTo(scale == Scale.LINEAR ? 0 : 1);
            assertThat(points.get(points.size() - 1).x()).isEqualTo(9999);
        }
        assertThat(lines(chart(X, Y, ""), table(1000, i -> i)).get(0).points()).hasSize(1000);
    }

    @Test
    void aPictureIsDescribedByWhatItDraws() {
        DataTable table = table(4, i -> i);
        assertThat(ChartView.drawn(chart(X, Y, ""), table)).isEqualTo("y over x (tokens)");
        assertThat(ChartView.drawn(chart(X, Y, "name").panels("name", 2), table))
                .isEqualTo("y over x (tokens). Lines: 0.1; 10000, each in a panel");
        assertThat(ChartView.drawn(chart(X, Y, "name").panels("x", 2), table))
                .isEqualTo("y over x (tokens). Lines: 0.1; 10000. Panels: 0; 1; 2; 3");
        Axis log = new Axis("y", "y", Scale.LOG10);
        assertThat(ChartView.drawn(chart(X, log, "name"), table(3, i -> i % 2)))
                .as("a line without a point that is drawn has no name")
                .isEqualTo("y over x (tokens). Lines: 10000");
    }

    @Test
    void aMatrixOfPositionsIsWrittenInWholeNumbers() throws IOException {
        DataTable.Rows rows = DataTable.titled("t", "T")
                .column("q", "query")
                .column("k", "key")
                .column("d", "distance");
        IntStream.range(0, 20).forEach(q -> IntStream.rangeClosed(0, q).forEach(k -> rows.row(q, k, q - k)));
        Chart chart = Chart.cells(
                "m", "M.", "t", new Axis("k", "key"), new Axis("q", "query"), new Axis("d", "distance (tokens)"));
        MatrixView view = (MatrixView) ChartView.of(chart, rows.table());
        assertThat(view.panels().get(0).columns()).hasSize(20).startsWith("0", "1");
        assertThat(view.panels().get(0).rows().get(3).values().get(1)).hasValue(2);
        assertThat(view.panels().get(0).rows().get(3).values().get(4)).isEmpty();
        assertThat(view.panels().get(0).whole()).isTrue();
        assertThat(view.absent()).isEqualTo(MatrixView.NO_VALUE);
        assertThat(((MatrixView) ChartView.of(chart.absent("hidden"), rows.table())).absent())
                .isEqualTo("hidden");
    }
}

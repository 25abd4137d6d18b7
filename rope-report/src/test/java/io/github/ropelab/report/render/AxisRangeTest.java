package io.github.ropelab.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.latex.PgfPlots;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Scale;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AxisRangeTest {
    private static AxisRange vertical(Scale scale, double... values) {
        List<Point> points =
                DoubleStream.of(values).mapToObj(value -> Point.exact(1, value)).toList();
        Panel panel = new Panel("", new Axis("y", scale), List.of(new Line("a", 0, points)));
        return AxisRange.vertical(scale, List.of(panel), List.of());
    }

    @Test
    void thePowersOfTenOfOneAxisAreWrittenAlike() {
        AxisRange near = vertical(Scale.LOG10, 0.005, 2000);
        assertThat(List.of(near.label(-2), near.label(0), near.label(3))).containsExactly("0.01", "1", "1000");
        AxisRange high = vertical(Scale.LOG10, 5, 20_000);
        assertThat(List.of(high.label(1), high.label(3), high.label(4))).containsExactly("1e1", "1e3", "1e4");
        AxisRange low = vertical(Scale.LOG10, 5e-6, 5);
        assertThat(List.of(low.label(-5), low.label(-2), low.label(0))).containsExactly("1e-5", "1e-2", "1e0");
    }

    private static LineView over(double... places) {
        List<Point> points = DoubleStream.of(places)
                .mapToObj(place -> Point.exact(place, place))
                .toList();
        Panel panel = new Panel("", new Axis("y", Scale.LINEAR), List.of(new Line("a", 0, points)));
        return new LineView(new Axis("call", Scale.LINEAR), List.of(), List.of(panel));
    }

    /** Ticks that XChart paints below a plot of ten calls or of their halves, in an SVG of a page's width. */
    private static long ticks(LineView view) {
        DrawnShapes drawn = DrawnShapes.of(new FigureFiles(view, Style.NEURIPS.sized("5.5in")).svg("t"));
        return drawn.shapes().stream()
                .filter(shape -> shape.tag().equals("line") && shape.series().isEmpty())
                .filter(shape ->
                        shape.bounds().getWidth() == 0 && shape.bounds().getHeight() < 5)
                .count();
    }

    @Test
    void wholePlacesHaveWholeTicks() {
        double[] calls = IntStream.rangeClosed(1, 10).asDoubleStream().toArray();
        double[] halves = DoubleStream.of(calls)
                .map(call -> call == 10 ? call : call + 0.5)
                .toArray();
        assertThat(over(calls).wholePlaces()).isTrue();
        assertThat(over(halves).wholePlaces()).isFalse();
        assertThat(ticks(over(calls))).as("1 to 10").isEqualTo(10);
        assertThat(ticks(over(halves))).as("a rule without need").isGreaterThan(10);
        String tex = PgfPlots.of(over(1, 2, 3), Style.NEURIPS);
        assertThat(tex).contains("xtick={1.0,2.0,3.0}");
        assertThat(PgfPlots.of(over(1, 2, 2.5), Style.NEURIPS)).doesNotContain("xtick={1.0,2.0}");
    }

    @Test
    void aLinearAxisHoldsZeroUnlessItIsFarFromTheValues() {
        assertThat(vertical(Scale.LINEAR, 2, 5).from()).isNegative();
        assertThat(vertical(Scale.LINEAR, -5, -2).to()).isPositive();
        assertThat(vertical(Scale.LINEAR, 3, 3).from()).isNegative();
        assertThat(vertical(Scale.LINEAR, 7, 9).from()).isBetween(6.5, 7.0);
        assertThat(vertical(Scale.LINEAR, -9, -7).to()).isBetween(-7.0, -6.5);
    }
}

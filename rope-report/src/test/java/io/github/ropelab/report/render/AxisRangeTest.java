package io.github.ropelab.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Scale;
import java.util.List;
import java.util.stream.DoubleStream;
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

    @Test
    void aLinearAxisHoldsZeroUnlessItIsFarFromTheValues() {
        assertThat(vertical(Scale.LINEAR, 2, 5).from()).isNegative();
        assertThat(vertical(Scale.LINEAR, -5, -2).to()).isPositive();
        assertThat(vertical(Scale.LINEAR, 3, 3).from()).isNegative();
        assertThat(vertical(Scale.LINEAR, 7, 9).from()).isBetween(6.5, 7.0);
        assertThat(vertical(Scale.LINEAR, -9, -7).to()).isBetween(-7.0, -6.5);
    }
}

package io.github.ropelab.report.latex;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.stats.Interval;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.DotView;
import io.github.ropelab.report.view.IntervalView;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.RidgeView;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.ScatterView;
import io.github.ropelab.report.view.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers in the source are those of the view, to the last bit. */
class PgfPlotsTest {
    private static final Style STYLE = Style.NEURIPS;

    /** The tables of all \addplot commands whose first column names are these, row by row. */
    private static List<List<Double>> tables(String tex, String names) {
        return Pattern.compile("\\\\addplot[^;]*?\\{" + names + "\\\\\\\\\n(.*?)};", Pattern.DOTALL)
                .matcher(tex)
                .results()
                .map(PgfPlotsTest::numbers)
                .toList();
    }

    private static List<Double> numbers(MatchResult table) {
        return Arrays.stream(table.group(1).split("\\\\\\\\\\s*|\\s+"))
                .filter(text -> !text.isBlank())
                .map(Double::parseDouble)
                .toList();
    }

    private static List<Double> list(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }

    @Test
    void levelsRunAcrossEveryPanel() {
        LineView view = MadeViews.lines(Scale.LOG10);
        LineView levelled = new LineView(
                view.x(),
                view.marks(),
                List.of(new Mark(4096, "trained length")),
                view.columns(),
                false,
                view.panels());
        String tex = PgfPlots.of(levelled, STYLE);
        long across = Pattern.compile(
                        "\\\\draw\\[rope bound\\] \\(axis cs:[^,]+,4096[.0]*\\) -- \\(axis cs:[^,]+,4096[.0]*\\)")
                .matcher(tex)
                .results()
                .count();
        assertThat(across).isEqualTo(view.panels().size());
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void linesHoldTheirPointsAndIntervals(Scale scale) {
        LineView view = MadeViews.lines(scale);
        String tex = PgfPlots.of(view, STYLE);
        List<List<Double>> expected = new ArrayList<>();
        view.panels().forEach(panel -> panel.lines()
                .forEach(line -> expected.add(line.points().stream()
                        .flatMap(p -> Stream.of(p.x(), p.y(), p.low(), p.high()))
                        .toList())));
        assertThat(tables(tex, "x y low high")).isEqualTo(expected);
        assertThat(tables(tex, "x low")).isEqualTo(ends(view, LineView.Point::low));
        assertThat(tables(tex, "x high")).isEqualTo(ends(view, LineView.Point::high));
    }

    private static List<List<Double>> ends(LineView view, ToDoubleFunction<LineView.Point> end) {
        return view.panels().stream()
                .flatMap(panel -> panel.lines().stream())
                .map(line -> line.points().stream()
                        .flatMap(p -> Stream.of(p.x(), end.applyAsDouble(p)))
                        .toList())
                .toList();
    }

    /** The legend counts the plots of its panel: one that is not forgotten takes the place of an entry. */
    @Test
    void noPlotEntersTheLegendByItself() {
        LineView.Line line = new LineView.Line("a", 0, List.of(new LineView.Point(1024, 0.5, 0.4, 0.6, 3)));
        LineView view = new LineView(
                new Axis("length (tokens)", Scale.LOG2),
                List.of(),
                List.of(new LineView.Panel("", new Axis("error", Scale.LINEAR), List.of(line))));
        for (View each : List.of(view, MadeViews.lines(Scale.LOG10), MadeViews.dots(), MadeViews.scatter())) {
            assertThat(Pattern.compile("\\\\addplot\\[[^\\]]*]")
                            .matcher(PgfPlots.of(each, STYLE))
                            .results())
                    .isNotEmpty()
                    .allMatch(plot -> plot.group().contains("forget plot"));
        }
    }

    @Test
    void dotsHoldTheirValuesLaneByLane() {
        DotView view = MadeViews.dots();
        List<List<Double>> expected = new ArrayList<>();
        for (DotView.Row row : view.rows()) {
            for (int s = 0; s < view.series().size(); s++) {
                int series = s;
                expected.add(row.dots().stream()
                        .filter(dot -> dot.series() == series)
                        .map(DotView.Dot::value)
                        .toList());
            }
        }
        assertThat(tables(PgfPlots.of(view, STYLE), "x")).isEqualTo(expected);
    }

    @Test
    void cellsHoldTheirValuesAndEmptyOnesAreCrossed() {
        MatrixView view = MadeViews.matrix(Scale.LOG10, OptionalDouble.of(1));
        String tex = PgfPlots.of(view, STYLE);
        List<List<Double>> tables = tables(tex, "x y value");
        assertThat(tables).hasSize(view.panels().size());
        int missing = 0;
        for (int p = 0; p < tables.size(); p++) {
            int at = 0;
            for (int r = 0; r < view.panels().get(p).rows().size(); r++) {
                for (OptionalDouble cell : view.panels().get(p).rows().get(r).values()) {
                    int c = at / 3 % 4;
                    assertThat(tables.get(p).subList(at, at + 2)).isEqualTo(list(c, r));
                    if (cell.isPresent()) {
                        assertThat(tables.get(p).get(at + 2)).isEqualTo(cell.getAsDouble());
                    } else {
                        missing++;
                        assertThat(tex).contains("(axis cs:" + (c - 0.5) + "," + (r - 0.5) + ") rectangle");
                    }
                    at += 3;
                }
            }
            assertThat(tables.get(p)).hasSize(at);
        }
        assertThat(tex.split("% no value", -1)).hasSize(missing + 1);
    }

    @Test
    void spotsHoldBothEstimates() {
        ScatterView view = MadeViews.scatter();
        List<List<Double>> expected = new ArrayList<>();
        view.panels().forEach(panel -> panel.spots().forEach(spot -> {
            List<Double> row = new ArrayList<>();
            for (Estimate e : List.of(spot.x(), spot.y())) {
                row.addAll(list(e.mean(), e.interval().low(), e.interval().high()));
            }
            expected.add(row);
        }));
        assertThat(tables(PgfPlots.of(view, STYLE), "x xlow xhigh y ylow yhigh"))
                .isEqualTo(expected);
    }

    @Test
    void rowsHoldTheirIntervalsAndStars() {
        IntervalView view = MadeViews.intervals();
        String tex = PgfPlots.of(view, STYLE);
        List<List<Double>> expected = new ArrayList<>();
        view.panels().forEach(panel -> panel.rows().forEach(row -> {
            Interval ends = row.interval().orElse(new Interval(row.middle(), row.middle()));
            expected.add(list(row.middle(), ends.low(), ends.high()));
        }));
        assertThat(tables(tex, "x low high")).isEqualTo(expected);
        assertThat(tex.split("\\Q{${*}{*}{*}$}\\E", -1)).as("starred rows").hasSize(1 + 4);
    }

    @Test
    void ridgesHoldTheirBinsBetweenZeros() {
        RidgeView view = MadeViews.ridges();
        List<List<Double>> expected = new ArrayList<>();
        view.panels().forEach(panel -> panel.ridges().forEach(ridge -> {
            List<Double> outline = new ArrayList<>(list(ridge.bins().get(0).from(), 0));
            ridge.bins().forEach(bin -> outline.addAll(list(bin.from(), bin.density())));
            outline.addAll(list(ridge.bins().get(ridge.bins().size() - 1).to(), 0));
            expected.add(outline);
        }));
        assertThat(tables(PgfPlots.of(view, STYLE), "from density")).isEqualTo(expected);
    }

    @Test
    void lengthsHaveTicksAtPowersOfTwo() {
        String tex = PgfPlots.of(MadeViews.lines(Scale.LINEAR), STYLE.sized("6.75in"));
        assertThat(tex)
                .contains("xmode=log, log basis x=2")
                .contains("xtick={512.0,1024.0,2048.0,4096.0,8192.0}, xticklabels={512,1k,2k,4k,8k}");
    }

    @Test
    void ticksAreFewAndRound() {
        assertThat(new PgfRange(Scale.LINEAR, -0.03, 0.71).ticks(5).stream().map(PgfRange.Tick::label))
                .containsExactly("$0$", "$0.2$", "$0.4$", "$0.6$");
        assertThat(new PgfRange(Scale.LOG10, 1e-6, 2).ticks(5).stream().map(PgfRange.Tick::at))
                .allMatch(at -> Math.abs(Math.log10(at) - Math.rint(Math.log10(at))) < 1e-9)
                .hasSizeBetween(2, 5);
        assertThat(new PgfRange(Scale.LOG10, 0.15, 0.9).ticks(5).stream().map(PgfRange.Tick::label))
                .containsExactly("$0.2$", "$0.3$", "$0.5$", "$0.7$");
        assertThat(new PgfRange(Scale.LINEAR, 0, 4e-8).ticks(5).stream().map(PgfRange.Tick::label))
                .contains("$2{\\cdot}10^{-8}$");
    }

    @Test
    void aFileNamesWhatItNeedsAndIsTheSameEachTime() {
        View view = MadeViews.lines(Scale.LINEAR);
        assertThat(PgfPlots.of(view, STYLE))
                .isEqualTo(PgfPlots.of(view, STYLE))
                .contains("\\usepackage{pgfplots}", "compat=1.18", "\\usepgfplotslibrary{groupplots,fillbetween}")
                .contains(
                        "title={(c) shaped}",
                        "\\addlegendentry{trained length}",
                        "\\addlegendentry{rerope 50 \\% \\& \\#1}");
    }

    @Test
    void anAxisOfEqualValuesHasALength() {
        PgfRange range = PgfRange.of(Scale.LINEAR, DoubleStream.of(3, 3));
        assertThat(range.least()).isLessThan(3);
        assertThat(range.most()).isGreaterThan(3);
        assertThat(new Axis("x", Scale.LINEAR).scale()).isEqualTo(range.scale());
    }
}

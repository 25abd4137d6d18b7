package io.github.ropelab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.report.figure.EntropyVersusLength;
import io.github.ropelab.report.figure.Figure;
import io.github.ropelab.report.figure.Pareto;
import io.github.ropelab.report.figure.ScoreDistributions;
import io.github.ropelab.report.render.FigureFiles;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.stats.Interval;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.IntervalView;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.RidgeView;
import io.github.ropelab.report.view.RidgeView.Ridge;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.ScatterView;
import io.github.ropelab.report.view.ScatterView.Spot;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** From recorded rows to spots, intervals and ridges, and from the SVG back. */
class NewFiguresTest {
    /** The pictures are painted in double; the SVG rounds nothing to whole pixels. */
    private static final Offset<Double> PLACES = Offset.offset(1e-6);

    private static final List<String> STRATEGIES = List.of("none", "a", "b", "c", "d", "e");

    /** Values that tie on one axis too. */
    private static ScatterView pareto() throws Figure.NothingToDraw {
        RecordedRows rows = new RecordedRows(STRATEGIES.toArray(String[]::new));
        double[] x = {0, 1, 2, 2, 3, 1};
        double[] y = {5, 4, 3, 4, 3, 4};
        for (int s = 0; s < x.length; s++) {
            for (int head = 0; head < 3; head++) {
                String name = STRATEGIES.get(s);
                rows.row("m", head, 128, name, "output-error", "mean", "row", 8, 64, x[s], 56);
                rows.row("m", head, 128, name, "output-error", "mean", "row", 64, 128, 99, 64);
                rows.all("m", head, 128, name, "score-excess", "row_median", y[s]);
            }
        }
        return (ScatterView) new Pareto().draw(rows.selection()).view();
    }

    @Test
    void theFrontIsWhatNoOtherSpotBeats() throws Figure.NothingToDraw {
        List<Spot> spots = pareto().panels().get(0).spots();
        assertThat(spots).extracting(Spot::label).isEqualTo(STRATEGIES);
        assertThat(spots).filteredOn(Spot::front).extracting(Spot::label).containsExactly("none", "a", "b", "e");
        assertThat(spots.get(2).x().mean())
                .as("rows of the trained range alone")
                .isEqualTo(2);
    }

    @Test
    void entropyHasALinePerStrategyAndItsRecordedMeans() throws Figure.NothingToDraw {
        RecordedRows rows = new RecordedRows("none", "a");
        for (int length : new int[] {64, 128}) {
            rows.all("m", 0, length, "none", "entropy", "strategy", 2)
                    .all("m", 0, length, "a", "entropy", "strategy", 3);
        }
        Figure.Drawing drawing = new EntropyVersusLength().draw(rows.selection());
        assertThat(drawing.view().csv()).isEqualTo("""
                        panel,series,x,y,low,high,n
                        m,none,64.0,2.0,2.0,2.0,1
                        m,none,128.0,2.0,2.0,2.0,1
                        m,a,64.0,3.0,3.0,3.0,1
                        m,a,128.0,3.0,3.0,3.0,1
                        """);
    }

    /** Every strategy's cells repeat what the reference has: one of them is drawn, and the filters pick no other. */
    @Test
    void aReferenceBesideTheStrategiesIsDrawnFromOneOfThem() throws Figure.NothingToDraw {
        RecordedRows rows = new RecordedRows("a", "b");
        for (String strategy : List.of("a", "b")) {
            rows.all("m", 0, 128, strategy, "entropy", "strategy", 3)
                    .all("m", 0, 128, strategy, "entropy", "reference", 2);
        }
        Figure.Drawing drawing = new EntropyVersusLength().draw(rows.selection());
        assertThat(drawing.view().csv()).endsWith("m,none,128.0,2.0,2.0,2.0,1\n");
        assertThat(drawing.filters().stream().flatMap(filter -> rows.selection().rows(filter).rows().stream()))
                .hasSize(3);
    }

    @Test
    void ridgesHoldTheShareBetweenTheirQuantiles() throws Figure.NothingToDraw {
        RecordedRows rows = new RecordedRows("none");
        for (int head = 0; head < 2; head++) {
            for (int percent : new int[] {1, 50, 99}) {
                rows.row(
                        "m",
                        head,
                        128,
                        "none",
                        "score-distribution",
                        "within",
                        "percent",
                        percent,
                        percent + 1,
                        percent / 10.0 + head,
                        9);
            }
        }
        RidgeView view =
                (RidgeView) new ScoreDistributions().draw(rows.selection()).view();
        Ridge ridge = view.panels().get(0).ridges().get(0);
        assertThat(ridge.median()).isEqualTo(5.5);
        assertThat(ridge.bins().stream()
                        .mapToDouble(bin -> bin.density() * (bin.to() - bin.from()))
                        .sum())
                .isCloseTo(0.98, PLACES);
        assertThat(ridge.bins().get(0).from()).isCloseTo(0.6, PLACES);
    }

    @Test
    void whatIsMissingIsSaid() {
        RecordedRows rows = new RecordedRows("none", "a").all("m", 0, 128, "a", "kl", "reference_strategy", 1);
        assertThatThrownBy(() -> new ScoreDistributions().draw(rows.selection()))
                .isInstanceOf(Figure.NothingToDraw.class)
                .hasMessageContaining("score-distribution");
        assertThatThrownBy(() -> new Pareto().draw(rows.selection())).isInstanceOf(Figure.NothingToDraw.class);
    }

    /** Centres of the spots are an affine map of the values: a third of the way is a third of the way. */
    @Test
    void theDrawnIntervalsAreTheData() {
        List<IntervalView.Row> rows = List.of(row("a", -1), row("b", 0), row("c", 2));
        IntervalView view = new IntervalView(
                new Mark(0, "as base"),
                1,
                List.of(new IntervalView.Panel("m", new Axis("difference", Scale.LINEAR), rows)));
        assertThat(view.csv()).startsWith("panel,row,value,low,high,n,shown\nm,a,-1.0,-2.0,-0.5,9,true\n");
        for (String width : List.of("3.03in", "5.5in", "6.75in")) {
            String svg = new FigureFiles(view, Style.NEURIPS.sized(width)).svg("t");
            List<Double> centres = Pattern.compile("<ellipse cx='([-\\d.]+)'")
                    .matcher(svg)
                    .results()
                    .map(match -> Double.parseDouble(match.group(1)))
                    .distinct()
                    .toList();
            assertThat(centres).hasSize(3);
            assertThat((centres.get(1) - centres.get(0)) / (centres.get(2) - centres.get(0)))
                    .isCloseTo(1.0 / 3, PLACES);
            assertThat(svg).contains("<g data-series='a'").contains("<g data-series='c'");
        }
    }

    /** The outline has its corners at the bins and its heights in proportion to the densities. */
    @Test
    void theDrawnRidgesAreTheData() {
        List<RidgeView.Bin> bins = List.of(new RidgeView.Bin(0, 1, 0.2), new RidgeView.Bin(1, 4, 0.8 / 3));
        RidgeView view = new RidgeView(
                new Axis("score (logit)", Scale.LINEAR),
                "density",
                1,
                List.of(new RidgeView.Panel("m", List.of(new Ridge("a", 1, bins, 1), new Ridge("b", 2, bins, 3)))));
        String svg = new FigureFiles(view, Style.NEURIPS).svg("t");
        List<double[]> corners = Pattern.compile("<g data-series='a'.*?<path[^>]* d='([^']*)'", Pattern.DOTALL)
                .matcher(svg)
                .results()
                .flatMap(match -> Pattern.compile("[ML] ?([-\\d.]+)[ ,]([-\\d.]+)")
                        .matcher(match.group(1))
                        .results())
                .map(match -> new double[] {Double.parseDouble(match.group(1)), Double.parseDouble(match.group(2))})
                .toList();
        assertThat(corners).as("down, up and along two bins").hasSize(6);
        double width = corners.get(5)[0] - corners.get(0)[0];
        assertThat((corners.get(2)[0] - corners.get(0)[0]) / width).isCloseTo(1.0 / 4, PLACES);
        double first = corners.get(0)[1] - corners.get(1)[1];
        double second = corners.get(0)[1] - corners.get(3)[1];
        assertThat(first / second).isCloseTo(0.2 / (0.8 / 3), PLACES);
    }

    private static IntervalView.Row row(String label, double middle) {
        return new IntervalView.Row(
                label, 0, middle, Optional.of(new Interval(middle - 1, middle + 0.5)), 9, true, "*");
    }
}

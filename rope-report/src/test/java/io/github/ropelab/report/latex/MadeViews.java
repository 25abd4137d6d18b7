package io.github.ropelab.report.latex;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** A view of every kind, with drawn numbers that have all their digits. */
final class MadeViews {
    static final List<String> STRATEGIES =
            List.of("linear", "linear_align_corners", "ntk_aware", "yarn", "rerope 50 % & #1");
    private static final List<String> TITLES = List.of("smollm2-135m", "iid", "shaped");

    private MadeViews() {}

    static LineView lines(Scale scale) {
        Random random = new Random(1);
        List<LineView.Panel> panels = new ArrayList<>();
        for (String title : TITLES) {
            List<LineView.Line> lines = new ArrayList<>();
            for (int s = 0; s < STRATEGIES.size(); s++) {
                List<LineView.Point> points = new ArrayList<>();
                for (int length = 512; length <= 8192; length *= 2) {
                    double y = Math.exp(3 * random.nextGaussian());
                    double half = y * 1.2 * random.nextDouble();
                    points.add(new LineView.Point(length, y, y - half, y + half, 12));
                }
                lines.add(new LineView.Line(STRATEGIES.get(s), s, points));
            }
            panels.add(new LineView.Panel(title, new Axis("output error ‖Δo‖/‖o‖", scale), lines));
        }
        return new LineView(
                new Axis("current length (tokens)", Scale.LOG2), List.of(new Mark(512, "trained length")), panels);
    }

    static DotView dots() {
        Random random = new Random(2);
        List<DotView.Row> rows = new ArrayList<>();
        for (String strategy : STRATEGIES) {
            List<DotView.Dot> dots = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                dots.add(new DotView.Dot(i % 3, strategy, "none", "head " + i, random.nextDouble()));
            }
            rows.add(new DotView.Row(strategy, "smollm2-135m 0.11 / 0.016, iid 0.051 / 0.013", false, dots));
        }
        return new DotView(
                new Axis("KL divergence (nats)", Scale.LINEAR),
                Optional.of(new DotView.Mark(0.4, "one method", 0.3, 0.5, "others")),
                TITLES,
                rows);
    }

    static MatrixView matrix(Scale scale, OptionalDouble middle) {
        Random random = new Random(3);
        List<MatrixView.Panel> panels = new ArrayList<>();
        for (String title : TITLES.subList(0, 2)) {
            List<MatrixView.Row> rows = new ArrayList<>();
            for (String strategy : STRATEGIES) {
                List<OptionalDouble> values = new ArrayList<>();
                for (int c = 0; c < 4; c++) {
                    values.add(
                            strategy.equals("yarn") && c == 1
                                    ? OptionalDouble.empty()
                                    : OptionalDouble.of(Math.exp(2 * random.nextGaussian())));
                }
                rows.add(new MatrixView.Row(strategy, values));
            }
            panels.add(new MatrixView.Panel(title, List.of("512", "1k", "2k", "4k"), rows, true));
        }
        return new MatrixView(
                new Axis("output error ‖Δo‖/‖o‖", scale), middle, "current length (tokens)", "", 2, panels);
    }

    static ScatterView scatter() {
        Random random = new Random(4);
        List<ScatterView.Panel> panels = new ArrayList<>();
        for (String title : TITLES.subList(0, 2)) {
            List<ScatterView.Spot> spots = new ArrayList<>();
            for (int s = 0; s < STRATEGIES.size(); s++) {
                spots.add(new ScatterView.Spot(
                        STRATEGIES.get(s),
                        s,
                        new Estimate(0.01 + random.nextDouble(), 0.1, 12),
                        new Estimate(random.nextDouble(), 0.02, 12),
                        s < 3));
            }
            panels.add(new ScatterView.Panel(title, spots));
        }
        return new ScatterView(
                new Axis("error within the trained length", Scale.LOG10),
                new Axis("error beyond it", Scale.LINEAR),
                2,
                panels);
    }

    static IntervalView intervals() {
        Random random = new Random(5);
        List<IntervalView.Panel> panels = new ArrayList<>();
        for (String title : TITLES.subList(0, 2)) {
            List<IntervalView.Row> rows = new ArrayList<>();
            for (int s = 0; s < STRATEGIES.size(); s++) {
                double middle = random.nextGaussian();
                Optional<Interval> interval =
                        s == 1 ? Optional.empty() : Optional.of(new Interval(middle - random.nextDouble(), middle + 1));
                rows.add(new IntervalView.Row(STRATEGIES.get(s), s, middle, interval, 12, s > 2, s > 2 ? "***" : ""));
            }
            panels.add(
                    new IntervalView.Panel(title, new Axis("KL, difference from linear (nats)", Scale.LINEAR), rows));
        }
        return new IntervalView(new Mark(0, "no difference"), 2, panels);
    }

    static RidgeView ridges() {
        Random random = new Random(6);
        List<RidgeView.Panel> panels = new ArrayList<>();
        for (String title : TITLES.subList(0, 2)) {
            List<RidgeView.Ridge> ridges = new ArrayList<>();
            for (int s = 0; s < STRATEGIES.size(); s++) {
                List<RidgeView.Bin> bins = new ArrayList<>();
                for (int b = 0; b < 30; b++) {
                    bins.add(new RidgeView.Bin(-3 + 0.2 * b, -3 + 0.2 * (b + 1), random.nextDouble()));
                }
                ridges.add(new RidgeView.Ridge(STRATEGIES.get(s), s, bins, random.nextGaussian()));
            }
            panels.add(new RidgeView.Panel(title, ridges));
        }
        return new RidgeView(new Axis("score (logit)", Scale.LINEAR), "density (1/logit)", 2, panels);
    }
}

package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.RidgeView;
import io.github.ropelab.report.view.RidgeView.Bin;
import io.github.ropelab.report.view.RidgeView.Panel;
import io.github.ropelab.report.view.RidgeView.Ridge;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Distributions of the scores within and beyond the trained length, from their quantiles, at the longest length. */
public record ScoreDistributions() implements Figure {
    private static final int MEDIAN = 50;
    private static final double PERCENT = 100;

    @Override
    public String id() {
        return "score-distribution";
    }

    @Override
    public String title() {
        return "Distribution of scores";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        Filter within = selection.filter("score-distribution", "within").and("axis", "percent");
        int length = selection.longest(selection.rows(within));
        Filter inside = within.and("current_length", length);
        Filter outside = selection
                .filter("score-distribution", "beyond")
                .and("axis", "percent")
                .and("current_length", length);
        int trained = selection.manifest().study().trainedLength();
        List<Panel> panels = new ArrayList<>();
        for (String data : selection.data()) {
            add(panels, selection, data + ", distances < " + trained, data, selection.rows(inside));
            add(panels, selection, data + ", distances ≥ " + trained, data, selection.rows(outside));
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no score-distribution");
        }
        RidgeView view =
                new RidgeView(new Axis("pre-softmax score (logit)", Scale.LINEAR), "density (1 / logit)", 2, panels);
        String caption = "Distributions of pre-softmax scores under every strategy (reference: "
                + selection.manifest().study().reference() + ") at " + length
                + " tokens, at distances below and from the "
                + "trained length of " + trained
                + " tokens on. Between neighbouring quantiles (1, 5, 10, ..., 95, 99 %) the "
                + "density is level, so an outline holds 98 % of the scores; each quantile is the mean over heads or draws ("
                + Captions.counts(selection) + "). Ticks: medians. Heights have one scale in a panel.";
        return new Drawing(view, "", caption, List.of(inside, outside));
    }

    private static void add(List<Panel> panels, Selection selection, String title, String data, ResultTable rows) {
        List<Ridge> ridges = new ArrayList<>();
        for (String strategy : selection.labels()) {
            Map<Integer, Double> quantiles = rows.rows().stream()
                    .filter(row -> row.data().equals(data) && row.strategy().equals(strategy))
                    .collect(Collectors.groupingBy(
                            ResultRow::from, TreeMap::new, Collectors.averagingDouble(row -> row.value()
                                    .orElseThrow())));
            if (quantiles.containsKey(MEDIAN)) {
                List<Bin> bins = bins(quantiles);
                if (!bins.isEmpty()) {
                    ridges.add(new Ridge(strategy, selection.style(strategy), bins, quantiles.get(MEDIAN)));
                }
            }
        }
        if (!ridges.isEmpty()) {
            panels.add(new Panel(title, ridges));
        }
    }

    /** Level densities between neighbouring quantiles; equal ones have none between them. */
    private static List<Bin> bins(Map<Integer, Double> quantiles) {
        List<Bin> bins = new ArrayList<>();
        List<Integer> percents = List.copyOf(quantiles.keySet());
        for (int i = 1; i < percents.size(); i++) {
            double from = quantiles.get(percents.get(i - 1));
            double to = quantiles.get(percents.get(i));
            if (to > from) {
                double share = (percents.get(i) - percents.get(i - 1)) / PERCENT;
                bins.add(new Bin(from, to, share / (to - from)));
            }
        }
        return bins;
    }
}

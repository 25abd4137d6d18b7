package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.ScatterView;
import io.github.ropelab.report.view.ScatterView.Panel;
import io.github.ropelab.report.view.ScatterView.Spot;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a strategy changes inside of the trained range against what lies out of range beyond it. Inside: the output error, or
 * else the KL divergence, of the rows that see distances of the trained range alone. Beyond: the largest score there against
 * the largest within, or else the share of angles that training has not shown.
 */
public record Pareto() implements Figure {
    /** A statistic on an axis: its rows, its title, and what it is, for captions. */
    private record Quantity(Filter filter, String axis, String meaning) {}

    @Override
    public String id() {
        return "pareto";
    }

    @Override
    public String title() {
        return "Fidelity within against excess beyond the trained length";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        String reference = selection.manifest().study().reference();
        int trained = selection.manifest().study().trainedLength();
        int length = selection.longest();
        Quantity within = first(
                        selection,
                        length,
                        List.of(
                                new Quantity(
                                        rows(selection, "output-error", "mean", trained),
                                        "output error within (relative)",
                                        "relative change of the attention output"),
                                new Quantity(
                                        rows(selection, "kl", "reference_strategy", trained),
                                        "KL divergence within (nats)",
                                        "KL divergence of attention")))
                .orElseThrow(() -> new NothingToDraw(
                        "the results hold no output-error and no kl of rows inside of the trained range"));
        Quantity beyond = first(
                        selection,
                        length,
                        List.of(
                                new Quantity(
                                        selection.filter("score-excess", "row_median"),
                                        "score excess beyond (ratio)",
                                        "largest |score| at distances from the trained length on against the largest below it, median over rows; "
                                                + "a longer range has a larger maximum by chance, so compare strategies, not with 1"),
                                new Quantity(
                                        selection.filter("phase-coverage", "mean_beyond_range"),
                                        "angles beyond range (share)",
                                        "share of the distances whose angle lies beyond those of training, mean over the rotary pairs, exact")))
                .orElseThrow(() -> new NothingToDraw("the results hold no score-excess and no phase-coverage"));
        List<Panel> panels = new ArrayList<>();
        for (String data : selection.data()) {
            List<Spot> spots = spots(selection, data, selection.rows(within.filter()), selection.rows(beyond.filter()));
            if (!spots.isEmpty()) {
                panels.add(new Panel(data, spots));
            }
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("no strategy has values both within and beyond the trained length");
        }
        ScatterView view = new ScatterView(
                new Axis(within.axis(), Scale.LINEAR), new Axis(beyond.axis(), Scale.LINEAR), panels.size(), panels);
        String caption = "At " + length + " tokens. Horizontal: " + within.meaning() + " from " + reference
                + " in rows "
                + selection.manifest().study().firstRow() + " to " + (trained - 1)
                + ", which see distances below the trained length of " + trained + " tokens alone. Vertical: "
                + beyond.meaning()
                + ". Smaller is better on both; dashed: the strategies that no other beats on both axes. "
                + "Means over heads or draws (" + Captions.counts(selection) + ") with 95 % intervals (Student).";
        return new Drawing(view, "", caption, List.of(within.filter(), beyond.filter()));
    }

    private static Filter rows(Selection selection, String metric, String statistic, int trained) {
        return selection.filter(metric, statistic).and("axis", "row").atMost("to", trained);
    }

    /** The first quantity that was recorded, at the length. */
    private static Optional<Quantity> first(Selection selection, int length, List<Quantity> quantities) {
        return quantities.stream()
                .map(quantity -> new Quantity(
                        quantity.filter().and("current_length", length), quantity.axis(), quantity.meaning()))
                .filter(quantity -> !selection.rows(quantity.filter()).rows().isEmpty())
                .findFirst();
    }

    private static List<Spot> spots(Selection selection, String data, ResultTable within, ResultTable beyond) {
        List<Spot> spots = new ArrayList<>();
        for (String strategy : selection.labels()) {
            ResultTable x = within.where(
                    row -> row.data().equals(data) && row.strategy().equals(strategy));
            Optional<Estimate> atX = Selection.estimate(x, row -> true);
            Optional<Estimate> atY = Selection.estimate(
                    beyond,
                    row -> row.strategy().equals(strategy)
                            && (row.data().equals(data)
                                    || row.data().isEmpty()
                                            && x.rows().stream().anyMatch(other -> sameHeads(row, other))));
            if (atX.isPresent() && atY.isPresent()) {
                spots.add(new Spot(strategy, selection.style(strategy), atX.get(), atY.get(), false));
            }
        }
        return spots.stream().map(spot -> withFront(spot, spots)).toList();
    }

    /** What is known of an encoding alone belongs to the data of the same heads. */
    private static boolean sameHeads(ResultRow a, ResultRow b) {
        return a.headDim() == b.headDim()
                && a.rotaryDim() == b.rotaryDim()
                && a.base() == b.base()
                && a.targetLength() == b.targetLength();
    }

    private static Spot withFront(Spot spot, List<Spot> all) {
        return new Spot(
                spot.label(), spot.style(), spot.x(), spot.y(), all.stream().noneMatch(other -> beats(other, spot)));
    }

    private static boolean beats(Spot a, Spot b) {
        double ax = a.x().mean();
        double ay = a.y().mean();
        return ax <= b.x().mean() && ay <= b.y().mean() && (ax < b.x().mean() || ay < b.y().mean());
    }
}

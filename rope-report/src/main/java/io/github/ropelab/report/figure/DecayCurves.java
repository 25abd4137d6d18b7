package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.List;

/** B(Δ) against the distance, at the longest length; strategies with equal curves share a line. */
public record DecayCurves() implements Figure {
    @Override
    public String id() {
        return "decay-curve";
    }

    @Override
    public String title() {
        return "Decay curve";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        Filter of = selection.filter("decay-curve", "value");
        ResultTable all = selection.rows(of);
        int length = selection.longest(all);
        Filter filter = of.and("current_length", length).above("from", 0);
        ResultTable rows = selection.rows(filter);
        List<Panel> panels = FrequencyRatios.panels(selection, rows, new Axis("B(Δ) / B(0)", Scale.LINEAR));
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no decay-curve");
        }
        LineView view =
                new LineView(new Axis("distance Δ (tokens)", Scale.LOG2), Captions.marks(selection, rows), panels);
        String caption = "Mean cosine of the rotations by the distance of query and key, for a current length of "
                + length
                + " tokens, at powers of two, midway between them and at the last distance; exact values, between "
                + "which the curve oscillates. Above 0 a key like the query scores higher than one unlike it (Men et al. "
                + "2024). Strategies joined by = have the same curve." + Captions.trained(selection, rows);
        return new Drawing(view, caption, filter);
    }
}

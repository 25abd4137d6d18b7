package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Axis;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
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
        ResultTable all = selection.statistic("decay-curve", "value");
        int length = selection.longest(all);
        ResultTable rows = all.where(row -> row.currentLength() == length && row.from() > 0);
        List<Panel> panels = new ArrayList<>();
        for (String geometry :
                rows.rows().stream().map(FrequencyRatios::geometry).distinct().toList()) {
            ResultTable ofHeads =
                    rows.where(row -> FrequencyRatios.geometry(row).equals(geometry));
            panels.add(new Panel(geometry, FrequencyRatios.lines(selection, ofHeads)));
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no decay-curve");
        }
        LineView view = new LineView(
                new Axis("distance Δ (tokens)", Scale.LOG2),
                new Axis("B(Δ) / B(0)", Scale.LINEAR),
                Captions.mark(selection, rows),
                panels);
        String caption = "Mean cosine of the rotations by the distance of query and key, for a current length of "
                + length
                + " tokens, at powers of two, midway between them and at the last distance; exact values, between "
                + "which the curve oscillates. Above 0 a key like the query scores higher than one unlike it (Men et al. "
                + "2024). Strategies joined by = have the same curve." + Captions.trained(selection, rows);
        return new Drawing(view, caption, "metric=decay-curve, statistic=value, from>0, current_length=" + length);
    }
}

package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.List;

/** Tokens per turn of every rotary pair, at the longest length, against the trained length; equal ones share a line. */
public record Wavelengths() implements Figure {
    private static final int MOST_COLUMNS = 3;

    @Override
    public String id() {
        return "wavelength";
    }

    @Override
    public String title() {
        return "Wavelength per rotary pair";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        Filter of = selection.filter("wavelength", "tokens");
        int length = selection.longest(selection.rows(of));
        Filter filter = of.and("current_length", length);
        ResultTable rows = selection.rows(filter);
        List<Panel> panels = FrequencyRatios.panels(selection, rows, new Axis("wavelength (tokens)", Scale.LOG10));
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no wavelength");
        }
        int trained = selection.manifest().study().trainedLength();
        LineView view = new LineView(
                new Axis("rotary pair i (fast to slow)", Scale.LINEAR),
                List.of(),
                List.of(new Mark(trained, "trained length")),
                Math.min(MOST_COLUMNS, panels.size()),
                false,
                panels);
        String caption = "Tokens per full turn, 2π/ω', of each rotary pair, for a current length of " + length
                + " tokens; exact values. Dotted: trained length, " + trained
                + " tokens: pairs above it made no full turn in training. Strategies joined by = have the same wavelengths.";
        return new Drawing(view, caption, filter);
    }
}

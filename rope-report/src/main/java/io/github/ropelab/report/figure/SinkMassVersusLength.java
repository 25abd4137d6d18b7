package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;

/** Attention of the first keys over the current length. */
public record SinkMassVersusLength() implements Figure {
    private static final String METRIC = "sink-mass";

    @Override
    public String id() {
        return "sink-mass-vs-length";
    }

    @Override
    public String title() {
        return "Attention to the first keys against length";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        String parameters = selection.manifest().study().metrics().stream()
                .filter(info -> info.id().equals(METRIC))
                .map(Manifest.MetricInfo::parameters)
                .findFirst()
                .orElse("");
        return new AttentionLines(selection, METRIC)
                .draw(
                        new Axis("attention of first keys (share)", Scale.LINEAR),
                        "Attention probability of the first keys of the sequence (" + parameters + ")");
    }
}

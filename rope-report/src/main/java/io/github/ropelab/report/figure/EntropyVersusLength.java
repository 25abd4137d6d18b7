package io.github.ropelab.report.figure;

import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;

/** Entropy of attention over the current length. */
public record EntropyVersusLength() implements Figure {
    @Override
    public String id() {
        return "entropy-vs-length";
    }

    @Override
    public String title() {
        return "Attention entropy against length";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        return new AttentionLines(selection, "entropy")
                .draw(new Axis("attention entropy (nats)", Scale.LINEAR), "Entropy of the rows' softmax");
    }
}

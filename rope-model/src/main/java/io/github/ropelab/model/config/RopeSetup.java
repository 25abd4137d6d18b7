package io.github.ropelab.model.config;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import java.util.List;

/**
 * A strategy in its context.
 *
 * @param context geometry, base, lengths
 * @param strategy what is applied
 * @param dialect whose reading it is
 * @param trainedKnown whether the trained length was given; otherwise the context holds a stand-in that nothing depends on
 * @param notes what a person should know about how it was read
 */
public record RopeSetup(
        RopeContext context, RopeStrategy strategy, Dialect dialect, boolean trainedKnown, List<String> notes) {
    /** Copies the notes. */
    public RopeSetup {
        notes = List.copyOf(notes);
    }

    /** The strategy's effect in the context. */
    public PositionEncoding encoding() {
        return strategy.encode(context);
    }
}

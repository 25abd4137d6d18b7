package io.github.ropelab.experiments.data;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import java.util.List;
import java.util.OptionalInt;

/**
 * Lengths that vectors are looked at in, tokens.
 *
 * @param trained trained length
 * @param target length that strategies are made for; absent: each current length
 * @param currents current lengths
 * @param firstRow row metrics leave out earlier rows
 */
public record SweptLengths(int trained, OptionalInt target, List<Integer> currents, int firstRow) {
    /** Copies the list. */
    public SweptLengths {
        currents = List.copyOf(currents);
    }

    /** The contexts of a head, one for each current length. */
    public List<RopeContext> contexts(RotaryGeometry geometry, double base) {
        return currents.stream()
                .map(current -> new Lengths(trained, target.orElse(current), current))
                .map(lengths -> new RopeContext(geometry, base, lengths))
                .toList();
    }
}

package io.github.ropelab.experiments.export;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.Trace;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Current lengths at which rules that look at them differ: below, at and above the trained length, and at the target. */
final class CurrentLengths {
    private CurrentLengths() {}

    static List<Integer> of(Lengths lengths) {
        int trained = lengths.trained();
        int target = lengths.target();
        return List.copyOf(new TreeSet<>(List.of(
                Math.max(1, trained / 2),
                trained,
                Math.min(trained, Integer.MAX_VALUE - 1) + 1,
                target,
                Math.min(target, Integer.MAX_VALUE / 2) * 2,
                lengths.current())));
    }

    /** Whether the strategy's effect differs between them. */
    static boolean matter(RopeStrategy strategy, RopeContext context) {
        return of(context.lengths()).stream()
                        .map(current -> effect(strategy, at(context, current)))
                        .distinct()
                        .count()
                > 1;
    }

    static RopeContext at(RopeContext context, int current) {
        Lengths lengths = context.lengths();
        return context.withLengths(new Lengths(lengths.trained(), lengths.target(), current));
    }

    private static Optional<PositionEncoding> effect(RopeStrategy strategy, RopeContext context) {
        try {
            return Optional.of(strategy.encode(context).withTrace(Trace.none()));
        } catch (InvalidParameter undefined) {
            return Optional.empty();
        }
    }
}

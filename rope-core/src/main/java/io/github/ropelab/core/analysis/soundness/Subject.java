package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.kernel.Arithmetic;
import java.util.Optional;

/**
 * What is checked.
 *
 * @param modification what is done
 * @param promise what it claims
 * @param growing what is done when tokens come one by one and rotated keys are cached; empty where a call changes no key
 */
public record Subject(Modification modification, Promise promise, Optional<Modification> growing) {
    /** A modification that does the same in every call. */
    public static Subject of(Modification modification, Promise promise) {
        return new Subject(modification, promise, Optional.empty());
    }

    /** A catalogue entry in its context; {@code cacheGrows} where the engine makes the encoding anew for each length. */
    public static Subject of(RopeStrategy strategy, RopeContext context, Arithmetic arithmetic, boolean cacheGrows) {
        Promise promise = Promise.of(strategy, context, arithmetic);
        return new Subject(
                new EncodedModification(promise.encoding().orElseThrow(), context, arithmetic),
                promise,
                cacheGrows && strategy.dynamic()
                        ? Optional.of(new GrowingModification(strategy, context, arithmetic))
                        : Optional.empty());
    }

    /** The same with another promise. */
    public Subject withPromise(Promise other) {
        return new Subject(modification, other, growing);
    }
}

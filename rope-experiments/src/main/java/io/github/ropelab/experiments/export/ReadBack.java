package io.github.ropelab.experiments.export;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.io.InvalidInput;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Reads a spelling as its engine would and compares with what was to be said. */
final class ReadBack {
    private ReadBack() {}

    /**
     * Whether the spelling has the setup's effect.
     *
     * @param spelling makes a request from what was written
     * @param currents current lengths to compare at, tokens
     */
    static boolean agrees(
            RopeSetup setup, Supplier<RopeRequest> spelling, List<Integer> currents, SameEffect tolerance) {
        try {
            return currents.stream().allMatch(current -> {
                RopeSetup again = spelling.get()
                        .lengths(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(current))
                        .resolve();
                return again.context().geometry().equals(setup.context().geometry())
                        && tolerance.of(
                                again.encoding(), setup.strategy().encode(CurrentLengths.at(setup.context(), current)));
            });
        } catch (InvalidParameter | InvalidInput refused) {
            return false; // the engine does not take this spelling
        }
    }
}

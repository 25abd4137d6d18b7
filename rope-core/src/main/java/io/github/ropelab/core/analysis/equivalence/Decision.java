package io.github.ropelab.core.analysis.equivalence;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The verdict on the outcomes of all pairs and the scales.
 *
 * @param witness where they differ
 * @param temperature the factor, where there is one
 * @param reason the verdict in a sentence
 */
record Decision(Verdict verdict, Optional<Witness> witness, Optional<Temperature> temperature, String reason) {
    /** @param firstKeyOf the cell of a query and key 0, for what no pair shows */
    static Decision of(List<PairOutcome> pairs, Scales scales, IntFunction<Witness> firstKeyOf) {
        Optional<Witness> turned = pairs.stream()
                .flatMap(pair -> pair.turned().stream())
                .reduce((x, y) -> y.difference() > x.difference() ? y : x);
        if (turned.isPresent()) {
            return different(turned.get(), "a pair turns by other angles between query and key");
        }
        Optional<Witness> grown =
                pairs.stream().flatMap(pair -> pair.grown().stream()).findFirst();
        if (grown.isPresent()) {
            return different(grown.get(), "pairs turn alike, but grow or decay differently with the distance");
        }
        if (scales.same()) {
            boolean vectors = pairs.stream()
                    .allMatch(pair ->
                            pair.vectorAngles().same() && pair.vectorGrowth().same());
            return vectors && scales.identical()
                    ? alike(Verdict.IDENTICAL, "every rotated query and key is the same vector")
                    : alike(Verdict.SAME_SCORES, "rotated vectors differ, no score does");
        }
        if (!scales.sameForAllComponents()) {
            return different(
                    firstKeyOf.apply(0),
                    "the amplitude reaches rotated components only, so a partly rotated head has no common factor");
        }
        Optional<Integer> vanishing = scales.rowThatVanishes();
        if (vanishing.isPresent()) {
            return different(firstKeyOf.apply(vanishing.get()), "one side has no logits at all in a row");
        }
        return new Decision(
                Verdict.SAME_UP_TO_TEMPERATURE,
                Optional.empty(),
                Optional.of(scales.temperature()),
                "rotations are the same; the logits of each row differ by one factor");
    }

    private static Decision alike(Verdict verdict, String reason) {
        return new Decision(verdict, Optional.empty(), Optional.empty(), reason);
    }

    private static Decision different(Witness witness, String reason) {
        return new Decision(Verdict.DIFFERENT, Optional.of(witness), Optional.empty(), reason);
    }
}

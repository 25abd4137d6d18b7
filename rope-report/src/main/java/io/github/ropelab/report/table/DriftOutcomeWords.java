package io.github.ropelab.report.table;

import io.github.ropelab.report.stats.Spearman;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which measures of drift predict a loss and which do not, in a sentence per model. */
public final class DriftOutcomeWords {
    private DriftOutcomeWords() {}

    /** A text about measures of one outcome; each model at one length. */
    public static String of(List<DriftOutcome> outcomes) {
        Map<String, List<DriftOutcome>> byData = outcomes.stream()
                .collect(Collectors.groupingBy(DriftOutcome::data, LinkedHashMap::new, Collectors.toList()));
        return byData.values().stream().map(DriftOutcomeWords::sentence).collect(Collectors.joining(" "));
    }

    private static String sentence(List<DriftOutcome> outcomes) {
        DriftOutcome first = outcomes.get(0);
        String where = first.data() + " at " + first.length() + " tokens: ";
        List<DriftOutcome> known = outcomes.stream()
                .filter(outcome -> outcome.all().flatMap(Spearman::interval).isPresent())
                .sorted(Comparator.comparingDouble(
                        (DriftOutcome outcome) -> -rank(outcome).rho()))
                .toList();
        if (known.isEmpty()) {
            return where + "too few strategies, or all of one value, for a rank correlation of drift with the loss (at "
                    + "least " + Spearman.ENOUGH + " for an interval).";
        }
        List<DriftOutcome> rising = those(known, Spearman::rises);
        List<String> parts = new ArrayList<>();
        parts.add(
                rising.isEmpty()
                        ? "no measure of drift is shown to order the strategies as their loss does"
                        : "the loss is ordered best by " + described(rising.get(0)) + without(rising.get(0)));
        if (rising.size() > 1) {
            parts.add("also by " + list(rising.subList(1, rising.size())));
        }
        List<DriftOutcome> open = those(known, rank -> !rank.rises() && !rank.falls());
        if (!open.isEmpty()) {
            parts.add("not told from 0: " + list(open));
        }
        List<DriftOutcome> falling = those(known, Spearman::falls);
        if (!falling.isEmpty()) {
            parts.add("the wrong way round: " + list(falling));
        }
        return where + String.join("; ", parts) + ".";
    }

    private static Spearman rank(DriftOutcome outcome) {
        return outcome.all().orElseThrow();
    }

    private static List<DriftOutcome> those(List<DriftOutcome> outcomes, Predicate<Spearman> which) {
        return outcomes.stream().filter(outcome -> which.test(rank(outcome))).toList();
    }

    private static String list(List<DriftOutcome> outcomes) {
        return outcomes.stream().map(DriftOutcomeWords::shortly).collect(Collectors.joining(", "));
    }

    private static String shortly(DriftOutcome outcome) {
        return outcome.title() + " " + DriftOutcomeText.interval(rank(outcome));
    }

    private static String described(DriftOutcome outcome) {
        return outcome.title() + ", Spearman's ρ " + DriftOutcomeText.interval(rank(outcome)) + " over "
                + rank(outcome).n() + " strategies";
    }

    /** The same without window schemes, where there are some. */
    private static String without(DriftOutcome outcome) {
        return outcome.plain().size() == outcome.spots().size()
                ? ""
                : outcome.withoutWindows()
                        .map(rank -> " (" + DriftOutcomeText.interval(rank) + " over the " + rank.n()
                                + " that are no window schemes)")
                        .orElse("");
    }
}

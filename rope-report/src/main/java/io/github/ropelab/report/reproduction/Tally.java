package io.github.ropelab.report.reproduction;

import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.Origin;
import io.github.ropelab.experiments.published.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Verdicts counted by who says a number, so that only what publications print counts as published. */
final class Tally {
    /** Who says numbers, as they are counted. */
    enum Group {
        /** The publication or a later one prints them. */
        PUBLISHED("published numbers", Set.of(Origin.PUBLICATION, Origin.LATER)),
        /** They follow from what is stated. */
        STATEMENT("that follow from a statement", Set.of(Origin.STATEMENT)),
        /** No publication prints them. */
        SECOND_IMPLEMENTATION("of a second implementation", Set.of(Origin.SECOND_IMPLEMENTATION));

        private final String words;
        private final Set<Origin> origins;

        Group(String words, Set<Origin> origins) {
            this.words = words;
            this.origins = origins;
        }

        /** Whether it counts numbers of an origin. */
        boolean has(Origin origin) {
            return origins.contains(origin);
        }
    }

    private final List<Check> checks;

    private Tally(List<Check> checks) {
        this.checks = checks;
    }

    /** Of all numbers of some results. */
    static Tally of(List<Attempt> attempts) {
        return new Tally(attempts.stream()
                .flatMap(attempt -> attempt.outcome().stream())
                .flatMap(outcome -> outcome.checks().stream())
                .toList());
    }

    /** How many numbers a group has. */
    long count(Group group) {
        return checks.stream()
                .filter(check -> group.has(check.published().origin()))
                .count();
    }

    /** How many numbers of a group have a verdict. */
    long count(Group group, Verdict verdict) {
        return checks.stream()
                .filter(check -> group.has(check.published().origin()) && check.verdict() == verdict)
                .count();
    }

    /** As {@code 3 of 4 published numbers hold, 1 is wrong; 2 of 2 of a second implementation hold}; groups of none are left out. */
    String words() {
        String words = Arrays.stream(Group.values())
                .filter(group -> count(group) > 0)
                .map(this::words)
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? "no numbers" : words;
    }

    private String words(Group group) {
        long wrong = count(group, Verdict.KNOWN_DISCREPANCY);
        long differ = count(group, Verdict.DIFFERS);
        return count(group, Verdict.HOLDS) + " of " + count(group) + " " + group.words + " hold"
                + (wrong == 0 ? "" : ", " + wrong + (wrong == 1 ? " is wrong" : " are wrong"))
                + (differ == 0 ? "" : ", " + differ + (differ == 1 ? " differs" : " differ"));
    }
}

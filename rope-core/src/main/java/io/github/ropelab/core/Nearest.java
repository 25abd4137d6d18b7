package io.github.ropelab.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one most likely stands for. */
public final class Nearest {
    private Nearest() {}

    /**
     * The known name with the smallest edit distance, if the distance is at most a third of the longer name (at least
     * 2); ties go to the alphabetically first. Case, {@code -} and {@code _} do not count.
     */
    public static Optional<String> to(String name, Collection<String> known) {
        record Candidate(String name, int distance) {}
        return known.stream()
                .map(candidate -> new Candidate(candidate, distance(normal(name), normal(candidate))))
                .filter(c -> c.distance()
                        <= Math.max(2, Math.max(name.length(), c.name().length()) / 3))
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /** "did you mean 'x'?" for the nearest known name, or else the list of all known names. */
    public static String suggestion(String name, Collection<String> known) {
        return to(name, known)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse(known.isEmpty() ? "none is known here" : "known: " + String.join(", ", known));
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Levenshtein distance by the two-row recurrence. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}

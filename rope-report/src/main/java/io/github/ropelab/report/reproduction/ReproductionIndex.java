package io.github.ropelab.report.reproduction;

import io.github.ropelab.experiments.published.Verdict;
import io.github.ropelab.experiments.result.CsvText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** All results of a run in short. */
public final class ReproductionIndex {
    private ReproductionIndex() {}

    /** As a page whose rows link to the results' pages. */
    public static String page(List<Attempt> attempts) {
        List<List<String>> rows = new ArrayList<>();
        for (Attempt attempt : attempts) {
            rows.add(List.of(
                    "[" + attempt.id() + "](" + attempt.id() + ".md)",
                    Markdown.plain(attempt.description().claim()),
                    attempt.description().sources().get(0).locator().replaceFirst("https?://", ""),
                    numbers(attempt),
                    attempt.key().equals(Verdict.HOLDS.key()) ? "holds" : "**" + attempt.words() + "**"));
        }
        return "# Published results, recomputed\n\nMade by `./rope reproduce --all --pages docs/reproductions`; do not edit. "
                + "[How it works](../reproducing.md).\n\n" + summary(attempts) + "\n\n"
                + Markdown.table(List.of("result", "claim", "source", "numbers", "verdict"), "lllll", rows);
    }

    /** How many results hold, and how many of their numbers, by who says them. */
    public static String summary(List<Attempt> attempts) {
        StringBuilder text = new StringBuilder(attempts.size() == 1 ? "1 result" : attempts.size() + " results");
        text.append(": ");
        text.append(String.join(
                ", ",
                Stream.of("holds", "known_discrepancy", "differs", "failed")
                        .map(key -> said(attempts, key))
                        .filter(said -> !said.isEmpty())
                        .toList()));
        return text.append(". Numbers: ")
                .append(Tally.of(attempts).words())
                .append('.')
                .toString();
    }

    /** How many numbers of a result hold, by who says them. */
    public static String numbers(Attempt attempt) {
        return Tally.of(List.of(attempt)).words();
    }

    private static String said(List<Attempt> attempts, String key) {
        long count =
                attempts.stream().filter(attempt -> attempt.key().equals(key)).count();
        return count == 0
                ? ""
                : switch (key) {
                    case "holds" -> count + (count == 1 ? " holds" : " hold");
                    case "known_discrepancy" ->
                        count + (count == 1 ? " with a known discrepancy" : " with known discrepancies");
                    case "differs" -> count + (count == 1 ? " differs" : " differ");
                    default -> count + " failed";
                };
    }

    /** As CSV, a row per result. */
    public static String csv(List<Attempt> attempts) {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        for (String name : List.of(
                "id",
                "title",
                "verdict",
                "numbers",
                "holds",
                "known_discrepancy",
                "differs",
                "published",
                "published_holds",
                "statement",
                "statement_holds",
                "second_implementation",
                "second_implementation_holds",
                "source",
                "failure")) {
            columns.put(name, new ArrayList<>());
        }
        for (Attempt attempt : attempts) {
            columns.get("id").add(attempt.id());
            columns.get("title").add(attempt.description().title());
            columns.get("verdict").add(attempt.key());
            columns.get("numbers").add((long) attempt.checks());
            for (Verdict verdict : Verdict.values()) {
                columns.get(verdict.key()).add(attempt.count(verdict));
            }
            Tally tally = Tally.of(List.of(attempt));
            for (Tally.Group group : Tally.Group.values()) {
                String name = group.name().toLowerCase(Locale.ROOT);
                columns.get(name).add(tally.count(group));
                columns.get(name + "_holds").add(tally.count(group, Verdict.HOLDS));
            }
            columns.get("source").add(attempt.description().sources().get(0).locator());
            columns.get("failure").add(attempt.failure());
        }
        return CsvText.of(columns);
    }
}

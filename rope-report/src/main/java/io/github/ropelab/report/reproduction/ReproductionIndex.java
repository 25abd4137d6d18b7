package io.github.ropelab.report.reproduction;

import io.github.ropelab.experiments.published.Origin;
import io.github.ropelab.experiments.published.Verdict;
import io.github.ropelab.experiments.result.CsvText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
                    ReproductionPage.count(attempt),
                    attempt.key().equals(Verdict.HOLDS.key()) ? "holds" : "**" + attempt.words() + "**"));
        }
        return "# Published results, recomputed\n\nMade by `./rope reproduce --all --pages docs/reproductions`; do not edit. "
                + "[How it works](../reproducing.md).\n\n" + summary(attempts) + "\n\n"
                + Markdown.table(List.of("result", "claim", "source", "numbers", "verdict"), "lllll", rows);
    }

    /** One sentence: how many results hold, and how many of their numbers. */
    public static String summary(List<Attempt> attempts) {
        long numbers = attempts.stream().mapToLong(Attempt::checks).sum();
        StringBuilder text = new StringBuilder(attempts.size() == 1 ? "1 result" : attempts.size() + " results");
        text.append(": ");
        text.append(String.join(
                ", ",
                Stream.of("holds", "known_discrepancy", "differs", "failed")
                        .map(key -> said(attempts, key))
                        .filter(said -> !said.isEmpty())
                        .toList()));
        return text.append(". Of ")
                .append(numbers)
                .append(numbers == 1 ? " number " : " numbers ")
                .append(count(attempts, Verdict.HOLDS))
                .append(" hold, ")
                .append(count(attempts, Verdict.KNOWN_DISCREPANCY))
                .append(" were published wrongly, and ")
                .append(count(attempts, Verdict.DIFFERS))
                .append(" differ. ")
                .append(said(attempts))
                .toString();
    }

    /** Who says the numbers. */
    private static String said(List<Attempt> attempts) {
        return "Publications print " + (count(attempts, Origin.PUBLICATION) + count(attempts, Origin.LATER))
                + " of them, "
                + count(attempts, Origin.STATEMENT) + " follow from statements, and a second implementation gave "
                + count(attempts, Origin.SECOND_IMPLEMENTATION) + " that no publication prints.";
    }

    private static long count(List<Attempt> attempts, Origin origin) {
        return attempts.stream().mapToLong(attempt -> attempt.count(origin)).sum();
    }

    private static String said(List<Attempt> attempts, String key) {
        long count =
                attempts.stream().filter(attempt -> attempt.key().equals(key)).count();
        return count == 0
                ? ""
                : switch (key) {
                    case "holds" -> count + (count == 1 ? " holds" : " hold");
                    case "known_discrepancy" -> count + " with numbers that were published wrongly";
                    case "differs" -> count + (count == 1 ? " differs" : " differ");
                    default -> count + " failed";
                };
    }

    private static long count(List<Attempt> attempts, Verdict verdict) {
        return attempts.stream().mapToLong(attempt -> attempt.count(verdict)).sum();
    }

    /** As CSV, a row per result. */
    public static String csv(List<Attempt> attempts) {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        for (String name : List.of(
                "id",
                "title",
                "verdict",
                "numbers",
                "printed",
                "holds",
                "known_discrepancy",
                "differs",
                "source",
                "failure")) {
            columns.put(name, new ArrayList<>());
        }
        for (Attempt attempt : attempts) {
            columns.get("id").add(attempt.id());
            columns.get("title").add(attempt.description().title());
            columns.get("verdict").add(attempt.key());
            columns.get("numbers").add((long) attempt.checks());
            columns.get("printed").add(attempt.count(Origin.PUBLICATION) + attempt.count(Origin.LATER));
            for (Verdict verdict : Verdict.values()) {
                columns.get(verdict.key()).add(attempt.count(verdict));
            }
            columns.get("source").add(attempt.description().sources().get(0).locator());
            columns.get("failure").add(attempt.failure());
        }
        return CsvText.of(columns);
    }
}

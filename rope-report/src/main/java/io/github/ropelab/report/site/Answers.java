package io.github.ropelab.report.site;

import io.github.ropelab.experiments.result.PValueText;
import io.github.ropelab.report.stats.Interval;
import io.github.ropelab.report.table.Ranking;
import io.github.ropelab.report.table.Ranking.Entry;
import io.github.ropelab.report.table.Ranking.Next;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rankings in words: a sentence per data set, and the lines of its table. */
final class Answers {
    private static final int MAX_DECIMALS = 6;

    /** Below it a value is what rounding in double leaves of 0. */
    private static final double ZERO = 1e-12;

    private final String reference;

    Answers(String reference) {
        this.reference = reference;
    }

    /** A ranking for the template. */
    Map<String, Object> of(Ranking ranking) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", ranking.data());
        answer.put("sentence", sentence(ranking));
        answer.put("apart", apart(ranking));
        answer.put("title", ranking.title());
        answer.put("unit", ranking.unit());
        answer.put("length", ranking.length());
        answer.put("missing", String.join(", ", ranking.missing()));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Entry entry : ranking.entries()) {
            rows.add(Map.of(
                    "rank", entry.rank(),
                    "strategy", entry.strategy(),
                    "value", value(entry),
                    "interval", entry.interval().map(Answers::range).orElse("–"),
                    "n", entry.estimate().n(),
                    "next", next(entry)));
        }
        answer.put("rows", rows);
        return answer;
    }

    private String sentence(Ranking ranking) {
        List<Entry> entries = ranking.entries();
        List<String> same = entries.stream()
                .filter(entry -> Math.abs(entry.estimate().mean()) < ZERO && !higher(ranking))
                .map(Entry::strategy)
                .toList();
        List<Entry> others = entries.subList(same.size(), entries.size());
        String at = " at " + ranking.length() + " tokens";
        String equal = and(same) + (same.size() == 1 ? " is" : " are") + " the same as " + reference + at
                + " but for rounding (" + ranking.title() + " 0)";
        if (others.isEmpty()) {
            return equal + ".";
        }
        String start = same.isEmpty() ? "" : equal + "; of the others, ";
        String where = same.isEmpty() ? " to " + reference + at : "";
        Entry first = others.get(0);
        Entry last = others.get(others.size() - 1);
        String by = ranking.title() + " " + described(first, ranking.unit());
        if (others.size() == 1) {
            return start + (same.isEmpty() ? "only " : "") + first.strategy() + " was compared" + where + ": " + by
                    + ".";
        }
        if (first.rank() == last.rank()) {
            return start + and(ranked(ranking, first.rank())) + " are equally close" + where + ": " + by + ".";
        }
        List<String> closest = ranked(ranking, first.rank());
        List<String> farthest = ranked(ranking, last.rank());
        return start + and(closest) + (closest.size() == 1 ? " is" : " are") + " closest" + where + ", " + by + "; "
                + and(farthest) + (farthest.size() == 1 ? " is" : " are") + " farthest, "
                + described(last, ranking.unit()) + ".";
    }

    private static boolean higher(Ranking ranking) {
        return ranking.direction().equals("higher_is_closer");
    }

    private static List<String> ranked(Ranking ranking, int rank) {
        return ranking.entries().stream()
                .filter(entry -> entry.rank() == rank)
                .map(Entry::strategy)
                .toList();
    }

    private static String and(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private static String described(Entry entry, String unit) {
        return value(entry) + " (" + unit
                + entry.interval()
                        .map(interval -> ", 95 % interval " + range(interval) + ", n = "
                                + entry.estimate().n())
                        .orElse("")
                + ")";
    }

    /** Which neighbours in the order cannot be told apart. */
    private static String apart(Ranking ranking) {
        List<String> same = new ArrayList<>();
        List<String> few = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        List<Entry> entries = ranking.entries();
        for (int i = 0; i + 1 < entries.size(); i++) {
            String pair =
                    entries.get(i).strategy() + " and " + entries.get(i + 1).strategy();
            switch (entries.get(i).next()) {
                case NOT_APART -> same.add(pair);
                case TOO_FEW_PAIRS -> few.add(pair);
                case EQUAL -> equal.add(pair);
                default -> {
                    // told apart
                }
            }
        }
        List<String> parts = new ArrayList<>();
        if (!equal.isEmpty()) {
            parts.add("Equal: " + String.join("; ", equal) + ".");
        }
        if (!same.isEmpty()) {
            parts.add("Not told apart: " + String.join("; ", same) + ".");
        }
        if (!few.isEmpty()) {
            parts.add(
                    few.size() == entries.size() - 1
                            ? "No neighbours can be told apart: there are too few pairs of heads or draws for a test."
                            : "Too few pairs of heads or draws to tell apart: " + String.join("; ", few) + ".");
        }
        return entries.size() > 1 && parts.isEmpty() ? "All neighbours in this order differ." : String.join(" ", parts);
    }

    private static String next(Entry entry) {
        String p = entry.pValue().isPresent() && entry.next() != Next.EQUAL
                ? ", " + PValueText.of(entry.pValue().getAsDouble())
                : "";
        return switch (entry.next()) {
            case APART -> "yes" + p;
            case NOT_APART -> "no" + p;
            case TOO_FEW_PAIRS -> "too few pairs";
            case EQUAL -> "equal to it";
            case LAST -> "–";
        };
    }

    private static String value(Entry entry) {
        return entry.interval()
                .map(interval -> number(entry.estimate().mean(), interval))
                .orElseGet(() -> significant(entry.estimate().mean()));
    }

    private static String range(Interval interval) {
        return number(interval.low(), interval) + " to " + number(interval.high(), interval);
    }

    /** With as many decimals as show two digits of the interval's half width. */
    private static String number(double value, Interval interval) {
        double half = (interval.high() - interval.low()) / 2;
        int decimals = half > 0 ? (int) Math.max(0, 1 - Math.floor(Math.log10(half))) : Integer.MAX_VALUE;
        return decimals > MAX_DECIMALS ? significant(value) : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String significant(double value) {
        return Math.abs(value) < ZERO ? "0" : String.format(Locale.ROOT, "%.4g", value);
    }
}

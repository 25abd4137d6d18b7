package io.github.ropelab.report.site;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** What a reader of the results has to know before believing them. */
final class Warnings {
    /** Reasons of one kind that are told one by one; the others are counted. */
    private static final int MOST = 12;

    private final Selection selection;
    private final List<String> all = new ArrayList<>();

    private Warnings(Selection selection) {
        this.selection = selection;
    }

    /** One sentence or two each, the gravest first. */
    static List<String> of(Selection selection) {
        Warnings warnings = new Warnings(selection);
        warnings.all.addAll(selection.warnings());
        warnings.counted("Failed: ", rows -> rows == 1 ? "1 row" : rows + " rows", warnings.notes(ResultRow.FAILED));
        warnings.counted("Not defined: ", rows -> values(rows) + ", left out of means", warnings.undefined());
        warnings.counted("Incomplete: ", rows -> values(rows) + " leave something out", warnings.notes(ResultRow.OK));
        warnings.lengths();
        warnings.run();
        return List.copyOf(warnings.all);
    }

    private static String values(long rows) {
        return rows == 1 ? "1 value" : String.format(Locale.ROOT, "%,d values", rows);
    }

    private void counted(String kind, LongFunction<String> count, Map<String, Long> reasons) {
        List<Map.Entry<String, Long>> most = reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
        most.stream()
                .limit(MOST)
                .forEach(reason -> all.add(kind + reason.getKey() + " (" + count.apply(reason.getValue()) + ")."));
        if (most.size() > MOST) {
            long rest = most.stream().skip(MOST).mapToLong(Map.Entry::getValue).sum();
            all.add(kind + (most.size() - MOST) + " other reasons (" + count.apply(rest)
                    + "); columns status and note of results.csv hold them.");
        }
    }

    /** Metric or failed cell with its note, to rows. */
    private Map<String, Long> notes(String status) {
        return counts(
                status,
                row -> status.equals(ResultRow.FAILED)
                        ? row.strategy() + (row.data().isEmpty() ? "" : " on " + row.data()) + " at "
                                + row.currentLength() + " tokens: " + row.note()
                        : row.metric() + ": " + row.note());
    }

    /** Metric, its statistics without a value and the reason, to rows: one reason often takes several statistics. */
    private Map<String, Long> undefined() {
        Map<List<String>, Set<String>> statistics = new LinkedHashMap<>();
        Map<List<String>, Long> rows = new LinkedHashMap<>();
        for (ResultRow row : selection.table().rows()) {
            if (row.status().equals(ResultRow.UNDEFINED)) {
                List<String> reason = List.of(row.metric(), row.note());
                statistics.computeIfAbsent(reason, key -> new LinkedHashSet<>()).add(row.statistic());
                rows.merge(reason, 1L, Long::sum);
            }
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        rows.forEach((reason, count) -> counts.put(
                reason.get(0) + " (" + String.join(", ", statistics.get(reason)) + "): " + reason.get(1), count));
        return counts;
    }

    private Map<String, Long> counts(String status, Function<ResultRow, String> reason) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (ResultRow row : selection.table().rows()) {
            if (row.status().equals(status)
                    && !(status.equals(ResultRow.OK) && row.note().isEmpty())) {
                counts.merge(reason.apply(row), 1L, Long::sum);
            }
        }
        return counts;
    }

    private void lengths() {
        Manifest.Study study = selection.manifest().study();
        List<Integer> beyond = study.currentLengths().stream()
                .filter(length -> length > study.trainedLength())
                .sorted()
                .toList();
        if (!beyond.isEmpty()) {
            String reference = study.strategies().stream()
                    .filter(strategy -> strategy.label().equals(study.reference()))
                    .map(Manifest.Strategy::id)
                    .findFirst()
                    .orElse(study.reference()); // one that the study does not run beside the others is its id
            boolean extrapolates = reference.equals("none");
            all.add("Extrapolation: lengths of "
                    + beyond.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + " tokens lie beyond the trained length of " + study.trainedLength() + " tokens."
                    + (extrapolates
                            ? " The reference " + study.reference()
                                    + " extrapolates there too: to be close to it is not to be good."
                            : ""));
        }
    }

    private void run() {
        Manifest manifest = selection.manifest();
        List<String> drawn = manifest.data().stream()
                .filter(data -> "drawn".equals(data.provenance().get("kind")))
                .map(Manifest.Data::name)
                .toList();
        if (!drawn.isEmpty()) {
            all.add("Drawn vectors: " + String.join(", ", drawn)
                    + " test the code and show geometry; they are no proxy for a model.");
        }
        for (Manifest.Excluded excluded : manifest.study().exclusions()) {
            all.add("Left out by the study: " + excluded.cells() + " (" + excluded.count() + " cells), because "
                    + excluded.because() + ".");
        }
        manifest.study().notes().forEach(note -> all.add("Note of the study's reader: " + note));
        switch (manifest.toolkit().dirty()) {
            case "true" ->
                all.add("Dirty checkout: the program had changes that its commit does not hold, so the commit "
                        + "alone does not make these numbers again.");
            case "false" -> {
                // as committed
            }
            default -> all.add("Unknown program: whether its files had changes beyond the commit is not recorded.");
        }
        if (manifest.run().failed() > 0) {
            all.add("Incomplete run: " + manifest.run().failed() + " of "
                    + manifest.run().planned() + " cells failed.");
        }
    }
}

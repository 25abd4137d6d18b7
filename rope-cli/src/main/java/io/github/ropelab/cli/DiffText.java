package io.github.ropelab.cli;

import io.github.ropelab.experiments.diff.Difference;
import io.github.ropelab.experiments.diff.Difference.Kind;
import io.github.ropelab.experiments.diff.Origins;
import io.github.ropelab.experiments.diff.ResultDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Differences of two runs for people and programs.
 *
 * @param diff of the rows
 * @param origins of the manifests
 * @param notes on the input
 * @param first what the user called the first run
 * @param second what the user called the second run
 * @param tolerance of the comparison
 */
record DiffText(
        ResultDiff diff,
        List<Origins> origins,
        List<String> notes,
        String first,
        String second,
        ResultDiff.Tolerance tolerance) {

    private List<Difference> of(Kind kind, int most) {
        return diff.differences().stream()
                .filter(difference -> difference.kind() == kind)
                .limit(most)
                .toList();
    }

    private long rows(Kind kind) {
        return diff.rows().getOrDefault(kind, 0L);
    }

    String text(int most) {
        HeadedLines text = new HeadedLines();
        text.line("first", first).line("second", second);
        notes.forEach(note -> text.line("note", note));
        if (!diff.unshared().isEmpty()) {
            text.line("note", "columns of one table alone: " + String.join(", ", diff.unshared()));
        }
        origins.forEach(origin ->
                text.line("differs", origin.what() + ": " + shown(origin.first()) + " | " + shown(origin.second())));
        text.line(
                "rows",
                diff.matched() + " in both, of them " + diff.equal() + " equal, " + rows(Kind.MOVED) + " moved, "
                        + rows(Kind.CHANGED) + " changed otherwise, " + rows(Kind.OTHER_VERSION)
                        + " of other metric versions (not compared); " + rows(Kind.ONLY_FIRST) + " in the first alone, "
                        + rows(Kind.ONLY_SECOND) + " in the second alone");
        text.line(
                "verdict",
                (diff.same() ? "the same" : "different") + " (tolerance " + tolerance.relative() + " relative, "
                        + tolerance.absolute() + " absolute)");
        for (Kind kind : Kind.values()) {
            List<Difference> listed = of(kind, most);
            if (!listed.isEmpty()) {
                text.title(title(kind));
                listed.forEach(difference -> text.raw(line(difference) + "\n"));
                long all = diff.differences().stream()
                        .filter(d -> d.kind() == kind)
                        .count();
                text.raw(all > listed.size() ? "... and " + (all - listed.size()) + " more; see --top\n" : "");
            }
        }
        return text.toString();
    }

    private static String title(Kind kind) {
        return switch (kind) {
            case MOVED -> "Moved, largest relative change first";
            case CHANGED -> "Changed otherwise";
            case OTHER_VERSION -> "Other metric versions";
            case ONLY_FIRST -> "In the first alone";
            case ONLY_SECOND -> "In the second alone";
        };
    }

    private String line(Difference difference) {
        String what = difference.column().isEmpty() ? "" : difference.column() + " ";
        String change =
                switch (difference.kind()) {
                    case MOVED ->
                        what + difference.first() + " -> " + difference.second()
                                + String.format(
                                        Locale.ROOT,
                                        " (%+.3g, %.3g relative)",
                                        difference.absolute(),
                                        difference.relative());
                    case ONLY_FIRST -> shown(difference.first());
                    case ONLY_SECOND -> shown(difference.second());
                    default -> what + shown(difference.first()) + " -> " + shown(difference.second());
                };
        return key(difference.key()) + ": " + change;
    }

    /** The key columns that tell rows apart, without those that are empty. */
    private String key(List<String> key) {
        return diff.varying().stream()
                .filter(column -> !value(key, column).isEmpty())
                .map(column -> column + "=" + value(key, column))
                .collect(Collectors.joining(" "));
    }

    private String value(List<String> key, String column) {
        return key.get(diff.columns().indexOf(column));
    }

    private static String shown(String text) {
        return text.isEmpty() ? "(nothing)" : text;
    }

    String json(int most) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("first", first);
        document.put("second", second);
        document.put("same", diff.same());
        document.put("tolerance", Map.of("relative", tolerance.relative(), "absolute", tolerance.absolute()));
        document.put("notes", notes);
        document.put("columns_of_one_alone", diff.unshared());
        document.put("origins", origins);
        Map<String, Object> rows = new LinkedHashMap<>();
        rows.put("in_both", diff.matched());
        rows.put("equal", diff.equal());
        for (Kind kind : Kind.values()) {
            rows.put(kind.id(), rows(kind));
        }
        document.put("rows", rows);
        for (Kind kind : Kind.values()) {
            document.put(kind.id(), of(kind, most).stream().map(this::map).toList());
        }
        return Json.text(document);
    }

    private Map<String, Object> map(Difference difference) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < diff.columns().size(); i++) {
            map.put(diff.columns().get(i), difference.key().get(i));
        }
        map.put("column", difference.column());
        boolean moved = difference.kind() == Kind.MOVED;
        map.put("first", moved ? (Object) Double.valueOf(difference.first()) : difference.first());
        map.put("second", moved ? (Object) Double.valueOf(difference.second()) : difference.second());
        if (moved) {
            map.put("absolute", difference.absolute());
            map.put("relative", difference.relative());
        }
        return map;
    }

    String csv(int most) {
        List<String> head = new ArrayList<>(List.of("kind"));
        head.addAll(diff.columns());
        head.addAll(List.of("column", "first", "second", "absolute", "relative"));
        StringBuilder text = new StringBuilder(line(head));
        for (Kind kind : Kind.values()) {
            for (Difference difference : of(kind, most)) {
                List<String> line = new ArrayList<>(List.of(kind.id()));
                line.addAll(difference.key());
                line.addAll(List.of(difference.column(), difference.first(), difference.second()));
                boolean moved = kind == Kind.MOVED;
                line.add(moved ? Double.toString(difference.absolute()) : "");
                line.add(moved ? Double.toString(difference.relative()) : "");
                text.append(line(line));
            }
        }
        return text.toString();
    }

    private static String line(List<String> fields) {
        return fields.stream()
                        .map(field -> field.matches("[^\",\r\n]*") ? field : "\"" + field.replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(","))
                + "\n";
    }
}

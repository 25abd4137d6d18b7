package io.github.ropelab.cli;

import io.github.ropelab.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a report wrote, in a few lines, and what it could not draw. */
record ReportText(Report.Written written, Path folder) {
    /** A line per warning. */
    String warnings() {
        return written.warnings().stream()
                .map(warning -> "rope: warning: " + warning + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** A line per figure that the results hold too little for. */
    String notDrawn() {
        return written.notDrawn().entrySet().stream()
                .map(entry -> "not drawn: " + entry.getKey() + ": " + entry.getValue() + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** The same in one line: a study is rarely about everything. */
    String notDrawnInShort() {
        return written.notDrawn().isEmpty()
                ? ""
                : "not drawn, report.html says why: "
                        + String.join(", ", written.notDrawn().keySet()) + System.lineSeparator();
    }

    /** A line per folder and kind of file. */
    String wrote() {
        Map<String, List<String>> names = written.files().stream()
                .collect(Collectors.groupingBy(ReportText::stem, TreeMap::new, Collectors.toList()));
        Map<String, Integer> count = new TreeMap<>();
        Map<String, List<String>> endings = new TreeMap<>();
        names.forEach((stem, files) -> {
            String parent = stem.contains("/") ? stem.substring(0, stem.indexOf('/')) : "";
            count.merge(parent, 1, Integer::sum);
            endings.merge(parent, files.stream().map(ReportText::ending).toList(), ReportText::joined);
        });
        StringBuilder text = new StringBuilder();
        count.forEach((parent, number) -> {
            if (!parent.isEmpty()) {
                text.append("wrote ")
                        .append(folder.resolve(parent))
                        .append(": ")
                        .append(number)
                        .append(" (")
                        .append(String.join(", ", endings.get(parent)))
                        .append(")")
                        .append(System.lineSeparator());
            }
        });
        written.files().stream().filter(file -> !file.contains("/")).forEach(file -> text.append("wrote ")
                .append(folder.resolve(file))
                .append(System.lineSeparator()));
        return text.toString();
    }

    private static List<String> joined(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    private static String stem(String file) {
        return file.substring(0, file.lastIndexOf('.'));
    }

    private static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }
}

package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.CsvText;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.stats.Interval;
import io.github.ropelab.report.stats.PairedComparison;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.PairedView.Cell;
import io.github.ropelab.report.view.PairedView.Head;
import io.github.ropelab.report.view.PairedView.Row;
import io.github.ropelab.report.view.TableView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Paired comparisons as CSV (tidy, full precision), Markdown, LaTeX, and in words. */
public final class PairedText {
    private static final int MAX_DECIMALS = 6;

    /** Order of verdicts in sentences; others follow. */
    private static final List<String> ORDER = List.of("closer", "farther", "no difference shown", "equal");

    private static final TexGrid.Cell NO_CELL = new TexGrid.Cell("", "", Standings.Place.OTHER);

    private PairedText() {}

    /** One row per comparison. */
    public static String csv(PairedView view) {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        for (Row row : view.rows()) {
            for (int h = 0; h < view.heads().size(); h++) {
                Head head = view.heads().get(h);
                row.cells().get(h).ifPresent(cell -> line(view, row, head, cell)
                        .forEach((name, value) -> columns.computeIfAbsent(name, key -> new ArrayList<>())
                                .add(value)));
            }
        }
        return CsvText.of(columns);
    }

    private static Map<String, Object> line(PairedView view, Row row, Head head, Cell cell) {
        PairedComparison comparison = cell.comparison();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("data", row.group());
        line.put("strategy", row.label());
        line.put("baseline", comparison.baseline());
        line.put("current_length", view.length());
        line.put("metric", head.metric());
        line.put("statistic", head.statistic());
        line.put("unit", head.unit());
        line.put("n", comparison.n());
        line.put("median_difference", comparison.medianDifference());
        line.put("low", comparison.interval().map(Interval::low).orElse(null));
        line.put("high", comparison.interval().map(Interval::high).orElse(null));
        line.put("hodges_lehmann", comparison.hodgesLehmann());
        line.put("nonzero", comparison.ranks().n());
        line.put("rank_biserial", comparison.ranks().rankBiserial());
        line.put("p", comparison.enough() ? comparison.ranks().pValue() : null);
        line.put("p_method", comparison.enough() ? comparison.ranks().exact() ? "exact" : "normal" : "");
        line.put(
                "p_holm",
                comparison.adjusted().isPresent() ? comparison.adjusted().getAsDouble() : null);
        line.put("family", cell.family());
        line.put("verdict", cell.verdict(head));
        return line;
    }

    /** A Markdown table: strategies against statistics. */
    public static String markdown(PairedView view) {
        return grid(view, cell -> cell.map(PairedText::cell).orElse("–").replace("*", "\\*"))
                        .markdown()
                + "\n"
                + words(view).stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }

    /** A tabular for LaTeX with booktabs and siunitx: median differences, their intervals and stars. */
    public static String latex(PairedView view) {
        List<Decimals> decimals = new ArrayList<>();
        for (int h = 0; h < view.heads().size(); h++) {
            int column = h;
            decimals.add(Decimals.of(view.rows().stream()
                    .flatMap(row -> row.cells().get(column).stream())
                    .map(cell -> half(cell.comparison()))
                    .toList()));
        }
        List<TexGrid.Row> rows = new ArrayList<>();
        for (Row row : view.rows()) {
            List<TexGrid.Cell> cells = new ArrayList<>();
            for (int h = 0; h < view.heads().size(); h++) {
                Decimals of = decimals.get(h);
                cells.add(row.cells().get(h).map(cell -> latex(cell, of)).orElse(NO_CELL));
            }
            rows.add(new TexGrid.Row(row.group(), row.label(), cells));
        }
        List<TexGrid.Head> heads = view.heads().stream()
                .map(head -> new TexGrid.Head(head.title(), head.unit()))
                .toList();
        return new TexGrid(view.caption(), "strategy", heads, rows).latex();
    }

    /** The median difference, with half its interval as if it were an error: it decides on decimals. */
    private static Estimate half(PairedComparison comparison) {
        double width =
                comparison.interval().map(ends -> ends.high() - ends.low()).orElse(0.0);
        return new Estimate(comparison.medianDifference(), width / 2, comparison.n());
    }

    private static TexGrid.Cell latex(Cell cell, Decimals decimals) {
        PairedComparison comparison = cell.comparison();
        String tail = cell.comparison().ranks().n() == 0
                ? "\\ (equal)"
                : comparison
                        .interval()
                        .map(ends ->
                                "\\ [" + decimals.mathematics(ends.low()) + ",\\," + decimals.mathematics(ends.high())
                                        + "]" + (cell.stars().isEmpty() ? "" : "^{" + cell.stars() + "}"))
                        .orElse("\\ (n=" + comparison.n() + ")");
        String math = tail.contains("(equal)") ? "\\ (equal)" : "$" + tail + "$";
        return new TexGrid.Cell(decimals.text(comparison.medianDifference()), math, Standings.Place.OTHER);
    }

    private static TextGrid grid(PairedView view, Function<Optional<Cell>, String> text) {
        return new TextGrid(
                view.caption(),
                "data",
                "strategy",
                view.heads().stream()
                        .map(head ->
                                new TableView.Head(head.metric() + "." + head.statistic(), head.title(), head.unit()))
                        .toList(),
                view.rows().stream()
                        .map(row -> new TextGrid.Row(
                                row.group(),
                                row.label(),
                                row.cells().stream().map(text).toList()))
                        .toList());
    }

    /** {@code -0.12 [-0.15, -0.08] ***}, with as many decimals as show two digits of the interval's half width. */
    public static String cell(Cell cell) {
        PairedComparison comparison = cell.comparison();
        if (comparison.ranks().n() == 0) {
            return "0 (equal, n = " + comparison.n() + ")";
        }
        Optional<Interval> interval = comparison.interval();
        if (interval.isEmpty()) {
            return String.format(Locale.ROOT, "%.3g", comparison.medianDifference()) + " (n = " + comparison.n() + ")";
        }
        Function<Double, String> number = number(interval.get());
        return number.apply(comparison.medianDifference())
                + " [" + number.apply(interval.get().low())
                + ", " + number.apply(interval.get().high()) + "]"
                + (cell.stars().isEmpty() ? "" : " " + cell.stars());
    }

    private static Function<Double, String> number(Interval interval) {
        double half = (interval.high() - interval.low()) / 2;
        if (half < Math.pow(10, -MAX_DECIMALS)) {
            return value -> String.format(Locale.ROOT, "%.3g", value);
        }
        int decimals = (int) Math.max(0, Math.min(MAX_DECIMALS, 1 - Math.floor(Math.log10(half))));
        return value -> String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** For every data set and every statistic with a direction, which strategies are closer and which farther. */
    public static List<String> words(PairedView view) {
        List<String> lines = new ArrayList<>();
        List<String> groups = view.rows().stream().map(Row::group).distinct().toList();
        for (String group : groups) {
            for (int h = 0; h < view.heads().size(); h++) {
                Head head = view.heads().get(h);
                if (head.directed()) {
                    int column = h;
                    Map<String, List<String>> byVerdict = new LinkedHashMap<>();
                    view.rows().stream()
                            .filter(row -> row.group().equals(group))
                            .forEach(row -> row.cells().get(column).ifPresent(cell -> byVerdict
                                    .computeIfAbsent(cell.verdict(head), key -> new ArrayList<>())
                                    .add(row.label())));
                    if (!byVerdict.isEmpty()) {
                        lines.add(group + ", " + head.title() + ": " + sentence(view, byVerdict));
                    }
                }
            }
        }
        return lines;
    }

    private static String sentence(PairedView view, Map<String, List<String>> byVerdict) {
        String baseline = view.rows().get(0).cells().stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow()
                .comparison()
                .baseline();
        Comparator<Map.Entry<String, List<String>>> order = Comparator.comparingInt(
                entry -> ORDER.contains(entry.getKey()) ? ORDER.indexOf(entry.getKey()) : ORDER.size());
        return byVerdict.entrySet().stream()
                        .sorted(order)
                        .map(entry -> phrase(entry.getKey(), baseline) + ": " + String.join(", ", entry.getValue()))
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String phrase(String verdict, String baseline) {
        return switch (verdict) {
            case "closer" -> "closer to the reference than " + baseline;
            case "farther" -> "farther from it than " + baseline;
            case "equal" -> "equal to " + baseline;
            default -> verdict;
        };
    }
}

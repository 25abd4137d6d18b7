package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.CsvText;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.stats.Interval;
import io.github.ropelab.report.stats.Spearman;
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

/**
 * Which measures of drift order strategies as their losses do, as a table: CSV (tidy, full precision), Markdown and LaTeX. Per
 * model, length and outcome the largest |ρ| comes first.
 */
public final class DriftOutcomeText {
    private static final String ALL = "all strategies";
    private static final String PLAIN = "without windows";

    private static final List<TableView.Head> HEADS =
            List.of(head("rho", "ρ"), head("low", "95 % from"), head("high", "to"), head("p", "p"), head("n", "n"))
                    .stream()
                    .flatMap(head -> List.of(
                            new TableView.Head(head.key() + ".all", head.title(), ALL),
                            new TableView.Head(head.key() + ".without_windows", head.title(), PLAIN))
                            .stream())
                    .sorted(Comparator.comparing(TableView.Head::unit))
                    .toList();

    private DriftOutcomeText() {}

    private static TableView.Head head(String key, String title) {
        return new TableView.Head(key, title, "");
    }

    /** By model, length and outcome as they come, then the largest |ρ| over all strategies first. */
    private static List<DriftOutcome> ordered(List<DriftOutcome> outcomes) {
        Comparator<DriftOutcome> bySize = Comparator.comparingDouble(
                o -> -o.all().map(Spearman::rho).map(Math::abs).orElse(-1.0));
        List<DriftOutcome> ordered = new ArrayList<>();
        outcomes.stream()
                .collect(Collectors.groupingBy(DriftOutcomeText::group, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(group -> group.stream().sorted(bySize).forEach(ordered::add));
        return ordered;
    }

    private static String group(DriftOutcome outcome) {
        return outcome.data() + ", " + outcome.length() + " tokens: "
                + outcome.outcome().title();
    }

    /** One row per model, length, outcome, measure of drift, and set of strategies. */
    public static String csv(List<DriftOutcome> outcomes) {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        for (DriftOutcome outcome : ordered(outcomes)) {
            add(columns, outcome, ALL, outcome.spots().size(), outcome.all());
            add(columns, outcome, PLAIN, outcome.plain().size(), outcome.withoutWindows());
        }
        return CsvText.of(columns);
    }

    private static void add(
            Map<String, List<Object>> columns, DriftOutcome outcome, String set, int n, Optional<Spearman> rank) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("data", outcome.data());
        line.put("current_length", outcome.length());
        line.put("outcome", outcome.outcome().metric());
        line.put("outcome_statistic", outcome.outcome().statistic());
        line.put("metric", outcome.metric());
        line.put("statistic", outcome.statistic());
        line.put("strategies", set);
        line.put("n", n);
        line.put("rho", rank.map(Spearman::rho).orElse(null));
        line.put("low", rank.flatMap(Spearman::interval).map(Interval::low).orElse(null));
        line.put("high", rank.flatMap(Spearman::interval).map(Interval::high).orElse(null));
        line.put("p", rank.map(Spearman::pValue).orElse(null));
        line.forEach((name, value) ->
                columns.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
    }

    /** The table in exact numbers. */
    public static TableView table(List<DriftOutcome> outcomes) {
        return new TableView(caption(), "model and outcome", "drift", HEADS, rows(outcomes, DriftOutcomeText::row));
    }

    private static <R> List<R> rows(List<DriftOutcome> outcomes, Function<DriftOutcome, R> row) {
        return ordered(outcomes).stream().map(row).toList();
    }

    private static TableView.Row row(DriftOutcome outcome) {
        List<Optional<Estimate>> cells =
                new ArrayList<>(numbers(outcome.all(), outcome.spots().size()));
        cells.addAll(numbers(outcome.withoutWindows(), outcome.plain().size()));
        return new TableView.Row(group(outcome), outcome.title(), cells);
    }

    private static List<Optional<Estimate>> numbers(Optional<Spearman> rank, int n) {
        return List.of(
                rank.map(r -> exact(r.rho(), n)),
                rank.flatMap(Spearman::interval).map(ends -> exact(ends.low(), n)),
                rank.flatMap(Spearman::interval).map(ends -> exact(ends.high(), n)),
                rank.map(r -> exact(r.pValue(), n)),
                Optional.of(exact(n, n)));
    }

    private static Estimate exact(double value, int n) {
        return new Estimate(value, 0, n);
    }

    /** A Markdown table. */
    public static String markdown(List<DriftOutcome> outcomes) {
        List<TextGrid.Row> rows = rows(
                outcomes,
                outcome -> new TextGrid.Row(group(outcome), outcome.title().replace("|", "\\|"), texts(outcome)));
        return new TextGrid(caption(), "model and outcome", "drift", shortHeads(), rows).markdown();
    }

    private static List<TableView.Head> shortHeads() {
        return List.of("all", "no windows").stream()
                .flatMap(set -> List.of(
                        new TableView.Head("rho", "ρ [95 %]", set),
                        new TableView.Head("p", "p", set),
                        new TableView.Head("n", "n", set))
                        .stream())
                .toList();
    }

    private static List<String> texts(DriftOutcome outcome) {
        List<String> texts =
                new ArrayList<>(texts(outcome.all(), outcome.spots().size()));
        texts.addAll(texts(outcome.withoutWindows(), outcome.plain().size()));
        return texts;
    }

    private static List<String> texts(Optional<Spearman> rank, int n) {
        return List.of(
                rank.map(DriftOutcomeText::interval).orElse("–"),
                rank.map(r -> pValue(r.pValue())).orElse("–"),
                String.valueOf(n));
    }

    /** A tabular for LaTeX with booktabs and siunitx. */
    public static String latex(List<DriftOutcome> outcomes) {
        List<TexGrid.Head> heads = shortHeads().stream()
                .map(head -> new TexGrid.Head(head.title(), head.unit()))
                .toList();
        return new TexGrid(caption(), "drift", heads, rows(outcomes, DriftOutcomeText::texRow)).latex();
    }

    private static TexGrid.Row texRow(DriftOutcome outcome) {
        List<TexGrid.Cell> cells =
                new ArrayList<>(cells(outcome.all(), outcome.spots().size()));
        cells.addAll(cells(outcome.withoutWindows(), outcome.plain().size()));
        return new TexGrid.Row(group(outcome), outcome.title(), cells);
    }

    private static List<TexGrid.Cell> cells(Optional<Spearman> rank, int n) {
        return List.of(
                cell(
                        rank.map(r -> two(r.rho())).orElse(""),
                        rank.flatMap(Spearman::interval)
                                .map(ends -> "$\\ [" + two(ends.low()) + ",\\," + two(ends.high()) + "]$")
                                .orElse("")),
                cell(rank.map(r -> pValue(r.pValue())).orElse(""), ""),
                cell(String.valueOf(n), ""));
    }

    private static TexGrid.Cell cell(String number, String tail) {
        return new TexGrid.Cell(number, tail, Standings.Place.OTHER);
    }

    /** {@code 0.99 [0.96, 1.00]}; ρ alone where the strategies are too few for an interval. */
    public static String interval(Spearman rank) {
        return two(rank.rho())
                + rank.interval()
                        .map(ends -> " [" + two(ends.low()) + ", " + two(ends.high()) + "]")
                        .orElse("");
    }

    private static String two(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.equals("-0.00") ? "0.00" : text;
    }

    private static String pValue(double p) {
        return String.format(Locale.ROOT, p < 0.001 ? "%.4f" : "%.3f", p);
    }

    private static String caption() {
        return "Spearman's rank correlation of a measure of drift with the loss of the model over strategies, 95 % interval of "
                + "Bonett and Wright (2000; none for fewer than " + Spearman.ENOUGH + " strategies), and p of "
                + "permutations (two-sided; all orders up to n = " + Spearman.EXACT + ", else " + Spearman.ORDERS
                + " drawn ones, seed " + Spearman.SEED
                + "). The drift is its mean over heads, layers and windows; more is farther, signed changes by their size. The "
                + "reference, whose drift is 0 by definition, is left out; strategies of equal numbers on both sides count once. "
                + "No windows: without strategies that score near and far keys by different position maps. "
                + limits();
    }

    /** What no correlation over the strategies of one model can show. */
    public static String limits() {
        return "Strategies and settings of one model are not independent: intervals and p say how firm the order of these "
                + "settings is, not what other settings or models would show.";
    }
}

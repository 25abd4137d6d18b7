package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.CsvText;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.TableView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A table as CSV (full precision), Markdown and LaTeX (rounded to the standard error's first digits). */
public final class TableText {
    private static final int MAX_DECIMALS = 6;

    /** Below it a value is what rounding in double leaves of 0. */
    private static final double ZERO = 1e-12;

    private TableText() {}

    /** One column each for mean, standard error and n. */
    public static String csv(TableView table) {
        Map<String, List<?>> columns = new LinkedHashMap<>();
        columns.put(
                table.groups(), table.rows().stream().map(TableView.Row::group).toList());
        columns.put(
                table.labels(), table.rows().stream().map(TableView.Row::label).toList());
        for (int h = 0; h < table.heads().size(); h++) {
            String key = table.heads().get(h).key();
            List<Double> means = new ArrayList<>();
            List<Double> errors = new ArrayList<>();
            List<Long> counts = new ArrayList<>();
            for (TableView.Row row : table.rows()) {
                Optional<Estimate> value = row.values().get(h);
                means.add(value.map(Estimate::mean).orElse(null));
                errors.add(value.map(Estimate::standardError).orElse(null));
                counts.add(value.map(Estimate::n).orElse(null));
            }
            columns.put(key, means);
            columns.put(key + ".standard_error", errors);
            columns.put(key + ".n", counts);
        }
        return CsvText.of(columns);
    }

    /** A Markdown table. */
    public static String markdown(TableView table) {
        return grid(table, value -> rounded(value, " ± ")).markdown();
    }

    /** A tabular for LaTeX with booktabs: rules, one line per strategy, a rule between data sets. */
    public static String latex(TableView table) {
        return grid(table, value -> value.isPresent() ? "$" + rounded(value, " \\pm ") + "$" : "--")
                .latex();
    }

    private static TextGrid grid(TableView table, Function<Optional<Estimate>, String> text) {
        return new TextGrid(
                table.caption(),
                table.groups(),
                table.labels(),
                table.heads(),
                table.rows().stream()
                        .map(row -> new TextGrid.Row(
                                row.group(),
                                row.label(),
                                row.values().stream().map(text).toList()))
                        .toList());
    }

    /** Whether a value looks like a number of tokens: exponents and zeros behind the point help nobody there. */
    private static boolean count(double value) {
        return value == Math.rint(value) && value > 1;
    }

    /** Mean and standard error with as many decimals as show two digits of the error. */
    public static String rounded(Optional<Estimate> value, String plusMinus) {
        if (value.isEmpty()) {
            return "–";
        }
        Estimate e = value.get();
        if (e.standardError() < Math.pow(10, -MAX_DECIMALS)) {
            return Math.abs(e.mean()) < ZERO
                    ? "0"
                    : String.format(Locale.ROOT, count(e.mean()) ? "%.0f" : "%.4g", e.mean());
        }
        int decimals = (int) Math.max(0, Math.min(MAX_DECIMALS, 1 - Math.floor(Math.log10(e.standardError()))));
        String format = "%." + decimals + "f";
        return String.format(Locale.ROOT, format, e.mean())
                + plusMinus
                + String.format(Locale.ROOT, format, e.standardError());
    }
}

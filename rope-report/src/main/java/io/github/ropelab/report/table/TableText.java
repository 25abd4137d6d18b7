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

/** A table as CSV (full precision), Markdown and LaTeX (rounded to first digits of the standard error). */
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

    /** A Markdown table: the best bold, the second in italics. */
    public static String markdown(TableView table, Standings standings) {
        List<TextGrid.Row> rows = new ArrayList<>();
        for (TableView.Row row : table.rows()) {
            List<String> cells = new ArrayList<>();
            for (int h = 0; h < table.heads().size(); h++) {
                TableView.Head head = table.heads().get(h);
                String around =
                        switch (standings.place(row, head)) {
                            case BEST -> "**";
                            case SECOND -> "*";
                            case OTHER -> "";
                        };
                String stars = standings.stars(row, head).replace("*", "\\*");
                cells.add(around + rounded(row.values().get(h), " ± ") + around + (stars.isEmpty() ? "" : " " + stars));
            }
            rows.add(new TextGrid.Row(row.group(), row.label(), cells));
        }
        return new TextGrid(table.caption(), table.groups(), table.labels(), table.heads(), rows).markdown();
    }

    /** A Markdown table in which nothing is marked. */
    public static String markdown(TableView table) {
        return markdown(table, Standings.none());
    }

    /** A tabular for LaTeX with booktabs and siunitx: the best bold, the second underlined, stars of significance. */
    public static String latex(TableView table, Standings standings) {
        List<Decimals> decimals = decimals(table);
        List<TexGrid.Row> rows = new ArrayList<>();
        for (TableView.Row row : table.rows()) {
            List<TexGrid.Cell> cells = new ArrayList<>();
            for (int h = 0; h < table.heads().size(); h++) {
                cells.add(cell(row, h, table.heads().get(h), decimals.get(h), standings));
            }
            rows.add(new TexGrid.Row(row.group(), row.label(), cells));
        }
        List<TexGrid.Head> heads = table.heads().stream()
                .map(head -> new TexGrid.Head((head.title() + " " + standings.arrow(head)).strip(), head.unit()))
                .toList();
        return new TexGrid(table.caption(), table.labels(), heads, rows).latex();
    }

    /** A tabular for LaTeX in which nothing is marked. */
    public static String latex(TableView table) {
        return latex(table, Standings.none());
    }

    /** How the numbers of every column are written. */
    static List<Decimals> decimals(TableView table) {
        List<Decimals> decimals = new ArrayList<>();
        for (int h = 0; h < table.heads().size(); h++) {
            int column = h;
            decimals.add(Decimals.of(table.rows().stream()
                    .flatMap(row -> row.values().get(column).stream())
                    .toList()));
        }
        return decimals;
    }

    private static TexGrid.Cell cell(
            TableView.Row row, int column, TableView.Head head, Decimals decimals, Standings standings) {
        Optional<Estimate> value = row.values().get(column);
        if (value.isEmpty()) {
            return new TexGrid.Cell("", "", Standings.Place.OTHER);
        }
        double error = value.get().standardError();
        String stars = standings.stars(row, head);
        String tail = (error > ZERO ? "{}\\pm " + decimals.mathematics(error) : "")
                + (stars.isEmpty() ? "" : "{}^{" + stars + "}");
        return new TexGrid.Cell(
                decimals.text(value.get().mean()), tail.isEmpty() ? "" : "$" + tail + "$", standings.place(row, head));
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

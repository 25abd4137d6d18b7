package io.github.ropelab.report.table;

import io.github.ropelab.report.latex.TexText;
import io.github.ropelab.report.table.Standings.Place;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table for LaTeX with booktabs and siunitx: numbers in S columns, what follows a number in a column of its own, groups
 * under a line with their name.
 *
 * @param caption above it, as a comment
 * @param labels what the rows are
 * @param heads of the columns
 * @param rows in order
 */
record TexGrid(String caption, String labels, List<Head> heads, List<Row> rows) {
    private static final Pattern NUMBER = Pattern.compile("(-?)(\\d+)(?:\\.(\\d+))?(?:e(-?)(\\d+))?");

    /** A column: its title and its unit, as texts. */
    record Head(String title, String unit) {}

    /** A row. */
    record Row(String group, String label, List<Cell> cells) {}

    /**
     * A cell.
     *
     * @param number as siunitx reads it; empty for none
     * @param tail LaTeX behind it
     * @param place bold for the best, underlined for the second
     */
    record Cell(String number, String tail, Place place) {}

    /** Digits that a column's numbers need. */
    private record Digits(boolean negative, int whole, int decimals, boolean negativeExponent, int exponent) {
        static final Digits NONE = new Digits(false, 1, 0, false, 0);

        static Digits of(String number) {
            Matcher parts = NUMBER.matcher(number);
            if (!parts.matches()) {
                throw new IllegalArgumentException(number + " is no number");
            }
            return new Digits(
                    !parts.group(1).isEmpty(),
                    parts.group(2).length(),
                    length(parts.group(3)),
                    parts.group(4) != null && !parts.group(4).isEmpty(),
                    length(parts.group(5)));
        }

        private static int length(String digits) {
            return digits == null ? 0 : digits.length();
        }

        Digits and(Digits other) {
            return new Digits(
                    negative || other.negative,
                    Math.max(whole, other.whole),
                    Math.max(decimals, other.decimals),
                    negativeExponent || other.negativeExponent,
                    Math.max(exponent, other.exponent));
        }

        String format() {
            return (negative ? "-" : "")
                    + whole
                    + (decimals == 0 ? "" : "." + decimals)
                    + (exponent == 0 ? "" : "e" + (negativeExponent ? "-" : "") + exponent);
        }

        /** What a number of the column lacks at its right, where the rule below it must not begin. */
        String filler(Digits number) {
            if (exponent > 0) {
                int signs = negativeExponent && !number.negativeExponent ? 1 : 0;
                return "$^{" + "-".repeat(signs) + "0".repeat(exponent - number.exponent) + "}$";
            }
            int digits = decimals - number.decimals;
            return digits == 0 ? "" : (number.decimals == 0 ? "." : "") + "0".repeat(digits);
        }
    }

    private Digits digits(int column) {
        return rows.stream()
                .map(row -> row.cells().get(column).number())
                .filter(number -> !number.isEmpty())
                .map(Digits::of)
                .reduce(Digits.NONE, Digits::and);
    }

    private boolean tailed(int column) {
        return rows.stream().anyMatch(row -> !row.cells().get(column).tail().isEmpty());
    }

    /** The tabular. */
    String latex() {
        StringBuilder text = new StringBuilder(
                        "% Made by RopeLab for \\input; needs \\usepackage{booktabs,siunitx}\n% ")
                .append(TexText.comment(caption))
                .append(
                        "\n\\ifdefined\\ropebest\\else\\protected\\def\\ropebest{\\bfseries}\\fi\n\\providecommand{\\ropesecond}[2][]{\\llap{\\underline{"
                                + "\\phantom{\\num{#2}}}\\phantom{#1}}}%\n"
                                + "\\begingroup\\sisetup{detect-weight=true}%\n\\begin{tabular}{l");
        for (int c = 0; c < heads.size(); c++) {
            text.append("S[table-format=")
                    .append(digits(c).format())
                    .append(']')
                    .append(tailed(c) ? "@{}l" : "");
        }
        text.append("}\n\\toprule\n").append(TexText.of(labels));
        for (int c = 0; c < heads.size(); c++) {
            text.append(" & ").append(head(c, TexText.of(heads.get(c).title())));
        }
        text.append(" \\\\\n");
        for (int c = 0; c < heads.size(); c++) {
            text.append(" & ").append(head(c, "(" + TexText.of(heads.get(c).unit()) + ")"));
        }
        text.append(" \\\\\n");
        String group = null;
        for (Row row : rows) {
            if (!row.group().equals(group)) {
                text.append("\\midrule\n\\multicolumn{")
                        .append(width())
                        .append("}{l}{\\emph{")
                        .append(TexText.of(row.group()))
                        .append("}} \\\\\n");
                group = row.group();
            }
            text.append(TexText.of(row.label()));
            for (int c = 0; c < heads.size(); c++) {
                text.append(" & ")
                        .append(number(row.cells().get(c), digits(c)))
                        .append(tailed(c) ? " & " + row.cells().get(c).tail() : "");
            }
            text.append(" \\\\\n");
        }
        return text.append("\\bottomrule\n\\end{tabular}\\endgroup\n").toString();
    }

    private int width() {
        int width = 1;
        for (int c = 0; c < heads.size(); c++) {
            width += tailed(c) ? 2 : 1;
        }
        return width;
    }

    private String head(int column, String text) {
        return tailed(column) ? "\\multicolumn{2}{c}{" + text + "}" : "{" + text + "}";
    }

    private static String number(Cell cell, Digits column) {
        if (cell.number().isEmpty()) {
            return "{--}";
        }
        return switch (cell.place()) {
            case BEST -> "\\ropebest " + cell.number();
            case SECOND -> {
                String filler = column.filler(Digits.of(cell.number()));
                yield cell.number() + "{\\ropesecond" + (filler.isEmpty() ? "" : "[" + filler + "]") + "{"
                        + cell.number() + "}}";
            }
            case OTHER -> cell.number();
        };
    }
}

package io.github.ropelab.report.reproduction;

import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.Origin;
import io.github.ropelab.experiments.published.Outcome;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.report.latex.TexText;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Published and recomputed numbers as a table for LaTeX, with booktabs and siunitx. */
final class CheckTex {
    /** Lines that a page surely holds in footnotesize; a longer table breaks over pages. */
    private static final int LINES_OF_A_PAGE = 40;

    /** Letters in a line of the narrow first column, and of a proof over all columns. */
    private static final int QUANTITY_LINE = 22;

    private static final int PROOF_LINE = 85;

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?");

    private CheckTex() {}

    /** The table of a result, to be {@code \input}. */
    static String of(Outcome outcome) {
        boolean printed =
                outcome.checks().stream().allMatch(check -> check.published().origin() == Origin.PUBLICATION);
        boolean breaks = outcome.checks().stream().mapToInt(CheckTex::lines).sum() > LINES_OF_A_PAGE;
        String environment = breaks ? "longtable" : "tabular";
        StringBuilder text = new StringBuilder("% Made by RopeLab for \\input; needs \\usepackage{booktabs,siunitx"
                + (breaks ? ",longtable" : "") + "}\n% ");
        text.append(TexText.comment(outcome.description().title()))
                .append(". The bibliography is ")
                .append(outcome.description().id())
                .append(".bib")
                .append(breaks ? ".\n% It breaks over pages: put it into no table environment.\n" : ".\n")
                .append(
                        "\\begingroup\\footnotesize\\setlength\\tabcolsep{4pt}\\sisetup{group-digits=integer}%\n\\begin{")
                .append(environment)
                .append("}{@{}p{.25\\linewidth}rrp{.16\\linewidth}p{.13\\linewidth}@{}}\n\\toprule\n")
                .append("Number & ")
                .append(printed ? "Published" : "Expected")
                .append("~\\cite{")
                .append(outcome.description().sources().stream()
                        .map(Citation::key)
                        .distinct()
                        .collect(Collectors.joining(",")))
                .append("} & Recomputed & Tolerance & Verdict \\\\\n")
                .append(breaks ? "\\midrule\\endhead\n" : "");
        Origin origin = null;
        for (Check check : outcome.checks()) {
            if (check.published().origin() != origin) {
                text.append(breaks && origin == null ? "" : "\\midrule\n");
                origin = check.published().origin();
                text.append(printed ? "" : "\\multicolumn{5}{@{}l}{\\emph{" + origin.words() + "}} \\\\\n");
            }
            row(text, check);
        }
        return text.append("\\bottomrule\n\\end{")
                .append(environment)
                .append("}\n\\endgroup\n")
                .toString();
    }

    /** About how many lines a number takes, with its proof. */
    private static int lines(Check check) {
        int quantity = 1 + CheckText.quantity(check.published()).length() / QUANTITY_LINE;
        return quantity
                + check.published()
                        .correction()
                        .map(right -> 1 + right.proof().length() / PROOF_LINE)
                        .orElse(0);
    }

    private static void row(StringBuilder text, Check check) {
        Published number = check.published();
        text.append("\\raggedright ")
                .append(TexText.of(CheckText.quantity(number)))
                .append(" & ")
                .append(numbers(CheckText.value(number)))
                .append(" & ")
                .append(numbers(CheckText.reproduced(check)))
                .append(" & \\raggedright ")
                .append(numbers(CheckText.tolerance(number)))
                .append(" & \\raggedright ")
                .append(check.verdict().words())
                .append(" \\tabularnewline\n");
        number.correction().ifPresent(correction -> text.append(
                        "\\multicolumn{5}{@{}p{.98\\linewidth}@{}}{\\raggedright\\quad Right: ")
                .append(numbers(CheckText.right(correction)))
                .append(". ")
                .append(TexText.of(correction.proof()))
                .append("} \\tabularnewline\n"));
    }

    /** The numbers of a text of {@link CheckText} in siunitx's spelling. */
    private static String numbers(String text) {
        return Arrays.stream(text.split(" "))
                .map(word -> NUMBER.matcher(word).matches() ? "\\num{" + word + "}" : TexText.of(word))
                .collect(Collectors.joining(" "))
                .replace("below ", "$<$")
                .replace("$\\pm$ ", "$\\pm$");
    }
}

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
    /** More rows than a page holds; then the table breaks over pages. */
    private static final int ROWS_OF_A_PAGE = 30;

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?");

    private CheckTex() {}

    /** The table of a result, to be {@code \input}. */
    static String of(Outcome outcome) {
        boolean breaks = outcome.checks().size() > ROWS_OF_A_PAGE;
        String environment = breaks ? "longtable" : "tabular";
        StringBuilder text = new StringBuilder("% Made by RopeLab for \\input; needs \\usepackage{booktabs,siunitx"
                + (breaks ? ",longtable" : "") + "}\n% ");
        text.append(TexText.comment(outcome.description().title()))
                .append(". The bibliography is ")
                .append(outcome.description().id())
                .append(".bib")
                .append(breaks ? ".\n% It breaks over pages: put it into no table environment.\n" : ".\n")
                .append("\\begingroup\\footnotesize\\sisetup{group-digits=integer}%\n\\begin{")
                .append(environment)
                .append("}{@{}p{.34\\linewidth}rrlp{.13\\linewidth}@{}}\n\\toprule\n")
                .append("Number & Published~\\cite{")
                .append(outcome.description().sources().stream()
                        .map(Citation::key)
                        .distinct()
                        .collect(Collectors.joining(",")))
                .append("} & Recomputed & Tolerance & Verdict \\\\\n")
                .append(breaks ? "\\midrule\\endhead\n" : "");
        boolean one = outcome.checks().stream()
                        .map(check -> check.published().origin())
                        .distinct()
                        .count()
                == 1;
        Origin origin = null;
        for (Check check : outcome.checks()) {
            if (check.published().origin() != origin) {
                text.append(breaks && origin == null ? "" : "\\midrule\n");
                origin = check.published().origin();
                text.append(one ? "" : "\\multicolumn{5}{@{}l}{\\emph{" + origin.words() + "}} \\\\\n");
            }
            row(text, check);
        }
        return text.append("\\bottomrule\n\\end{")
                .append(environment)
                .append("}\n\\endgroup\n")
                .toString();
    }

    private static void row(StringBuilder text, Check check) {
        Published number = check.published();
        text.append("\\raggedright ")
                .append(TexText.of(CheckText.quantity(number)))
                .append(" & ")
                .append(numbers(CheckText.value(number)))
                .append(" & ")
                .append(numbers(CheckText.reproduced(check)))
                .append(" & ")
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

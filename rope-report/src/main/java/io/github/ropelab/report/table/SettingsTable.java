package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.report.latex.TexText;
import io.github.ropelab.report.view.Selection;

/** The strategies of a study with their parameters, for LaTeX: what a reader needs to make them again. */
public final class SettingsTable {
    private SettingsTable() {}

    /** A tabular with booktabs; parameters that the study leaves at the catalogue's values are named, too. */
    public static String latex(Selection selection) {
        StringBuilder text = new StringBuilder("% Made by RopeLab for \\input; needs \\usepackage{booktabs}\n"
                + "\\begin{tabular}{llp{.58\\linewidth}}\n"
                + "\\toprule\nstrategy & rule & parameters \\\\\n\\midrule\n");
        for (Manifest.Strategy strategy : selection.manifest().study().strategies()) {
            String parameters = strategy.parameters().isEmpty() ? "--" : TexText.of(strategy.parameters());
            text.append(TexText.of(strategy.label()))
                    .append(" & ")
                    .append(TexText.of(strategy.id()))
                    .append(" & \\raggedright ")
                    .append(parameters)
                    .append(" \\tabularnewline\n");
        }
        return text.append("\\bottomrule\n\\end{tabular}\n").toString();
    }
}

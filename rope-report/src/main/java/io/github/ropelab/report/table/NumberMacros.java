package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.report.latex.TexText;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.stats.PairedComparison;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Numbers for the text of a paper, as LaTeX macros that look them up by name, so that none is typed by hand. An unknown name
 * stops LaTeX with an error that says which.
 */
public final class NumberMacros {
    private static final double LEAST_P = 0.001;

    private static final String LOOK_UP = """
            % Made by RopeLab for \\input in the preamble. Values of the table of strategies:
            %   \\rope{data}{strategy}{statistic}        mean, rounded as in the table
            %   \\ropeerror{data}{strategy}{statistic}   its standard error
            %   \\ropepm{data}{strategy}{statistic}      both
            %   \\ropen{data}{strategy}{statistic}       heads or draws
            %   \\ropefull{data}{strategy}{statistic}    mean with every digit
            % against the baseline, over pairs (Wilcoxon signed-rank, Holm-adjusted):
            %   \\ropep{data}{strategy}{statistic}       p, with its sign of relation
            %   \\ropemedian{data}{strategy}{statistic}  median difference
            % about the study and its captions:
            %   \\ropefact{name}   \\ropecount{data}   \\ropenote{table or figure}
            \\makeatletter
            \\providecommand{\\rope@find}[2]{}%
            \\renewcommand{\\rope@find}[2]{%
              \\@ifundefined{rope:#1:#2}%
                {\\PackageError{rope}{There is no #1 of `#2' in the results}%
                  {numbers.tex of the output folder lists all names.}??}%
                {\\csname rope:#1:#2\\endcsname}}
            \\providecommand{\\rope@put}[3]{}%
            \\renewcommand{\\rope@put}[3]{%
              \\expandafter\\gdef\\csname rope:#1:#2\\endcsname{#3}}
            """;

    private static final Map<String, String> COMMANDS = Map.of(
            "rope", "mean",
            "ropeerror", "error",
            "ropepm", "mean and error",
            "ropen", "n",
            "ropefull", "full mean",
            "ropep", "p",
            "ropemedian", "median difference");

    private static final Map<String, String> SINGLE =
            Map.of("ropefact", "fact", "ropecount", "count", "ropenote", "note");

    private final StringBuilder text = new StringBuilder(LOOK_UP);

    private NumberMacros() {}

    /**
     * The text of the file.
     *
     * @param selection facts of the study
     * @param table means
     * @param paired comparisons with the baseline
     * @param notes to captions, by table or figure
     */
    public static String of(Selection selection, TableView table, PairedView paired, Map<String, String> notes) {
        NumberMacros macros = new NumberMacros();
        macros.commands();
        macros.facts(selection);
        macros.values(table);
        macros.comparisons(paired);
        notes.forEach((id, note) -> macros.put("note", id, TexText.of(TexText.comment(note))));
        return macros.text.append("\\makeatother\n").toString();
    }

    private void commands() {
        COMMANDS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> define(entry.getKey(), 3, entry.getValue(), "#1/#2/#3"));
        SINGLE.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> define(entry.getKey(), 1, entry.getValue(), "#1"));
    }

    private void define(String command, int arguments, String kind, String key) {
        text.append("\\providecommand{\\")
                .append(command)
                .append("}{}%\n\\renewcommand{\\")
                .append(command)
                .append("}[")
                .append(arguments)
                .append("]{\\rope@find{")
                .append(kind)
                .append("}{")
                .append(key)
                .append("}}\n");
    }

    private void put(String kind, String key, String value) {
        text.append("\\rope@put{")
                .append(kind)
                .append("}{")
                .append(name(key))
                .append("}{")
                .append(value)
                .append("}\n");
    }

    /** A name as a paper can write it: signs that LaTeX reads as comments or parameters become a hyphen. */
    private static String name(String key) {
        return key.replaceAll("[%#~\\\\{}]", "-");
    }

    private void facts(Selection selection) {
        Manifest.Study study = selection.manifest().study();
        fact("study", study.name());
        fact("question", study.question());
        fact("reference", study.reference());
        fact("baseline", study.baseline());
        fact("trained length", study.trainedLength());
        fact("longest length", selection.longest());
        fact("lengths", study.currentLengths().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        fact("first row", study.firstRow());
        fact("strategies", study.strategies().size());
        fact("data sets", selection.data().size());
        fact("results sha256", selection.manifest().files().getOrDefault("results.csv", ""));
        fact("toolkit version", selection.manifest().toolkit().version());
        fact("commit", selection.manifest().toolkit().commit());
        List<String> roots = selection.manifest().data().stream()
                .map(data -> data.provenance().getOrDefault("root_seed", ""))
                .filter(root -> !root.isEmpty())
                .distinct()
                .toList();
        if (!roots.isEmpty()) {
            fact("root seed", String.join(", ", roots));
        }
        selection.manifest().data().forEach(data -> put("count", data.name(), String.valueOf(data.slices())));
    }

    private void fact(String name, Object value) {
        put("fact", name, TexText.of(String.valueOf(value)));
    }

    private void values(TableView table) {
        List<Decimals> decimals = TableText.decimals(table);
        for (TableView.Row row : table.rows()) {
            for (int h = 0; h < table.heads().size(); h++) {
                String key = row.group() + "/" + row.label() + "/"
                        + table.heads().get(h).key();
                Decimals of = decimals.get(h);
                row.values().get(h).ifPresent(value -> value(key, value, of));
            }
        }
    }

    private void value(String key, Estimate value, Decimals decimals) {
        String mean = decimals.mathematics(value.mean());
        String error = decimals.mathematics(value.standardError());
        put("mean", key, mathematics(mean));
        put("error", key, mathematics(error));
        put("mean and error", key, mathematics(mean + " \\pm " + error));
        put("n", key, String.valueOf(value.n()));
        put("full mean", key, mathematics(Double.toString(value.mean()).replaceAll("E(.*)", "\\\\cdot 10^{$1}")));
    }

    private void comparisons(PairedView paired) {
        for (PairedView.Row row : paired.rows()) {
            for (int h = 0; h < paired.heads().size(); h++) {
                PairedView.Head head = paired.heads().get(h);
                String key = row.group() + "/" + row.label() + "/" + head.metric() + "." + head.statistic();
                row.cells().get(h).ifPresent(cell -> comparison(key, cell.comparison()));
            }
        }
    }

    private void comparison(String key, PairedComparison comparison) {
        double width =
                comparison.interval().map(ends -> ends.high() - ends.low()).orElse(0.0);
        Estimate median = new Estimate(comparison.medianDifference(), width / 2, comparison.n());
        put("median difference", key, mathematics(Decimals.of(List.of(median)).mathematics(median.mean())));
        p(comparison.adjusted()).ifPresent(p -> put("p", key, mathematics(p)));
    }

    private static Optional<String> p(OptionalDouble adjusted) {
        if (adjusted.isEmpty()) {
            return Optional.empty();
        }
        double p = adjusted.getAsDouble();
        return Optional.of(
                p < LEAST_P ? "< " + LEAST_P : "= " + String.format(Locale.ROOT, p < 0.1 ? "%.3f" : "%.2f", p));
    }

    /** In a text and in a formula. */
    private static String mathematics(String number) {
        return "\\ensuremath{" + number + "}";
    }
}

package io.github.ropelab.report.reproduction;

import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Outcome;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The page of a result in Markdown. Numbers are rounded, so that it is the same on every machine. */
public final class ReproductionPage {
    private static final int WHOLE_TABLE = 24;
    private static final int FIRST_ROWS = 8;

    private final Outcome outcome;
    private final Description description;
    private final Function<Chart, String> image;
    private final StringBuilder text = new StringBuilder();

    private ReproductionPage(Outcome outcome, Function<Chart, String> image) {
        this.outcome = outcome;
        this.description = outcome.description();
        this.image = image;
    }

    /**
     * The page.
     *
     * @param outcome of a run
     * @param image path of a chart's picture, as seen from the page
     */
    public static String of(Outcome outcome, Function<Chart, String> image) {
        return new ReproductionPage(outcome, image).page();
    }

    private String page() {
        Attempt attempt = Attempt.of(outcome);
        text.append("# ").append(description.title()).append("\n\n");
        text.append("Made by `./rope reproduce ")
                .append(description.id())
                .append("`; do not edit. [All results](README.md).\n\n");
        text.append(description.claim()).append("\n\n");
        text.append("**Verdict: ")
                .append(attempt.words())
                .append("** (")
                .append(ReproductionIndex.numbers(attempt))
                .append(").\n");
        head("Source");
        description.sources().forEach(this::source);
        head("Formula");
        Stream.of(description.formula().split(";  |\n"))
                .forEach(line -> text.append("    ").append(line).append('\n'));
        head("Method");
        text.append(description.method()).append('\n');
        head("Expected and recomputed");
        checks();
        if (!description.findings().isBlank()) {
            head("Findings");
            text.append(description.findings().strip()).append('\n');
        }
        if (!outcome.charts().isEmpty()) {
            head("Figures");
            between(outcome.charts(), this::chart);
        }
        head("Tables");
        between(outcome.tables(), this::table);
        head("Command");
        text.append("```sh\n./rope reproduce ").append(description.id()).append("\n```\n\nIt takes about ");
        text.append(Shown.seconds(description.seconds()))
                .append(" and writes tables, figures and `result.json` with every digit into `out/reproductions/")
                .append(description.id())
                .append("`.\n");
        return text.toString();
    }

    /** With an empty line between two. */
    private <T> void between(List<T> parts, Consumer<T> writer) {
        for (int i = 0; i < parts.size(); i++) {
            text.append(i == 0 ? "" : "\n");
            writer.accept(parts.get(i));
        }
    }

    private void head(String title) {
        text.append("\n## ").append(title).append("\n\n");
    }

    private void source(Citation source) {
        String address = source.arxiv().isEmpty() ? source.url() : "https://arxiv.org/abs/" + source.arxiv();
        text.append("- ")
                .append(source.authors().replace(" and ", ", ").replaceAll("[{}]", ""))
                .append(" (")
                .append(source.year())
                .append("), *")
                .append(source.title())
                .append("*, [")
                .append(source.locator())
                .append("](")
                .append(address)
                .append("), ")
                .append(source.where())
                .append(". ")
                .append(Character.toUpperCase(source.reading().words().charAt(0)))
                .append(source.reading().words().substring(1))
                .append(": ")
                .append(source.note())
                .append(source.note().endsWith(".") ? "\n" : ".\n");
    }

    private void checks() {
        List<List<String>> rows = new ArrayList<>();
        for (Check check : outcome.checks()) {
            Published number = check.published();
            rows.add(List.of(
                    Markdown.plain(CheckText.quantity(number)),
                    number.origin().words(),
                    CheckText.value(number),
                    CheckText.reproduced(check),
                    CheckText.tolerance(number),
                    Markdown.plain(number.reason()),
                    check.verdict() == Verdict.HOLDS
                            ? "holds"
                            : "**" + check.verdict().words() + "**"));
        }
        text.append(Markdown.table(
                List.of("number", "origin", "expected", "recomputed", "tolerance", "because", "verdict"),
                "llrrlll",
                rows));
        List<Check> wrong = outcome.checks().stream()
                .filter(check -> check.published().correction().isPresent())
                .toList();
        if (!wrong.isEmpty()) {
            text.append("\nWhere the publication is wrong:\n\n");
        }
        for (Check check : wrong) {
            var correction = check.published().correction().orElseThrow();
            text.append("- ")
                    .append(Markdown.plain(check.published().quantity()))
                    .append(": ")
                    .append(CheckText.wrong(check.published()))
                    .append(", right is ")
                    .append(CheckText.right(correction))
                    .append(". ")
                    .append(correction.proof())
                    .append(correction.proof().endsWith(".") ? "\n" : ".\n");
        }
    }

    private void chart(Chart chart) {
        String caption = Markdown.plain(ChartView.caption(chart, outcome.table(chart)));
        text.append("![")
                .append(Markdown.plain(ChartView.drawn(chart, outcome.table(chart))))
                .append("](")
                .append(image.apply(chart))
                .append(")\n\n")
                .append(caption)
                .append('\n');
    }

    private void table(DataTable table) {
        boolean whole = table.rows().size() <= WHOLE_TABLE;
        text.append("**").append(Markdown.plain(table.title())).append("**");
        if (!whole) {
            text.append(", the first ")
                    .append(FIRST_ROWS)
                    .append(" of ")
                    .append(table.rows().size())
                    .append(" rows; all are in `out/reproductions/")
                    .append(description.id())
                    .append('/')
                    .append(ReproductionFiles.table(table))
                    .append("`.");
        }
        text.append("\n\n");
        StringBuilder alignment = new StringBuilder();
        for (int c = 0; c < table.columns().size(); c++) {
            int column = c;
            boolean words = table.rows().stream().anyMatch(row -> row.get(column) instanceof String);
            alignment.append(words ? 'l' : 'r');
        }
        text.append(Markdown.table(
                table.columns().stream()
                        .map(column -> Markdown.plain(column.meaning()))
                        .toList(),
                alignment.toString(),
                table.rows().stream()
                        .limit(whole ? WHOLE_TABLE : FIRST_ROWS)
                        .map(row -> row.stream()
                                .map(Shown::cell)
                                .map(Markdown::plain)
                                .toList())
                        .toList()));
    }
}

package io.github.ropelab.cli;

import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.report.reproduction.Attempt;
import io.github.ropelab.report.reproduction.CheckText;
import io.github.ropelab.report.reproduction.ReproductionIndex;
import io.github.ropelab.report.reproduction.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A published result for people. */
final class ReproductionText {
    private static final String GAP = "  ";

    private ReproductionText() {}

    /** Id, title, claim and first source. */
    static String inShort(Description description) {
        return new HeadedLines()
                .line(description.id(), "")
                .line("  title", description.title())
                .line("  claim", description.claim())
                .line("  source", description.sources().get(0).toString())
                .toString();
    }

    /** What would be compared. */
    static String planned(Description description, List<Published> numbers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("number", "origin", "expected", "tolerance", "because"));
        numbers.forEach(number -> rows.add(List.of(
                CheckText.quantity(number),
                number.origin().words(),
                CheckText.value(number),
                CheckText.tolerance(number),
                number.reason())));
        return head(description)
                + new HeadedLines().line("estimate", "about " + Shown.seconds(description.seconds()))
                + "\n" + grid(rows);
    }

    /** What was compared, and how it ended. */
    static String of(Attempt attempt, Path folder, Collection<String> files) {
        StringBuilder text = new StringBuilder(head(attempt.description())).append('\n');
        attempt.outcome().ifPresent(outcome -> {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("number", "origin", "expected", "recomputed", "tolerance", "verdict", "because"));
            outcome.checks().forEach(check -> rows.add(row(check)));
            text.append(grid(rows)).append('\n');
            outcome.checks().stream()
                    .filter(check -> check.published().correction().isPresent())
                    .forEach(check -> text.append(correction(check.published())));
        });
        files.stream()
                .filter(file -> file.startsWith("figures/") && file.endsWith(".svg"))
                .forEach(file -> text.append(
                        new HeadedLines().line("figure", folder.resolve(file).toString())));
        String verdict = attempt.outcome().isPresent()
                ? attempt.words() + " (" + ReproductionIndex.numbers(attempt) + ")"
                : attempt.words() + ": " + attempt.failure();
        return text.append(new HeadedLines().line("verdict", verdict)).toString();
    }

    private static String head(Description description) {
        HeadedLines text = new HeadedLines().line(description.id(), description.title());
        text.line("claim", description.claim());
        for (Citation source : description.sources()) {
            text.line("source", source + "; " + source.reading().words() + ": " + source.note());
        }
        description.formula().lines().forEach(line -> text.line("formula", line));
        return text.toString();
    }

    private static List<String> row(Check check) {
        Published number = check.published();
        return List.of(
                CheckText.quantity(number),
                number.origin().words(),
                CheckText.value(number),
                CheckText.reproduced(check),
                CheckText.tolerance(number),
                check.verdict().words(),
                number.reason());
    }

    private static String correction(Published number) {
        var correction = number.correction().orElseThrow();
        return new HeadedLines()
                .line(
                        "discrepancy",
                        number.quantity() + ": " + CheckText.wrong(number) + ", right is " + CheckText.right(correction)
                                + ". " + correction.proof())
                .toString();
    }

    /** Columns as wide as they need; the last as long as it is. */
    private static String grid(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                int column = c;
                int width = rows.stream()
                        .map(other -> other.get(column))
                        .mapToInt(cell -> cell.codePointCount(0, cell.length()))
                        .max()
                        .orElse(0);
                String cell = row.get(c);
                line.append(c == 0 ? "" : GAP)
                        .append(cell)
                        .append(" ".repeat(width - cell.codePointCount(0, cell.length())));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}

package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.analysis.soundness.Check;
import io.github.ropelab.core.analysis.soundness.Checks;
import io.github.ropelab.core.analysis.soundness.Finding;
import io.github.ropelab.core.analysis.soundness.Flaw;
import io.github.ropelab.core.analysis.soundness.Flaws;
import io.github.ropelab.core.analysis.soundness.Soundness;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code docs/flawed.md}: every known flaw, checked live, with its line of code. */
final class FlawedPage {
    /** The trained range is no question of right code. */
    private static final List<Check> CHECKS = Checks.builtIn().stream()
            .filter(check -> !check.id().equals("in_trained_range"))
            .toList();

    private final Map<Flaw, Soundness> results = new LinkedHashMap<>();
    private final FlawFacts facts = new FlawFacts();
    private final String source;

    FlawedPage() throws IOException {
        Flaws.all().forEach(flaw -> results.put(flaw, Soundness.of(flaw.subject(), flaw.trial())));
        source = Files.readString(ProjectRoot.find()
                .resolve("rope-core/src/main/java/io/github/ropelab/core/analysis/soundness/Flaws.java"));
    }

    String text() {
        StringBuilder text = new StringBuilder("""
                # Flawed modifications

                Made by the tool; do not edit. Nineteen mistakes that were made in code for rotary embeddings, what `rope check` \
                says of each, and which checks cannot see it. `rope check --flaw 2` checks one live, `--flaw list` lists them; \
                `rope check --strategy SPEC` and `--tables DIR` ask the same of a strategy or of the tables of an engine.

                ## What is checked

                | check | question | holds when |
                |---|---|---|
                """);
        for (Check check : Checks.builtIn()) {
            text.append("| `")
                    .append(check.id())
                    .append("` | ")
                    .append(check.title())
                    .append(" | ")
                    .append(rule(check.id()).replace("|", "\\|"))
                    .append(" |\n");
        }
        text.append("""

                A *finding* is a claim that is broken; any finding gives exit code 3. A *note* is a fact that nobody denied: \
                Self-Extend never claimed to depend on the distance alone, xPos never claimed to keep norms, dynamic NTK says \
                that it changes with the length, and the last position of position interpolation is outside of the trained range \
                by 0.75 without any mistake in its code. Claims of a catalogue entry are its declared invariances, its \
                amplitude, its temperature and its frequencies. Tolerances follow the precision that is checked: 8 roundings of \
                an angle and 16 of a cosine; the format of positions is left out, since a rounded position is another \
                position.

                The trained range counts effective positions, in tokens of the unmodified schedule: of one pair of position \
                maps the largest mapped position, of a window scheme the largest effective distance (a branch's positions mean \
                nothing alone). Where pairs are slowed unequally (NTK, YaRN) it is that of the least slowed pair; how many \
                turns a slow pair made in training is another question, which `rope explain` answers.

                Any code on the JVM can be checked: a `Modification` of `io.github.ropelab.core.analysis.soundness` is two \
                functions of a vector and a position.

                ## Which check sees which flaw

                """);
        matrix(text);
        lessons(text);
        text.append("""

                ## What correct code gives

                Vectors: `data/oracle/flawed/`, drawn with NumPy, d = 64, base 10000, half-split. *Measured* is computed when this \
                page is made. *Noted* are the numbers that a study of these flaws printed before this tool was written; a test \
                holds the two together to the last printed digit, and another one holds the flaws against NumPy. The checks \
                themselves use vectors of their own.

                | number | measured | noted |
                |---|---|---|
                """);
        append(text, facts.ofRight());
        results.forEach((flaw, result) -> section(text, flaw, result));
        return text.toString();
    }

    private static String rule(String check) {
        return switch (check) {
            case "relative" ->
                "scores of each gap, over the declared temperature, are equal at all shifts; decided by the form of the maps "
                        + "where there is one, and measured";
            case "norm" ->
                "every |x'| is |x|, or every one is what the declared A on the rotated components makes of it";
            case "self_score" ->
                "score(m, m) is A²·q·k on rotated components, plus q·k on the rest, times the declared temperature";
            case "frequencies" ->
                "the angle between query and key of each pair grows by ω_i per declared effective token";
            case "precision" -> "no two neighbours have rotated vectors of the same bits";
            case "growing_cache" -> "scores with cached keys are those with keys rotated anew";
            case "origin" -> "no pair is turned at position 0; only the catalogue's `ORIGIN` claims it";
            case "in_trained_range" ->
                "the largest effective position is at most trained length - 1; exact; never a finding";
            case "finite" -> "no component is NaN or infinite";
            default -> throw new IllegalStateException("no rule is written for " + check);
        };
    }

    private void matrix(StringBuilder text) {
        text.append("| # | flaw |");
        CHECKS.forEach(check -> text.append(' ').append(check.id()).append(" |"));
        text.append("\n|---|---|").append("---|".repeat(CHECKS.size())).append('\n');
        results.forEach((flaw, result) -> {
            text.append("| [")
                    .append(flaw.id())
                    .append("](#flaw-")
                    .append(flaw.id())
                    .append(") | ")
                    .append(flaw.title())
                    .append(" |");
            for (Check check : CHECKS) {
                boolean found = result.findings().stream()
                        .anyMatch(finding -> finding.check().equals(check.id()));
                text.append(found ? " **yes** |" : " - |");
            }
            text.append('\n');
        });
    }

    private void lessons(StringBuilder text) {
        text.append("\n## Lessons\n\n");
        for (String check : List.of("relative", "norm", "self_score")) {
            text.append("- `")
                    .append(check)
                    .append("` alone passes ")
                    .append(passedBy(List.of(check)))
                    .append(".\n");
        }
        text.append("- All three together pass ")
                .append(passedBy(List.of("relative", "norm", "self_score")))
                .append(": only the declared frequencies tell them from right code.\n");
        text.append("""
                - Never test with an operand at position 0: flaws 4 and 5 give the right score there, as their numbers below show.
                - Test small gaps beside large ones: flaw 7 is right at every gap that is a multiple of s.
                - A test at one length does not see flaw 11: a sweep needs a growing cache.
                - The noted study lets its norm test pass flaws 14 and 15 in its table and leaves them out of its list of what the \
                norm test passes; they do pass it. It says that the keys near query 8192 of flaw 11 are off by 0.03 to 0.38; \
                keys 8191 and 8177 are, but between them the error is larger, as the numbers of flaw 11 show.
                """);
    }

    private String passedBy(List<String> checks) {
        return results.entrySet().stream()
                .filter(entry ->
                        entry.getValue().findings().stream().map(Finding::check).noneMatch(checks::contains))
                .map(entry -> entry.getKey().id())
                .collect(Collectors.joining(", "));
    }

    private void section(StringBuilder text, Flaw flaw, Soundness result) {
        String named = result.named().orElseThrow().name();
        text.append("\n<a id=\"flaw-")
                .append(flaw.id())
                .append("\"></a>\n\n## ")
                .append(flaw.id())
                .append(". ")
                .append(flaw.title())
                .append("\n\n```java\n")
                .append(code(flaw.id()))
                .append("```\n\nNamed `")
                .append(named)
                .append("`: ")
                .append(result.named().orElseThrow().sentence())
                .append(".\n\n");
        List<String> blind = new ArrayList<>();
        for (Check check : CHECKS) {
            if (result.outcome(check.id()).holds()) {
                blind.add("`" + check.id() + "`");
            }
        }
        for (Finding finding : result.findings()) {
            text.append("- `")
                    .append(finding.check())
                    .append("`: ")
                    .append(result.outcome(finding.check()).statement())
                    .append('\n');
        }
        text.append("\nNot seen by ")
                .append(String.join(", ", blind))
                .append(".\n\n| number | measured | noted |\n|---|---|---|\n");
        append(text, facts.of(flaw));
    }

    private static void append(StringBuilder text, List<FlawFacts.Fact> facts) {
        for (FlawFacts.Fact fact : facts) {
            assertThat(fact.holds()).as(fact.toString()).isTrue();
            text.append(fact.row());
        }
    }

    /** The lines of the flaw's method up to its return. */
    private String code(String id) {
        for (String method : source.split("\n    private static Flaw ")) {
            String body = method.substring(method.indexOf('\n') + 1);
            if (body.contains("\"" + id + "\",") && body.contains("        return ")) {
                return body.substring(0, body.indexOf("        return ")).replaceAll("(?m)^ {8}", "");
            }
        }
        throw new IllegalStateException("no method makes flaw " + id);
    }
}

package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.metric.MetricType;
import io.github.ropelab.experiments.metric.Metrics;
import io.github.ropelab.experiments.result.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The catalogue pages of docs are made from the catalogues. To write them anew: {@code mvn test -pl rope-cli -am
 * -Dtest=GeneratedPagesTest -Dsurefire.failIfNoSpecifiedTests=false -Drope.pages=write}.
 */
class GeneratedPagesTest {
    private static void check(String name, String text) throws IOException {
        Path page = ProjectRoot.find().resolve("docs").resolve(name);
        if ("write".equals(System.getProperty("rope.pages"))) {
            Files.writeString(page, text);
        }
        assertThat(Files.readString(page))
                .as("docs/%s, see the class comment", name)
                .isEqualTo(text);
    }

    @Test
    void strategies() throws IOException {
        StringBuilder text = new StringBuilder(
                "# Strategies\n\nMade from the catalogue; do not edit. [What is missing, and why](missing.md).\n"
                        + "Symbols: θ_i base frequency, s factor, b base, d rotary width, m_l and m trained and target length, i position.\n");
        for (StrategyType type : Strategies.builtIn().types()) {
            text.append("\n## ")
                    .append(type.id())
                    .append("\n\n")
                    .append(type.title())
                    .append(" (");
            text.append(type.classes().stream().sorted().map(c -> c.title()).collect(Collectors.joining(", ")));
            text.append(", semantics version ")
                    .append(type.version())
                    .append(")\n\n    ")
                    .append(type.formula())
                    .append("\n");
            parameters(text, type.parameters());
            text.append("\nDepends on: ")
                    .append(words(type.reads()))
                    .append(". Promises: ")
                    .append(words(type.invariances()))
                    .append(".\n\n");
            type.sources().forEach(source -> text.append("- ").append(source).append('\n'));
            type.spellings().forEach((engine, spelling) -> text.append("- ")
                    .append(engine)
                    .append(": `")
                    .append(spelling)
                    .append("`\n"));
        }
        check("strategies.md", text.toString());
    }

    @Test
    void metrics() throws IOException {
        StringBuilder text = new StringBuilder("# Metrics\n\nMade from the catalogue; do not edit.\n");
        for (MetricType type : Metrics.builtIn().types()) {
            text.append("\n## ")
                    .append(type.id())
                    .append("\n\n")
                    .append(type.title())
                    .append(", unit: ")
                    .append(type.unit());
            text.append(", ")
                    .append(type.direction().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            text.append(" (version ")
                    .append(type.version())
                    .append(")\n\n    ")
                    .append(type.definition())
                    .append("\n");
            parameters(text, type.parameters());
            text.append("\nSource: ").append(type.source()).append(".\n");
        }
        check("metrics.md", text.toString());
    }

    @Test
    void everyColumnOfTheResultsIsExplainedInOrder() throws IOException {
        String page = Files.readString(ProjectRoot.find().resolve("docs/columns.md"));
        List<String> explained = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(explained).isEqualTo(ResultTable.columns());
    }

    private static void parameters(StringBuilder text, List<ParameterDoc> parameters) {
        if (!parameters.isEmpty()) {
            text.append("\n| parameter | default | rule | meaning |\n|---|---|---|---|\n");
            parameters.forEach(p -> text.append(String.format(
                    "| `%s` | %s | %s | %s |\n",
                    p.name(), p.defaultValue(), p.rule(), p.meaning().replace("|", "\\|"))));
        }
    }

    private static String words(java.util.Set<? extends Enum<?>> constants) {
        return constants.stream()
                .sorted(java.util.Comparator.comparingInt(c -> c.ordinal()))
                .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}

package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.convention.Convention;
import io.github.ropelab.experiments.convention.Conventions;
import io.github.ropelab.experiments.metric.MetricType;
import io.github.ropelab.experiments.metric.Metrics;
import io.github.ropelab.experiments.result.Columns;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.experiments.study.StudyKeys;
import io.github.ropelab.model.config.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The catalogue pages of docs are made from the catalogues. To write them anew: {@code mvn test -pl rope-cli -am
 * -Dtest=GeneratedPagesTest -Dsurefire.failIfNoSpecifiedTests=false -Drope.pages=write}.
 */
class GeneratedPagesTest {
    private static final String ABOUT_METRICS = """

            ## What random vectors cannot show

            With independent queries and keys of mean 0 a score has the same distribution at every distance and under every
            strategy without a temperature. So what looks at one encoding alone (spread and largest value of the scores,
            entropy, effective support, histograms) is the same for all of them; only metrics that compare the scores of one query
            and key under two encodings see the strategy. Such vectors check the program against closed forms. They say
            nothing of the quality of a model. Real queries and keys have a mean, which carries most of their energy.

            Small drift is no aim in itself: at distances beyond the trained length a good extension must differ from plain RoPE,
            which is what breaks there. Measure from a window scheme, a masked reference or inside of the trained range instead
            (`reference`, `compare` in [study files](studies.md)).

            ## Standard errors

            `standard_error` says how well a mean over rows is known, inside of one head and one text. Neighbouring rows are
            alike, so it is not the formula for independent rows: the n rows of a range are cut into ⌊√n⌋ batches of
            consecutive rows, and the scatter of the batches' means is the measure (non-overlapping batch means: Jones, Haran,
            Caffo and Neath 2006; Flegal and Jones 2010). Means over query-key cells weigh a batch by its cells (ratio estimator:
            Cochran 1977, 6.4); a function of means has the error of its linear part (delta method); a quantile has the scatter
            of the batches' quantiles (sectioning: Asmussen and Glynn 2007, III.5). A trend along the rows counts as scatter.
            With fewer than eight batches, that is fewer than 64 rows, there is no standard error.

            What it does not cover: how heads, layers, seeds and texts differ. That is larger as a rule, and only values of
            several heads or draws show it; the report's means and their errors are over those. Rows also share their keys and
            values, and what all rows share does not scatter: the error of output-error, which hangs on the mean of the values,
            and of sink-mass, which hangs on a few keys, is well below the spread over draws even of independent vectors.
            """;

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
                    .append(StrategiesCommand.words(type.reads()))
                    .append(". Promises: ")
                    .append(StrategiesCommand.words(type.invariances()))
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
        StringBuilder text = new StringBuilder("# Metrics\n\nMade from the catalogue; do not edit.\n" + ABOUT_METRICS);
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
            type.observations()
                    .ifPresentOrElse(
                            rest -> text.append("\nn: ")
                                    .append(rest.n())
                                    .append(". Standard error: ")
                                    .append(rest.standardError())
                                    .append(". Where the sides see different keys: ")
                                    .append(rest.keys())
                                    .append(".\n"),
                            () -> text.append("\nExact: no standard error.\n"));
            text.append("\nSource: ").append(type.source()).append(".\n");
        }
        check("metrics.md", text.toString());
    }

    @Test
    void conventions() throws IOException {
        List<Convention> rows = Conventions.builtIn();
        StringBuilder text = new StringBuilder("# Conventions\n\nMade from the ledger in "
                + "`io.github.ropelab.experiments.convention`; do not edit.\n\n"
                + "Engines give one name different meanings. Each section says what they do, what RopeLab measures of it, "
                + "and how to ask for each side. *Measured* is computed by RopeLab when this page is made, through the "
                + "same reading of configs that the commands use. *Recorded or required* is the number that the engine "
                + "gave when it was run, with the tolerance that its rounding allows, or what the definition requires; a "
                + "test compares both. s is the factor, L0 the trained (original) length, b the base, d the rotary "
                + "width, A the factor on cos and sin, ω a frequency. A relative difference is |ω' - ω|/ω, where ω is "
                + "that of the side named last.\n\nThe engines: ");
        text.append(Arrays.stream(Dialect.values()).map(Dialect::version).collect(Collectors.joining(", ")))
                .append(". ggml alone is d99724f2. Other versions are named where they differ.\n\n## By topic\n\n");
        rows.stream()
                .sorted(Comparator.comparing((Convention row) -> row.topic().toLowerCase(Locale.ROOT)))
                .forEach(row -> text.append("- [")
                        .append(row.topic())
                        .append("](#row-")
                        .append(row.row())
                        .append(")\n"));
        for (Convention row : rows) {
            text.append("\n<a id=\"row-")
                    .append(row.row())
                    .append("\"></a>\n\n## ")
                    .append(row.row())
                    .append(". ")
                    .append(row.topic())
                    .append("\n\n")
                    .append(row.finding())
                    .append("\n\n| fact | measured | recorded or required |\n|---|---|---|\n");
            row.facts().forEach(fact -> text.append("| ")
                    .append(fact.statement())
                    .append(" | ")
                    .append(fact.found())
                    .append(" | ")
                    .append(fact.expected())
                    .append(" |\n"));
            text.append("\nHow to ask: ").append(row.switchText()).append('\n');
        }
        check("conventions.md", text.toString());
    }

    @Test
    void equivalences() throws IOException {
        check("equivalences.md", EquivalencePage.text());
    }

    @Test
    void flawed() throws IOException {
        check("flawed.md", new FlawedPage().text());
    }

    @Test
    void columns() throws IOException {
        assertThat(Columns.all()).extracting(Columns.Column::name).isEqualTo(ResultTable.columns());
        StringBuilder text = new StringBuilder("# Columns of results.csv\n\nMade from `Columns`; do not edit.\n\n"
                + "One row per cell, metric, statistic and bucket; a failed cell is one row per metric. UTF-8, LF, doubles in "
                + "full precision, missing values empty. Rows stand in a total order (the factors from left to right, strategy "
                + "and reference by label, then metric, its parameters, statistic, axis, range), so equal results are equal "
                + "files.\n\n| column | type | unit | meaning |\n|---|---|---|---|\n");
        for (Columns.Column column : Columns.all()) {
            text.append(String.format(
                    "| `%s` | %s | %s | %s |\n",
                    column.name(), column.type().name().toLowerCase(Locale.ROOT), column.unit(), column.meaning()));
        }
        check("columns.md", text.toString());
    }

    @Test
    void studyKeys() throws IOException {
        StringBuilder text = new StringBuilder("# Keys of study files\n\nMade from `StudyKeys`; do not edit. "
                + "[Study files](studies.md) explains what belongs together; editors read the same from "
                + "[study.schema.json](study.schema.json).\n");
        StudyKeys.bySection().forEach((section, keys) -> {
            text.append("\n## ")
                    .append(section)
                    .append("\n\n")
                    .append(StudyKeys.SECTIONS.get(section))
                    .append("\n\n| key | type | if absent | meaning |\n|---|---|---|---|\n");
            keys.forEach(key -> text.append(String.format(
                    "| `%s` | %s | %s | %s |\n",
                    key.name(),
                    key.kind().words(),
                    key.required() ? "*must be given*" : key.otherwise(),
                    key.meaning())));
        });
        check("study-keys.md", text.toString());
    }

    @Test
    void studySchema() throws IOException {
        check("study.schema.json", new StudySchema(ProjectRoot.find()).text());
    }

    private static void parameters(StringBuilder text, List<ParameterDoc> parameters) {
        if (!parameters.isEmpty()) {
            text.append("\n| parameter | default | rule | meaning |\n|---|---|---|---|\n");
            parameters.forEach(p -> text.append(String.format(
                    "| `%s` | %s | %s | %s |\n",
                    p.name(), p.defaultValue(), p.rule(), p.meaning().replace("|", "\\|"))));
        }
    }
}

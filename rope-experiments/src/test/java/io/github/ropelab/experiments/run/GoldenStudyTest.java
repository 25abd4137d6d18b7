package io.github.ropelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.metric.MetricType;
import io.github.ropelab.experiments.metric.Metrics;
import io.github.ropelab.experiments.metric.ModelMetric;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.CsvText;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every strategy of the catalogue, with its defaults and with its first parameter set (*), and every metric in one small study, against the numbers of the last version: what
 * moves without a step of a semantics version makes stored cells lie. To write the numbers anew after a step, or with a new
 * strategy or metric: {@code mvn test -pl rope-experiments -am -Dtest=GoldenStudyTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Drope.golden=write}.
 */
class GoldenStudyTest {
    private static final int TRAINED = 24;
    private static final int CURRENT = 40;

    /** Bytes of a text that holds a key and the question for it. */
    private static final int ROOM_FOR_A_KEY = 80;

    private static final int HEAD_DIM = 16;

    /**
     * A reordered sum or another exp moves the last digits and is no other meaning; a value near 0 is compared by the
     * size of scores, which is 1.
     */
    private static final double RELATIVE = 1e-9;

    private static final double ABSOLUTE = 1e-11;

    /** Metrics of models are computed in float32. */
    private static final Map<String, Double> TOLERANCES =
            Metrics.builtIn().types().stream().collect(Collectors.toMap(MetricType::id, MetricType::tolerance));

    @TempDir
    Path folder;

    private static Path golden() {
        return DataFolder.root().resolve("golden").resolve("numbers.csv");
    }

    /** One number and the versions that it was computed under. */
    private record Golden(
            String key, String strategy, String strategyVersion, String metric, String metricVersion, String value) {
        static Golden of(ResultRow row) {
            return new Golden(
                    String.join(
                            " ",
                            row.strategy(),
                            row.metric(),
                            row.statistic(),
                            row.axis(),
                            row.from() + "-" + row.to()),
                    row.strategyId(),
                    Integer.toString(row.strategyVersion()),
                    row.metric(),
                    Integer.toString(row.metricVersion()),
                    row.value().isPresent() ? Double.toString(row.value().getAsDouble()) : row.status());
        }

        boolean sameVersions(Golden other) {
            return strategyVersion.equals(other.strategyVersion) && metricVersion.equals(other.metricVersion);
        }

        boolean sameValue(Golden other) {
            try {
                double a = Double.parseDouble(value);
                double b = Double.parseDouble(other.value);
                double nearness = Math.max(ABSOLUTE, TOLERANCES.getOrDefault(metric, 0.0));
                return Math.abs(a - b) <= Math.max(nearness, RELATIVE * Math.abs(b));
            } catch (NumberFormatException e) {
                return value.equals(other.value);
            }
        }
    }

    @Test
    void numbersMoveOnlyWithAVersionStep() throws IOException {
        List<Golden> found = computed();
        if ("write".equals(System.getProperty("rope.golden"))) {
            write(found);
        }
        List<Golden> known = read();
        assertThat(complaint(known, found)).isEmpty();
    }

    @Test
    void theComplaintNamesTheTypeToBump() {
        List<Golden> known = new ArrayList<>();
        for (String strategy : List.of("linear", "yarn")) {
            for (String metric : List.of("kl", "entropy")) {
                known.add(new Golden(strategy + " " + metric, strategy, "1", metric, "2", "0.5"));
            }
        }
        assertThat(complaint(known, known)).isEmpty();
        assertThat(complaint(known, moved(known, g -> g.strategy.equals("yarn"), "1")))
                .contains("raise the version of strategy yarn");
        assertThat(complaint(known, moved(known, g -> g.metric.equals("kl"), "1")))
                .contains("raise the version of metric kl");
        assertThat(complaint(known, moved(known, g -> g.key.equals("yarn kl"), "1")))
                .contains("raise the version of strategy yarn or metric kl");
        assertThat(complaint(known, moved(known, g -> true, "1"))).contains("CellKey.NUMBERS_VERSION");
        assertThat(complaint(known, moved(known, g -> g.strategy.equals("yarn"), "2")))
                .contains("was raised", "-Drope.golden=write")
                .doesNotContain("raise the version of");
        assertThat(complaint(known.subList(0, 3), known)).contains("not among the golden numbers", "yarn entropy");
        assertThat(complaint(known, known.subList(0, 3))).contains("no longer computed", "yarn entropy");
    }

    private static List<Golden> moved(List<Golden> known, Predicate<Golden> which, String strategyVersion) {
        return known.stream()
                .map(g -> which.test(g)
                        ? new Golden(g.key, g.strategy, strategyVersion, g.metric, g.metricVersion, "0.500001")
                        : g)
                .toList();
    }

    /** What is wrong, and what to do; empty if nothing is. */
    private static String complaint(List<Golden> known, List<Golden> found) {
        Map<String, Golden> now = found.stream().collect(Collectors.toMap(Golden::key, g -> g));
        Map<String, Golden> before = known.stream().collect(Collectors.toMap(Golden::key, g -> g));
        List<String> lines = new ArrayList<>();
        list(
                lines,
                "no longer computed",
                known.stream().filter(g -> !now.containsKey(g.key)).toList());
        list(
                lines,
                "not among the golden numbers",
                found.stream().filter(g -> !before.containsKey(g.key)).toList());
        List<Golden> both = known.stream().filter(g -> now.containsKey(g.key)).toList();
        list(
                lines,
                "a version was raised",
                both.stream().filter(g -> !g.sameVersions(now.get(g.key))).toList());
        if (!lines.isEmpty()) {
            lines.add("if that is meant, write the numbers anew with -Drope.golden=write");
        }
        List<Golden> moved = both.stream()
                .filter(g -> g.sameVersions(now.get(g.key)) && !now.get(g.key).sameValue(g))
                .toList();
        if (!moved.isEmpty()) {
            Golden first = moved.get(0);
            lines.add(moved.size() + " numbers moved without a version step, as " + first.key + ": "
                    + now.get(first.key).value + " instead of " + first.value
                    + ". If that is meant, raise the version of "
                    + blame(moved));
        }
        return String.join("\n", lines);
    }

    private static void list(List<String> lines, String what, List<Golden> which) {
        if (!which.isEmpty()) {
            lines.add(which.size() + " " + what + ", as " + which.get(0).key);
        }
    }

    /** One strategy or one metric that all moved numbers share; else both lists, and what all cells share. */
    private static String blame(List<Golden> moved) {
        List<String> strategies =
                moved.stream().map(Golden::strategy).distinct().toList();
        List<String> metrics = moved.stream().map(Golden::metric).distinct().toList();
        String ofStrategy = "strategy " + String.join(", ", strategies);
        String ofMetric = "metric " + String.join(", ", metrics);
        if (strategies.size() == 1) {
            return metrics.size() == 1 ? ofStrategy + " or " + ofMetric : ofStrategy;
        }
        return metrics.size() == 1
                ? ofMetric
                : ofStrategy + " or " + ofMetric + ", or CellKey.NUMBERS_VERSION where kernels or data changed";
    }

    private List<Golden> computed() throws IOException {
        List<Golden> all = new ArrayList<>(computed(study()));
        all.addAll(computed(modelStudy()));
        return all;
    }

    private List<Golden> computed(Map<String, Object> content) throws IOException {
        Path study = folder.resolve("study.yaml");
        Files.writeString(study, new ObjectMapper().writeValueAsString(content)); // JSON is YAML
        Plan plan = Planner.plan(StudyReader.read(study, DataFolder.captures()));
        RunSummary summary =
                new StudyRunner(new CellStore(folder.resolve("cells")), false, (cell, outcome) -> {}).run(plan, 2);
        assertThat(summary.failed()).isZero();
        List<ResultRow> rows = Results.of(summary).rows();
        List<String> summed = rows.stream()
                .filter(row -> row.axis().equals("all"))
                .map(ResultRow::metric)
                .distinct()
                .toList();
        return rows.stream() // by distance and row only where there is no sum of them
                .filter(row -> row.axis().equals("all") || !summed.contains(row.metric()))
                .map(Golden::of)
                .toList();
    }

    private static Map<String, Object> study() {
        List<Object> strategies = new ArrayList<>();
        for (StrategyType type : Strategies.builtIn().types()) {
            Map<String, Object> strategy = new LinkedHashMap<>();
            strategy.put("id", type.id());
            type.parameters().stream()
                    .filter(ParameterDoc::required)
                    .forEach(parameter -> strategy.put(parameter.name(), example(parameter)));
            strategies.add(strategy);
            type.parameters().stream()
                    .filter(parameter -> !parameter.required())
                    .findFirst()
                    .ifPresent(parameter -> {
                        Map<String, Object> other = new LinkedHashMap<>(strategy);
                        other.put("label", type.id() + " *");
                        other.put(parameter.name(), example(parameter));
                        strategies.add(other);
                    });
        }
        Map<String, Object> heads = Map.of("head_dim", HEAD_DIM, "base", 1000, "pairing", "half-split");
        Map<String, Object> data = new LinkedHashMap<>(heads);
        data.put("gaussian", "g");
        data.put("energy", List.of(0.3, 0.7));
        data.put("mean_share", List.of(0.6, 0.8));
        Map<String, Object> study = new LinkedHashMap<>();
        study.put("schema", 1);
        study.put("study", "golden");
        study.put("lengths", Map.of("trained", TRAINED, "current", CURRENT));
        study.put("strategies", strategies);
        study.put("data", data);
        study.put("seeds", Map.of("count", 1, "root", 5));
        study.put("metrics", metrics(false));
        return study;
    }

    /** Metrics of models, or the others. */
    private static List<String> metrics(boolean ofModels) {
        return Metrics.builtIn().ids().stream()
                .filter(id -> Metrics.builtIn().read(id, Params.of(Map.of())) instanceof ModelMetric == ofModels)
                .toList();
    }

    /** The bundled model on one window, for metrics of models. */
    private static Map<String, Object> modelStudy() {
        Map<String, Object> study = new LinkedHashMap<>();
        study.put("schema", 1);
        study.put("study", "golden-model");
        study.put("lengths", Map.of("trained", TRAINED, "current", ROOM_FOR_A_KEY));
        study.put("strategies", List.of("none", "ntk_aware:factor=2", "rerope:window=8"));
        study.put("data", Map.of("model", "tiny-llama", "text", "mansfieldpark"));
        study.put(
                "metrics",
                metrics(true).stream()
                        .map(id -> id.startsWith("passkey") ? Map.of("id", id, "prompt", "single", "depths", 2) : id)
                        .toList());
        return study;
    }

    private static Object example(ParameterDoc parameter) {
        Object example = parameter.examples().get(0);
        return example instanceof ParameterDoc.ForPairs fitting ? fitting.of(HEAD_DIM / 2) : example;
    }

    private static List<Golden> read() {
        return CsvText.read(golden()).stream()
                .map(line -> new Golden(
                        line.get("key"),
                        line.get("strategy"),
                        line.get("strategy_version"),
                        line.get("metric"),
                        line.get("metric_version"),
                        line.get("value")))
                .toList();
    }

    private static void write(List<Golden> numbers) throws IOException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put("key", numbers.stream().map(Golden::key).toList());
        columns.put("strategy", numbers.stream().map(Golden::strategy).toList());
        columns.put(
                "strategy_version",
                numbers.stream().map(Golden::strategyVersion).toList());
        columns.put("metric", numbers.stream().map(Golden::metric).toList());
        columns.put(
                "metric_version", numbers.stream().map(Golden::metricVersion).toList());
        columns.put("value", numbers.stream().map(Golden::value).toList());
        Files.createDirectories(golden().getParent());
        Files.writeString(golden(), CsvText.of(columns));
    }
}

package io.github.ropelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.expectation.CorrelatedScores;
import io.github.ropelab.experiments.expectation.DistanceMeans;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.experiments.study.StrategySpec;
import io.github.ropelab.experiments.study.StudyReader;
import io.github.ropelab.experiments.study.StudySpec;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of studies, run as a whole: what documentation says works, and results agree with closed forms. */
class StudyDataTest {
    private static final int TOKENS = 48;

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Map<String, NumberArray> tensors = new HashMap<>();
        for (String side : List.of("q", "k", "v")) {
            NumberArray array = array(side.equals("q") ? 2 : 1, TOKENS, 8);
            tensors.put("layers.0." + side, array);
            Files.write(folder.resolve(side + ".npy"), NpyFile.bytes(array));
            for (int layer : new int[] {3, 7}) {
                Files.write(folder.resolve("layer" + layer + "_" + side + ".npy"), NpyFile.bytes(array));
            }
        }
        SafetensorsWriter.write(folder.resolve("mine.safetensors"), tensors);
        SafetensorsWriter.write(folder.resolve("part-1.safetensors"), Map.of("model.layers.4.q", array(TOKENS, 4, 8)));
        SafetensorsWriter.write(folder.resolve("part-2.safetensors"), Map.of("model.layers.4.k", array(TOKENS, 2, 8)));
        Files.writeString(folder.resolve("model.safetensors.index.json"), """
                {"weight_map": {"model.layers.4.q": "part-1.safetensors", "model.layers.4.k": "part-2.safetensors"}}
                """);
    }

    private static NumberArray array(int first, int second, int third) {
        double[] values = IntStream.range(0, first * second * third)
                .mapToDouble(i -> (float) Math.sin(i * 1.7))
                .toArray();
        return new NumberArray(ElementType.F32, List.of(first, second, third), values);
    }

    private StudySpec study(String yaml) throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, yaml);
        return StudyReader.read(file, DataFolder.captures());
    }

    @Test
    void aCellWhoseVectorsAreNoNumbersFailsAndSaysWhere() throws IOException {
        double[] values = new double[4 * 8];
        values[2 * 8 + 5] = Double.NaN;
        NumberArray array = new NumberArray(ElementType.F64, List.of(4, 8), values);
        Files.write(folder.resolve("bad.npy"), NpyFile.bytes(array));
        Files.write(folder.resolve("huge.npy"), NpyFile.bytes(filled(1e160)));
        List<ResultRow> rows = run("""
                schema: 1
                study: bad
                lengths: {trained: 2, current: 4}
                reference: none
                strategies: [linear]
                data:
                  - {q: bad.npy, k: bad.npy, name: bad, base: 100, pairing: half-split}
                  - {q: huge.npy, k: huge.npy, name: huge, base: 100, pairing: half-split}
                metrics: [score-drift]
                """);
        assertThat(rows)
                .extracting(ResultRow::note)
                .satisfiesExactly(
                        note -> assertThat(note).isEqualTo("q at token 2, component 5 must be finite, but was NaN"),
                        note -> assertThat(note).contains("must be finite").contains("overflow"));
    }

    @Test
    void onlyTheRotaryWidthOfAFileRotates() throws IOException {
        double[] values = IntStream.range(0, 32 * 8)
                .mapToDouble(i -> i % 8 < 4 ? 0 : Math.sin(i))
                .toArray();
        Files.write(
                folder.resolve("tail.npy"), NpyFile.bytes(new NumberArray(ElementType.F64, List.of(32, 8), values)));
        List<ResultRow> rows = run("""
                schema: 1
                study: partial
                lengths: {trained: 16, current: 32}
                reference: none
                strategies: [linear]
                data:
                  - {q: tail.npy, k: tail.npy, name: whole, base: 100, pairing: half-split}
                  - {q: tail.npy, k: tail.npy, name: part, base: 100, pairing: half-split, rotary_dim: 4}
                metrics: [score-drift]
                """);
        for (ResultRow row : rows) {
            if (row.statistic().equals("max") && row.axis().equals("all")) {
                boolean part = row.data().equals("part");
                assertThat(row.rotaryDim()).isEqualTo(part ? 4 : 8);
                assertThat(row.value().orElseThrow() == 0)
                        .isEqualTo(part); // only components that stand still are not 0
            }
        }
        assertThat(rows).extracting(ResultRow::rotaryDim).contains(4, 8);
    }

    private static NumberArray filled(double value) {
        return new NumberArray(
                ElementType.F64,
                List.of(4, 8),
                IntStream.range(0, 32).mapToDouble(i -> value).toArray());
    }

    private List<ResultRow> run(String yaml) throws IOException {
        Plan plan = Planner.plan(study(yaml));
        try (StudyFolder output = StudyFolder.open(folder.resolve("out"))) {
            ResultTable table = Results.of(new StudyRunner(output.cells(), true, (cell, outcome) -> {}).run(plan, 2));
            return table.rows();
        }
    }

    @Test
    void everyExampleOfTheDocumentationRuns() throws IOException {
        String page = Files.readString(DataFolder.root().resolveSibling("docs").resolve("studies.md"));
        int start = page.indexOf("\n## Data\n");
        String section = page.substring(start, page.indexOf("\n## ", start + 1));
        Matcher blocks =
                Pattern.compile("```yaml\n(data:.*?)```", Pattern.DOTALL).matcher(section);
        Set<String> sets = new TreeSet<>();
        while (blocks.find()) {
            List<ResultRow> rows =
                    run("""
                    schema: 1
                    study: example
                    lengths: {trained: 16, current: [32, 48]}
                    strategies: [none, linear]
                    """ + (blocks.group(1).contains("\nmetrics:") ? "" : "metrics: [score-drift, kl]\n")
                            + blocks.group(1));
            assertThat(rows).as(blocks.group(1)).isNotEmpty().allMatch(row -> row.status()
                    .equals(ResultRow.OK));
            rows.forEach(row -> sets.add(row.data()));
        }
        assertThat(sets)
                .containsExactly(
                        "arrays",
                        "as-measured",
                        "correlated",
                        "iid",
                        "layers",
                        "mine.safetensors",
                        "needle",
                        "shaped",
                        "sharded",
                        "smollm2-135m",
                        "tiny-llama");
    }

    @Test
    void setsOfDifferentWidthsAndSeedsStandInOneStudy() throws IOException {
        List<ResultRow> rows = run("""
                schema: 1
                study: widths
                lengths: {trained: 16, current: [32]}
                strategies: [linear, yarn]
                data:
                  - {gaussian: narrow, head_dim: 8, base: 100, pairing: interleaved}
                  - {gaussian: wide, head_dim: 32, rotary_dim: 16, base: 10000, pairing: half-split, seeds: {count: 2, root: 9}}
                  - {capture: smollm2-135m, layers: [10], heads: [1]}
                seeds: {count: 3, root: 7}
                metrics: [score-drift, entropy]
                """);
        Map<String, Set<String>> slices = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.data() + " " + row.headDim(),
                        Collectors.mapping(
                                row -> row.layer() + " " + row.head() + " " + row.seed(), Collectors.toSet())));
        assertThat(slices.get("narrow 8")).hasSize(3);
        assertThat(slices.get("wide 32")).hasSize(2);
        assertThat(slices.get("smollm2-135m 64")).hasSize(1);
        // All strategies see the same vectors: what the reference makes of them is the same number, bit for bit.
        Map<String, Set<Double>> reference = rows.stream()
                .filter(row -> row.metric().equals("entropy") && row.statistic().equals("reference"))
                .collect(Collectors.groupingBy(
                        row -> row.data() + row.seed() + row.axis() + row.from() + "-" + row.to(),
                        Collectors.mapping(row -> row.value().orElseThrow(), Collectors.toSet())));
        assertThat(reference.values()).isNotEmpty().allMatch(values -> values.size() == 1);
    }

    /** Measured values against the expected ones in the same results; kl and correlated vectors against the forms. */
    @Test
    void aStudyOfDrawnVectorsAgreesWithTheClosedForms() throws IOException {
        String yaml = """
                schema: 1
                study: closed
                lengths: {trained: 32, current: [160]}
                strategies: [linear, ntk_aware, yarn]
                data:
                  - {gaussian: iid, head_dim: 16, base: 10000, pairing: half-split}
                  - {gaussian: correlated, head_dim: 16, base: 10000, pairing: half-split, correlation: 0.5}
                seeds: {count: 40, root: 7}
                metrics: [score-drift, kl, gaussian-drift, gaussian-divergence]
                """;
        StudySpec study = study(yaml);
        Map<String, SummaryStatistics> observed = new HashMap<>();
        Map<String, Double> expected = new TreeMap<>();
        for (ResultRow row : run(yaml)) {
            double value = row.value().orElseThrow();
            String place =
                    row.strategy() + " " + row.statistic() + " " + row.axis() + " " + row.from() + " n " + row.n();
            if (row.metric().equals("gaussian-drift")) {
                expected.put(place, row.statistic().equals("rms") ? value * value : value);
            } else if (row.metric().equals("gaussian-divergence")) {
                expected.put(place, value);
            } else {
                observed.computeIfAbsent(row.data() + " " + place, key -> new SummaryStatistics())
                        .addValue(row.statistic().equals("rms") ? value * value : value);
            }
        }
        int compared = 0;
        for (Map.Entry<String, Double> entry : expected.entrySet()) {
            if (entry.getKey().contains(" rms ") || entry.getKey().contains(" mean_abs ")) {
                check(observed, "iid " + entry.getKey(), entry.getValue());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(3 * 2 * (9 + 4 + 1));
        RopeContext context = study.contexts().get(0);
        PositionEncoding none = study.reference().encode(context);
        for (StrategySpec strategy : study.strategies()) {
            // Rows of 144 keys: kl is biased by the order of e^σ²/n, downwards.
            double kl = expected.get(strategy.label() + " kl row 128 n 32");
            assertThat(observed.get("iid " + strategy.label() + " reference_strategy row 128 n 32")
                            .getMean())
                    .isBetween(0.85 * kl, 1.05 * kl);
            DistanceMeans correlated = DistanceMeans.of(
                    none, strategy.encode(context), context, new CorrelatedScores(0.5)::meanSquareDifference);
            for (int from : new int[] {1, 16, 64}) {
                String place = " rms distance " + from + " n "
                        + IntStream.range(from, 2 * from).map(d -> 160 - d).sum();
                check(observed, "correlated " + strategy.label() + place, correlated.causalMean(from, 2 * from));
            }
        }
    }

    private static void check(Map<String, SummaryStatistics> observed, String key, double expected) {
        SummaryStatistics s = observed.get(key);
        assertThat(s).as(key + " of " + observed.keySet()).isNotNull();
        double error = s.getStandardDeviation() / Math.sqrt(s.getN());
        assertThat(s.getMean() - expected).as(key).isBetween(-4 * error - 1e-12, 4 * error + 1e-12);
    }

    @Test
    void everyMistakeOfTheDataIsListed() {
        assertThatThrownBy(() -> study("""
                schema: 1
                study: bad
                lengths: {trained: 16, current: [32]}
                strategies: [linear]
                data:
                  - {file: mine.safetensors, base: 100, pairing: half-split, axes: dht, heads: [0]}
                  - {file: mine.safetensors, name: heads, base: 100, pairing: half-split, heads: [2]}
                  - {file: mine.safetensors, name: thd, base: 100, pairing: half-split, axes: thd}
                  - {file: mine.safetensors, name: names, base: 100, pairing: half-split, tensors: {q: a, k: "{layer}", w: b}}
                  - {q: q.npy, k: k.npy, base: 100, pairing: half-split, name: no-values}
                  - {q: q.npy, base: 100, pairing: half-split}
                  - {q: "layer{layer}_q.npy", k: "layer{layer}_k.npy", base: 100, pairing: half-split, name: none}
                  - {q: "layer{layer}_q.npy", k: "layer{layer}_k.npy", layers: 4, base: 100, pairing: half-split, name: four}
                  - {gaussian: a, head_dim: 8, base: 100, pairing: half-split, correlation: 0.5, mean_share: 0.2}
                  - {gaussian: b, head_dim: 8, base: 100, pairing: half-split, needle: {position: 31, strength: 1}}
                  - {gaussian: c, head_dim: 8, base: 100, pairing: half-split, needle: {strengt: 1}}
                  - {gaussian: d, head_dim: 8, base: 100, pairing: half-split, energy: 1, profile: {capture: smollm2-135m}}
                  - {gaussian: e, head_dim: 8, base: 100, pairing: half-split, profile: {capture: smollm2-135m, layer: 10, head: 1}}
                seeds: {count: 1, root: 1}
                metrics: [kl, output-error]
                """)).isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(
                        e.problems().stream().map(problem -> problem.toString().replace(folder + "/", "")))
                .containsExactlyInAnyOrder(
                        "data[0].axes must be htd, [heads, tokens, width], or thd, [tokens, heads, width], but was dht",
                        "data[1] must be usable: mine.safetensors heads must be a query head of layers.0.q, 0 to 1,"
                                + " but was 2",
                        "data[2] must be usable: mine.safetensors layers.0.k must have the tokens and head_dim of"
                                + " layers.0.q [2, 48, 8] and a number of heads that divides its, but was [1, 48, 8]",
                        "data[3].tensors.w must be a known key, but was 'b'; did you mean 'k'?",
                        "data[3].tensors.k must hold {layer} exactly where q does, but was {layer}",
                        "data[5].k must be given, but was missing",
                        "data[6].layers must be given where file names hold {layer}, but was missing",
                        "data[7] must be usable: layer4_k.npy must be a readable file: no such file or folder",
                        "data[8].correlation must be at most the share of energy that queries and keys have in their"
                                + " means (0.2 in pair 0), but was 0.5",
                        "data[10].needle.position must be given, but was missing",
                        "data[10].needle.strength must be given, but was missing",
                        "data[10].needle.strengt must be a known key, but was 1; did you mean 'strength'?",
                        "data[11].energy must be left out beside a profile, but was given",
                        "data[11].profile.layer must be given, but was missing",
                        "data[11].profile.head must be given, but was missing",
                        "data[12].energy must have at most one entry for each of the 4 pairs, but was 32",
                        "lengths.current must leave the needle's key (position 31) before the last 1 queries that look"
                                + " for it, but was 32",
                        "metrics must be left out: no-values holds no values v, but was output-error"));
    }
}

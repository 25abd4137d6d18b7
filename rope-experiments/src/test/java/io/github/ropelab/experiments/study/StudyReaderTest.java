package io.github.ropelab.experiments.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.model.io.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyReaderTest {
    @TempDir
    Path folder;

    private InvalidInput problemsOf(String yaml) throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, yaml);
        InvalidInput e = catchThrowableOfType(InvalidInput.class, () -> StudyReader.read(file, DataFolder.captures()));
        assertThat(e).as("the study must be refused").isNotNull();
        assertThat(e.getMessage().lines()).allMatch(line -> line.startsWith(file.toString()));
        return e;
    }

    @Test
    void everyProblemIsListedAtOnceWithPathValueRuleAndSuggestion() throws IOException {
        InvalidInput e = problemsOf("""
                schema: 1
                study: bad
                lengths: {trained: 0, current: [512, 512]}
                strategies: [none, yarnn, {id: yarn, factr: 4}, {id: linear, factor: 0}, {id: linear, factor: NaN}, none]
                data:
                  - {capture: smollm2-135}
                  - {gaussian: a, head_dim: 64, base: 100000, pairing: half-splt}
                  - {gaussian: b, head_dim: 64, base: 1, pairing: half-split, rotary_dim: 63}
                  - {file: missing.safetensors, base: 1e5, pairing: half-split}
                arithmetic: [bf61, f32, f32]
                metrics: [kl, kll, {id: top-k-overlap, k: 0}]
                metrcs: []
                """);
        assertThat(e.problems().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        "lengths.trained must be a whole number of at least 1, but was 0",
                        "lengths.current must not name a length twice, but was [512, 512]",
                        "strategies[1].strategy must be the id of a known strategy, but was yarnn; did you mean 'yarn'?",
                        "strategies[2].factr must be a parameter of yarn, but was 4; did you mean 'factor'?",
                        "strategies[3].factor must be a finite number above 0, but was 0.0",
                        "strategies[4].factor must be a finite number or a formula of known names (character 1: nan), but was NaN; "
                                + "known: base, ceil, current, floor, head_dim, max, min, rotary_dim, round, target, trained",
                        "strategies[5] must have a label of its own, but was none; add label: to one of the two",
                        "seeds must be given, but was missing",
                        "data[0] must be usable: " + DataFolder.captures().resolve("catalog.yaml")
                                + " capture must be in the catalogue, but was smollm2-135; did you mean 'smollm2-135m'?",
                        "data[1].pairing must be half-split or interleaved, but was half-splt",
                        "data[2].rope_theta must be a finite number above 1, but was 1.0",
                        "data[3] must be usable: " + folder.resolve("missing.safetensors") + " must exist",
                        "arithmetic[0].arithmetic must be a named setting or stage=format,..., but was bf61; did you mean 'bf16'?",
                        "arithmetic[2] must not be named twice, but was f32",
                        "metrics[1].metric must be the id of a known metric, but was kll; did you mean 'kl'?",
                        "metrics[2].k must be at least 1, but was 0",
                        "metrcs must be a known key, but was []; did you mean 'metrics'?");
    }

    @Test
    void aReferenceIsOneStrategyWithOneMask() throws IOException {
        InvalidInput e = problemsOf("""
                schema: 1
                study: references
                lengths: {trained: 16, current: [32]}
                reference: [{id: none, visibility: {windw: 3, sinks: 2, chunk: 0}}, yarn]
                compare: trained
                strategies: [yarn]
                data: [{gaussian: g, head_dim: 8, base: 100, pairing: interleaved}]
                seeds: {count: 1, root: 1}
                metrics: [kl]
                """);
        assertThat(e.problems().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        "reference must be one strategy, but was 2 of them",
                        "reference.visibility.windw must be a known key, but was 3; did you mean 'window'?",
                        "reference.visibility.chunk must be a whole number of at least 1, but was 0",
                        "reference.visibility.sinks must stand beside a window, but was given",
                        "compare must be same-distance or trained-range, but was trained");
    }

    @Test
    void whatFloatScoresCannotDoIsAProblemOfTheFile() throws IOException {
        String study = """
                schema: 1
                study: fast
                lengths: {trained: 16, current: [32]}
                strategies: [linear]
                data: [{gaussian: g, head_dim: 8, base: 100, pairing: interleaved}]
                seeds: {count: 1, root: 1}
                """;
        assertThat(
                        problemsOf(study + "arithmetic: bf16\nmetrics: [kl, output-error]\nscores: float\n")
                                .problems()
                                .stream()
                                .map(Object::toString))
                .containsExactlyInAnyOrder(
                        "metrics[1] must have a float form where scores are float, but was output-error; move it to a "
                                + "study with scores: double",
                        "arithmetic must be left out where scores are float, but was bf16; rounding of rotations is "
                                + "studied with scores: double");
        assertThat(problemsOf(study + "metrics: [kl]\nscores: flot\nrows: 5\n").problems().stream()
                        .map(Object::toString))
                .containsExactlyInAnyOrder(
                        "scores must be double or float, but was flot; did you mean 'float'?",
                        "rows must be left out where scores are double, but was 5; add scores: float");
    }

    @Test
    void malformedYamlSaysWhere() throws IOException {
        assertThat(problemsOf("schema: 1\nstudy: [a\n"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("YAML");
        assertThat(problemsOf("a: 1\na: 2\n")).hasMessageContaining("Duplicate");
        assertThat(problemsOf("schema: .nan")).hasMessageContaining("line 1");
        assertThat(problemsOf("")).hasMessageContaining("empty");
        assertThat(problemsOf("just text")).hasMessageContaining("object of keys");
    }

    @Test
    void aStrategyThatIsNotDefinedInACellIsAProblemOfTheFile() throws IOException {
        InvalidInput e = problemsOf("""
                schema: 1
                study: narrow
                lengths: {trained: 16, current: [32]}
                strategies: [ntk_aware]
                data: [{gaussian: g, head_dim: 8, rotary_dim: 2, base: 100, pairing: interleaved}]
                seeds: {count: 1, root: 1}
                metrics: [kl]
                """);
        assertThat(e.problems().get(0).toString()).contains("strategy ntk_aware.rotary_dim must be above 2");
    }

    @Test
    void anotherTrainedLengthInsideOfAStrategyIsAProblem() throws IOException {
        InvalidInput e = problemsOf("""
                schema: 1
                study: dynamic
                lengths: {trained: 16, current: [32]}
                strategies: [{id: dynamic, factor: 2, max_trained_positions: 8, dialect: vllm}]
                data: [{gaussian: g, head_dim: 8, base: 100, pairing: interleaved}]
                seeds: {count: 1, root: 1}
                metrics: [kl]
                """);
        assertThat(e.problems()).hasSize(1);
        assertThat(e.problems().get(0).toString())
                .isEqualTo(
                        "strategies[0].max_trained_positions must equal lengths.trained where it is given, but was 8");
    }

    /** Only what leaves the set out at that length whatever else: strategies or heads alone leave some cells. */
    @Test
    void aLengthBeyondTheCaptureIsNoneWhereItIsLeftOut() throws IOException {
        String study = """
                schema: 1
                study: long
                lengths: {trained: 512, current: [64, 4096]}
                strategies: [none, linear]
                data: [{capture: smollm2-135m, layers: [0]}]
                metrics: [kl, frequency-ratio]
                exclude: [{data: smollm2-135m, current: 4096%s, because: the text ends}]
                """;
        assertThat(problemsOf(study.formatted(", strategy: linear")).problems())
                .extracting(Object::toString)
                .containsExactly("lengths.current must be at most the 2048 tokens of smollm2-135m, but was 4096");
        Path file = Files.writeString(folder.resolve("left-out.yaml"), study.formatted(""));
        assertThat(StudyReader.read(file, DataFolder.captures()).currents()).containsExactly(64, 4096);
    }

    @Test
    void aLengthBeyondTheCaptureIsAProblem() throws IOException {
        InvalidInput e = problemsOf("""
                schema: 1
                study: long
                lengths: {trained: 512, current: [4096]}
                strategies: [linear]
                data: [{capture: smollm2-135m, layers: [0]}]
                metrics: [kl]
                """);
        assertThat(e.problems()).hasSize(1);
        assertThat(e.problems().get(0).toString())
                .isEqualTo("lengths.current must be at most the 2048 tokens of smollm2-135m, but was 4096");
    }

    @Test
    void theBundledStudyPlansItsProduct() {
        StudySpec study = StudyReader.read(DataFolder.root().resolve("studies/drift-vs-length"), DataFolder.captures());
        Plan plan = Planner.plan(study);
        int heads = 12 + 3 + 3;
        int onHeads = heads * study.currents().size() * study.strategies().size();
        int onEncodings = study.currents().size() * study.strategies().size();
        assertThat(plan.cells()).hasSize(onHeads + onEncodings);
        assertThat(plan.cells().stream()
                        .map(cell -> cell.key().text() + cell.strategy().label())
                        .distinct())
                .hasSize(plan.cells().size());
    }

    @Test
    void theStudyOfDialectsPlansVersionsOfANameAndOneMethodPerName() {
        StudySpec study = StudyReader.read(DataFolder.root().resolve("studies/dialects"), DataFolder.captures());
        assertThat(study.data()).isEmpty();
        List<ComparedPairs.Pair> pairs = study.comparedPairs();
        List<StrategySpec> strategies = study.strategies();
        long names = strategies.stream().map(StrategySpec::name).distinct().count();
        long methods = pairs.stream()
                .filter(pair -> !pair.reference().name().equals(pair.strategy().name()))
                .count();
        assertThat(methods).isEqualTo(names * (names - 1) / 2);
        assertThat(pairs.size() - methods)
                .isEqualTo(strategies.stream()
                        .flatMap(a -> strategies.stream()
                                .filter(b -> strategies.indexOf(a) < strategies.indexOf(b) && a.versionOf(b)))
                        .count())
                .isPositive();
        Plan plan = Planner.plan(study);
        assertThat(plan.cells()).hasSize(pairs.size() * study.contexts().size());
        assertThat(plan.cells()).allMatch(cell -> cell.seesReference() && cell.scores() == 0);
        plan.cells().stream()
                .collect(Collectors.groupingBy(
                        cell -> cell.key().text(), Collectors.mapping(cell -> cell.task(), Collectors.toSet())))
                .forEach((key, tasks) ->
                        assertThat(tasks).as("no two threads write %s", key).hasSize(1));
    }

    private StudySpec studyOf(String yaml) throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, yaml);
        return StudyReader.read(file, DataFolder.captures());
    }

    @Test
    void pairsSayWhatIsCompared() throws IOException {
        String yaml = """
                schema: 1
                study: pairs
                lengths: {trained: 16, current: [32]}
                geometry: {head_dim: 8, base: 100, pairing: interleaved}
                strategies: [none, linear, {id: linear, factor: 3, label: three}]
                PAIRS
                metrics: [encoding-distance]
                """;
        assertThat(studyOf(yaml.replace("PAIRS\n", "")).comparedPairs())
                .extracting(
                        pair -> pair.reference().label() + " " + pair.strategy().label())
                .containsExactly("none none", "none linear", "none three");
        assertThat(studyOf(yaml.replace("PAIRS", "pairs: all")).comparedPairs())
                .extracting(
                        pair -> pair.reference().label() + " " + pair.strategy().label())
                .containsExactly("none linear", "none three", "linear three");
        assertThat(studyOf(yaml.replace("PAIRS", "pairs: names")).comparedPairs())
                .extracting(
                        pair -> pair.reference().label() + " " + pair.strategy().label())
                .containsExactly("none linear", "linear three");
    }

    @Test
    void aStudyWithoutVectorsSaysWhatItLacks() throws IOException {
        InvalidInput e = problemsOf("""
                schema: 1
                study: bad
                lengths: {trained: 16, current: [32]}
                geometry:
                  - {head_dim: 8, base: 100, pairing: interleaved}
                  - {head_dim: 8, base: 100, pairing: interleaved}
                  - {head_dim: 7, base: 100, pairing: interleaved, colour: red}
                  - {base: 100, pairing: interleaved}
                strategies: [linear]
                pairs: some
                metrics: [kl, frequency-ratio]
                """);
        assertThat(e.problems().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        "geometry[1] must not be named twice, but was head_dim 8, rotary_dim 8, interleaved, base 100.0",
                        "geometry[2].rotary_dim must be even: components rotate in pairs, but was 7",
                        "geometry[2].colour must be a known key, but was 'red'; known: preset, config, head_dim, pairing, base, rotary_dim",
                        "geometry[3].head_dim must be given, but was missing",
                        "data must be given, but was missing",
                        "pairs must be left out where no metric compares encodings, but was some",
                        "pairs must be reference, all or names, but was some");
    }

    @Test
    void theBaselineIsAStrategyThatCanDrift() throws IOException {
        String yaml = """
                schema: 1
                study: baselines
                lengths: {trained: 16, current: [32]}
                geometry: {head_dim: 8, base: 100, pairing: interleaved}
                strategies: STRATEGIES
                metrics: [frequency-ratio]
                """;
        String three = "[{id: none, label: plain}, linear, {id: linear, factor: 3, label: three}]";
        assertThat(studyOf(yaml.replace("STRATEGIES", three)).baseline()).isEqualTo("linear");
        assertThat(studyOf(yaml.replace("STRATEGIES", three + "\nbaseline: three"))
                        .baseline())
                .isEqualTo("three");
        assertThat(studyOf(yaml.replace("STRATEGIES", "[none]")).baseline()).isEqualTo("none");
        InvalidInput e = problemsOf(yaml.replace("STRATEGIES", three + "\nbaseline: linaer"));
        assertThat(e.problems().stream().map(Object::toString))
                .containsExactly("baseline must be the label of a strategy, but was linaer; did you mean 'linear'?");
    }
}

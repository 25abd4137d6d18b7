package io.github.ropelab.experiments.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.model.io.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps, formulas, exclusions, heads of models, metrics with arguments. */
class StudyLanguageTest {
    private static final String HEAD = """
            schema: 1
            study: language
            lengths: {trained: 32, current: [32, 64]}
            geometry: {head_dim: 8, base: 100, pairing: interleaved}
            """;
    private static final String DRAWN = HEAD + """
            data: [{gaussian: g, head_dim: 8, base: 100, pairing: interleaved}]
            seeds: {count: 2, root: 1}
            """;

    @TempDir
    Path folder;

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("study.yaml"), yaml);
    }

    private StudySpec study(String yaml) throws IOException {
        return StudyReader.read(file(yaml), DataFolder.captures());
    }

    private Plan plan(String yaml) throws IOException {
        return Planner.plan(study(yaml));
    }

    private List<String> problems(String yaml) throws IOException {
        Path file = file(yaml);
        InvalidInput e = catchThrowableOfType(InvalidInput.class, () -> StudyReader.read(file, DataFolder.captures()));
        assertThat(e).as("the study must be refused").isNotNull();
        return e.problems().stream().map(Object::toString).toList();
    }

    @Test
    void aSweepIsOneStrategyPerCombinationWithTheValuesInItsLabel() throws IOException {
        StudySpec study = study(HEAD + """
                strategies:
                  - {id: rerope, sweep: {window: [8, 16]}}
                  - {id: yarn, label: y, sweep: {factor: [2, 4], truncate: [true, false]}}
                metrics: [frequency-ratio]
                """);
        assertThat(study.strategies())
                .extracting(StrategySpec::label)
                .containsExactly(
                        "rerope window=8",
                        "rerope window=16",
                        "y factor=2 truncate=true",
                        "y factor=2 truncate=false",
                        "y factor=4 truncate=true",
                        "y factor=4 truncate=false");
        assertThat(study.strategies().get(3).family()).isEqualTo("y");
        assertThat(study.strategies().get(3).swept())
                .containsEntry("factor", "2")
                .containsEntry("truncate", "false");
        assertThat(study.strategies().get(3).strategy().parameters())
                .containsEntry("factor", 2.0)
                .containsEntry("truncate", false);
    }

    @Test
    void aSweepThatSaysNothingOrSaysItTwiceIsAProblem() throws IOException {
        assertThat(problems(HEAD + """
                strategies:
                  - {id: rerope, sweep: {}}
                  - {id: rerope, sweep: {window: 8}}
                  - {id: rerope, window: 4, sweep: {window: [8]}}
                  - {id: rerope, sweep: {window: [8, 8]}}
                  - {id: rerope, sweep: {windw: [8]}}
                  - {id: rerope, sweep: {window: [0]}}
                metrics: [frequency-ratio]
                """))
                .containsExactlyInAnyOrder(
                        "strategies[0].sweep must be an object of parameters with their values, but was {}",
                        "strategies[1].sweep.window must be a list of values, but was 8",
                        "strategies[2].sweep.window must not be given beside sweep too, but was 4",
                        "strategies[3].sweep.window must not be named twice, but was 8",
                        "strategies[4].windw must be a parameter of rerope, but was 8; did you mean 'window'?",
                        "strategies[5].window must be at least 1 token, but was 0");
    }

    @Test
    void formulasHaveTheirValueInEveryCellAndThePlainNumbersKey() throws IOException {
        String metrics = "metrics: [frequency-ratio]\n";
        Plan formulas = plan(HEAD + """
                strategies:
                  - {id: linear, factor: current/trained}
                  - {id: rerope, window: trained/2}
                  - "ntk_aware:factor=2*current/trained"
                  - {id: resonance, inner: {rope_type: yarn, factor: "max(2, current/trained)"}}
                  - {id: dynamic, factor: target/trained, dialect: transformers}
                """ + metrics);
        Plan numbers = plan(HEAD.replace("[32, 64]", "64") + """
                strategies:
                  - {id: linear, factor: 2}
                  - {id: rerope, window: 16}
                  - "ntk_aware:factor=4"
                  - {id: resonance, inner: {rope_type: yarn, factor: 2}}
                  - {id: dynamic, factor: 2, dialect: transformers}
                """ + metrics);
        List<String> at64 = formulas.cells().stream()
                .filter(cell -> cell.context().lengths().current() == 64)
                .map(cell -> cell.key().text())
                .toList();
        assertThat(at64)
                .isEqualTo(
                        numbers.cells().stream().map(cell -> cell.key().text()).toList());
        assertThat(formulas.cells().get(0).strategy().strategy().parameters()).containsEntry("factor", 1.0);
        assertThat(formulas.study().strategies().get(0).parameterText())
                .isEqualTo("formulas factor=current/trained; in the first cell factor=1.0");
    }

    @Test
    void aFormulaIsCheckedInEveryCellBeforeAnythingRuns() throws IOException {
        assertThat(problems(HEAD + """
                strategies:
                  - {id: linear, factor: current/traned}
                  - {id: linear, label: b, factor: 1/(64-current)}
                  - {id: rerope, window: current/64}
                  - {id: ntk_by_parts, ramp: rotation}
                metrics: [frequency-ratio]
                """))
                .hasSize(4)
                .satisfies(list -> assertThat(list.get(0)).contains("strategies[0].factor", "character 9: traned"))
                .satisfies(list -> assertThat(list.get(1))
                        .isEqualTo("strategies[2].window must be a whole number, but was 0.5; "
                                + "it is current/64 at trained 32, target 32, current 32"))
                .satisfies(list -> assertThat(list.get(2)).startsWith("strategies[3].ramp must be one of"))
                .satisfies(list -> assertThat(list.get(3))
                        .isEqualTo("strategy b.factor must be a finite number, but was Infinity; "
                                + "it is 1/(64-current) at trained 32, target 64, current 64"));
    }

    @Test
    void exclusionsLeaveOutExactlyTheCellsThatTheyName() throws IOException {
        String strategies = """
                strategies: [none, {id: rerope, sweep: {window: [8, 16]}}]
                arithmetic: [f64, bf16]
                metrics: [kl, frequency-ratio]
                """;
        Plan all = plan(DRAWN + strategies);
        Plan some = plan(DRAWN + strategies + """
                exclude:
                  - {strategy: rerope, current: 32, because: inactive}
                  - {strategy: "rerope window=16", arithmetic: bf16, seed: [0], because: not asked}
                """);
        assertThat(all.excluded()).isEmpty();
        assertThat(some.cells().size() + some.excluded().size())
                .isEqualTo(all.cells().size());
        assertThat(some.cells())
                .noneMatch(cell -> cell.strategy().family().equals("rerope")
                        && cell.context().lengths().current() == 32);
        // 2 windows × (2 seeds × 2 precisions + 1 without vectors); 1 window × 1 seed × 1 precision at the other length
        assertThat(some.exclusions().values()).containsExactly(10L, 1L);
        assertThat(some.exclusions().keySet())
                .extracting(Object::toString, Exclusion::because)
                .containsExactly(
                        tuple("strategy rerope, current 32", "inactive"),
                        tuple("strategy rerope window=16, seed 0, arithmetic bf16", "not asked"));
        assertThat(all.cells().stream().map(Cell::key))
                .containsAll(some.cells().stream().map(Cell::key).toList());
    }

    @Test
    void aComparisonWithAnExcludedStrategyIsLeftOutToo() throws IOException {
        Plan plan = plan(HEAD + """
                strategies: [none, linear, yarn]
                pairs: all
                metrics: [encoding-distance]
                exclude: [{strategy: none, current: 32, because: the same}]
                """);
        assertThat(plan.excluded()).hasSize(2);
        assertThat(plan.cells()).hasSize(4);
    }

    @Test
    void anExclusionThatMatchesNothingIsAnErrorWithTheNearestValue() throws IOException {
        assertThat(problems(DRAWN + """
                strategies: [none, yarn]
                metrics: [kl]
                exclude:
                  - {strategy: yarm, because: a}
                  - {current: 63, because: b}
                  - {strategy: yarn}
                  - {because: c}
                  - {layer: 3, because: d}
                  - {stratgy: yarn, current: 64, because: e}
                """))
                .containsExactlyInAnyOrder(
                        "exclude[0].strategy must be a value that the study has, but was 'yarm'; did you mean 'yarn'?",
                        "exclude[1].current must be a value that the study has, but was 63; the nearest is 64",
                        "exclude[2].because must be given, but was missing",
                        "exclude[3] must name at least one factor beside because, but was no factor",
                        "exclude[4].layer must be a value that the study has, but was 3; the study has none",
                        "exclude[5].stratgy must be a known key, but was 'yarn'; did you mean 'strategy'?");
        StudySpec study = study(DRAWN + """
                strategies: [none, yarn]
                metrics: [frequency-ratio]
                exclude: [{seed: 1, because: metrics of encodings have no seeds}]
                """);
        assertThatThrownBy(() -> Planner.plan(study))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("exclude[0] must match at least one cell, but was seed 1");
    }

    @Test
    void aStrategyNeedNotBeDefinedWhereItIsExcluded() throws IOException {
        String yaml = HEAD.replace("head_dim: 8", "head_dim: [2, 8]") + """
                strategies: [none, ntk_aware]
                metrics: [frequency-ratio]
                """;
        assertThat(problems(yaml)).singleElement().asString().contains("strategy ntk_aware.rotary_dim must be above 2");
        assertThat(plan(yaml + "exclude: [{strategy: ntk_aware, head_dim: 2, because: it needs two pairs}]\n")
                        .cells())
                .hasSize(2 * 2 * 2 - 2);
    }

    @Test
    void headsComeFromPresetsConfigsAndProducts() throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "llama", "head_dim": 16, "hidden_size": 64, "num_attention_heads": 4,
                 "max_position_embeddings": 4096, "rope_theta": 5000}
                """);
        StudySpec study = study("""
                schema: 1
                study: heads
                lengths: {current: [8192]}
                geometry:
                  - {preset: llama-2-7b}
                  - {config: config.json}
                  - {head_dim: [64, 128], base: [10000, 1e6], pairing: interleaved}
                strategies: [none]
                metrics: [kl, frequency-ratio]
                data: [{gaussian: g, preset: llama-2-7b}]
                seeds: {count: 1, root: 1}
                """);
        assertThat(study.shapes())
                .extracting(Object::toString)
                .containsExactly(
                        "head_dim 128, rotary_dim 128, half-split, base 10000.0",
                        "head_dim 16, rotary_dim 16, half-split, base 5000.0",
                        "head_dim 64, rotary_dim 64, interleaved, base 10000.0",
                        "head_dim 64, rotary_dim 64, interleaved, base 1000000.0",
                        "head_dim 128, rotary_dim 128, interleaved, base 10000.0",
                        "head_dim 128, rotary_dim 128, interleaved, base 1000000.0");
        assertThat(study.data().get(0).geometry())
                .isEqualTo(study.shapes().get(0).geometry());
        assertThat(study.trained()).isEqualTo(4096);
        assertThat(study.notes()).containsExactly("trained length 4096 from config config.json");
    }

    @Test
    void headsThatCannotBeReadAreProblems() throws IOException {
        assertThat(problems("""
                schema: 1
                study: heads
                lengths: {current: [8192]}
                geometry:
                  - {preset: llama-2-7B-}
                  - {preset: llama-2-7b, base: 500000}
                  - {preset: llama-3.1-8b}
                  - {config: none.json}
                strategies: [none]
                metrics: [frequency-ratio]
                """))
                .contains(
                        "geometry[0].preset must name a bundled config, but was llama-2-7B-; did you mean 'llama-2-7b'?",
                        "geometry[1].base must be left out beside preset, but was given",
                        "lengths.trained must be given where models differ: {preset llama-2-7b=4096, preset "
                                + "llama-3.1-8b=8192}, but was missing")
                .anyMatch(problem -> problem.contains("geometry[3]") && problem.contains("none.json"));
        assertThat(problems("""
                schema: 1
                study: heads
                lengths: {current: [8192]}
                geometry: {head_dim: 8, base: 100, pairing: interleaved}
                strategies: [none]
                metrics: [frequency-ratio]
                """)).containsExactly("lengths.trained must be given, but was missing");
    }

    @Test
    void aMetricStandsTwiceWithDifferentParameters() throws IOException {
        String yaml = DRAWN + "strategies: [none]\nmetrics: [{id: top-k-overlap, k: 4}, METRIC]\n";
        assertThat(study(yaml.replace("METRIC", "top-k-overlap")).metrics()).hasSize(2);
        assertThat(problems(yaml.replace("METRIC", "{id: top-k-overlap, k: 4}")))
                .containsExactly("metrics[1] must not be named twice with the same parameters, but was top-k-overlap");
    }
}

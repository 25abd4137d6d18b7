package io.github.ropelab.experiments.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSourceTest {
    private static final String STUDY = """
            schema: 1
            study: models
            lengths: {current: [256, 1024]}
            strategies: [none, {id: rerope, window: trained/2}]
            data:
              - {model: tiny-llama, text: mansfieldpark, windows: 4, layers: [1], heads: [0, 3]}
            metrics: [nll, kl]
            """;

    private static final String REAL = "  - {model: smollm2, text: mansfieldpark, windows: 1, optional: true, "
            + "lengths: {current: 512}, first_row: 300}\nmetrics";

    @TempDir
    Path folder;

    private StudySpec read(String yaml, ModelFiles files) throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, yaml);
        return StudyReader.read(file, DataFolder.captures(), files);
    }

    private List<String> problems(String yaml, ModelFiles files) {
        InvalidInput e = catchThrowableOfType(InvalidInput.class, () -> read(yaml, files));
        assertThat(e).as(yaml).isNotNull();
        return e.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void theTrainedLengthIsTheModels() throws IOException {
        StudySpec study = read(STUDY, ModelFiles.none());
        assertThat(study.trained()).isEqualTo(256);
        assertThat(study.notes()).containsExactly("trained length 256 from model tiny-llama");
        DataSet tiny = study.data().get(0);
        assertThat(tiny.geometry().headDim()).isEqualTo(64);
        assertThat(tiny.base()).isEqualTo(10_000);
        assertThat(tiny.hasValues()).isTrue();
        assertThat(tiny.slices()).hasSize(4 * 2);
        assertThat(tiny.provenance())
                .containsEntry("kind", "model")
                .containsEntry("text", "mansfieldpark.txt")
                .containsEntry("tokenizer", "bytes");
    }

    @Test
    void anOptionalModelIsLeftOutWithANoteOrFoundWhereItIsSaidToBe() throws IOException {
        String both = STUDY.replace("metrics", REAL);
        StudySpec without = read(both, ModelFiles.none());
        assertThat(without.data()).hasSize(1);
        assertThat(without.notes())
                .contains("model smollm2 is left out: it is not there; give its place with --model smollm2=PATH");
        StudySpec with = read(
                both, new ModelFiles(Map.of("smollm2", DataFolder.root().resolve("models/tiny-base100k-head128"))));
        assertThat(with.data()).extracting(DataSet::name).containsExactly("tiny-llama", "smollm2");
        assertThat(with.notes()).noneMatch(note -> note.contains("left out"));
        assertThat(with.contexts(with.data().get(1))).singleElement().satisfies(context -> {
            assertThat(context.lengths().current()).isEqualTo(512);
            assertThat(context.geometry().headDim()).isEqualTo(128);
        });
        assertThat(with.firstRow(with.data().get(0))).isEqualTo(8);
        assertThat(with.firstRow(with.data().get(1))).isEqualTo(300);
        String excluded = both + "exclude: {data: smollm2, strategy: none, because: slow}\n";
        assertThat(Planner.plan(read(excluded, ModelFiles.none())).cells())
                .hasSameSizeAs(Planner.plan(without).cells());
    }

    @Test
    void everyMistakeIsNamed() {
        assertThat(problems(STUDY.replace("metrics", REAL.replace("optional: true, ", "")), ModelFiles.none()))
                .singleElement()
                .asString()
                .contains("smollm2", "folder of data/models", "--model smollm2=PATH");
        assertThat(problems(STUDY, new ModelFiles(Map.of("tinyllama", folder))))
                .singleElement()
                .asString()
                .contains("--model", "tinyllama", "tiny-llama");
        assertThat(problems(STUDY.replace("[256, 1024]", "[256, 300000]"), ModelFiles.none()))
                .anyMatch(
                        problem -> problem.contains("be at most 220820") && problem.contains("of 300000 they hold 2"));
        assertThat(problems(STUDY.replace("layers: [1]", "layers: [4]"), ModelFiles.none()))
                .anyMatch(problem -> problem.contains("layers") && problem.contains("below the 4"));
        assertThat(problems(STUDY.replace("heads: [0, 3]", "under: [none, linear]"), ModelFiles.none()))
                .anyMatch(problem -> problem.contains("under") && problem.contains("one strategy"));
        assertThat(problems(STUDY.replace("heads: [0, 3]", "first_row: 9"), ModelFiles.none()))
                .anyMatch(problem -> problem.contains("first_row") && problem.contains("lengths"));
        assertThat(problems(STUDY.replace("text: mansfieldpark", "text: emma"), ModelFiles.none()))
                .anyMatch(problem -> problem.contains("text") && problem.contains("emma"));
        assertThat(problems(STUDY.replace("windows: 4", "optional: perhaps"), ModelFiles.none()))
                .anyMatch(problem -> problem.contains("optional"));
        String drawn = STUDY.replace("{current", "{trained: 256, current")
                .replaceAll("\\{model.*}", "{gaussian: g, head_dim: 8, base: 100, pairing: half-split, seeds: {}}");
        assertThat(problems(drawn, ModelFiles.none()))
                .anyMatch(problem -> problem.contains("nll") && problem.contains("names no model"));
    }
}

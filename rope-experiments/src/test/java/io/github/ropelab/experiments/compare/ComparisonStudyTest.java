package io.github.ropelab.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.study.StrategySpec;
import io.github.ropelab.experiments.study.StudySpec;
import io.github.ropelab.model.config.Presets;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.io.InvalidInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonStudyTest {
    private static final ComparisonWishes NOTHING = new ComparisonWishes(
            "c",
            List.of(),
            Optional.empty(),
            false,
            OptionalInt.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            OptionalInt.empty(),
            2,
            false);

    @TempDir
    Path folder;

    private String yaml;

    private static Presets presets() {
        return Presets.in(DataFolder.root().resolve("presets"));
    }

    private static RopeSetup preset(String name) {
        Path config = presets().file(name);
        try {
            return RopeRequest.ofConfig(config).resolve();
        } catch (InvalidInput e) {
            assertThat(e).hasMessageContaining("choose with --layer-type");
            return RopeRequest.ofConfig(config)
                    .layerType(Optional.of("full_attention"))
                    .resolve();
        }
    }

    private StudySpec study(RopeSetup setup, ComparisonWishes wishes) throws IOException {
        ComparisonStudy comparison = ComparisonStudy.of(setup, wishes, DataFolder.captures(), folder);
        yaml = comparison.yaml();
        return comparison.read(folder.resolve("study.yaml"), DataFolder.captures());
    }

    private static List<String> labels(StudySpec study) {
        return study.strategies().stream().map(StrategySpec::label).toList();
    }

    @Test
    void everyPresetBecomesAStudyThatHoldsItsOwnStrategy() throws IOException {
        for (Presets.Preset preset : presets().all()) {
            RopeSetup setup = preset(preset.name());
            StudySpec study = study(setup, NOTHING);
            RopeStrategy own = setup.strategy();
            assertThat(study.strategies())
                    .as(preset.name())
                    .anyMatch(spec -> spec.strategy().equals(own))
                    .hasSizeGreaterThan(1);
            assertThat(study.data()).as(preset.name()).allSatisfy(data -> {
                assertThat(data.geometry()).isEqualTo(setup.context().geometry());
                assertThat(data.base()).isEqualTo(setup.context().base());
            });
        }
    }

    @Test
    void whatIsLeftOutIsChosenForAboutAMinute() throws IOException {
        StudySpec study = study(preset("llama-3.1-8b"), NOTHING);
        assertThat(labels(study)).containsExactly("none", "llama3 (config)", "linear", "ntk_aware", "yarn", "llama3");
        assertThat(study.baseline()).isEqualTo("llama3 (config)");
        int trained = study.trained();
        assertThat(8192 % trained).as("the model's length by a power of two").isZero();
        assertThat(study.currents()).containsExactly(trained, 2 * trained, 4 * trained);
        DataSet data = study.data().get(0);
        assertThat(data.name()).isEqualTo("shaped");
        assertThat(data.slices()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(yaml)
                .contains("# " + trained + " tokens count as the trained length")
                .contains("no proxy");
        assertThat(study(preset("llama-3.1-8b"), threads(64)).trained())
                .as("more threads, longer lengths")
                .isGreaterThan(trained);
    }

    private static ComparisonWishes threads(int threads) {
        return new ComparisonWishes(
                "c",
                List.of(),
                Optional.empty(),
                false,
                OptionalInt.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                threads,
                false);
    }

    private static ComparisonWishes asked(Optional<String> data, OptionalInt seeds) {
        return new ComparisonWishes(
                "c",
                List.of("none", "linear", "yarn:factor=4,truncate=false"),
                Optional.of("linear"),
                true,
                OptionalInt.of(256),
                List.of(64, 100),
                List.of("kl", "top-k-overlap:k=4"),
                data,
                seeds,
                2,
                false);
    }

    @Test
    void whatIsGivenStays() throws IOException {
        RopeSetup setup = preset("llama-2-7b");
        StudySpec study = study(setup, asked(Optional.of("gaussian"), OptionalInt.of(3)));
        assertThat(labels(study)).containsExactly("none", "linear", "yarn:factor=4,truncate=false");
        assertThat(study.baseline()).isEqualTo("linear");
        assertThat(study.trained()).isEqualTo(4096);
        assertThat(study.target()).hasValue(256);
        assertThat(study.currents()).containsExactly(64, 100);
        assertThat(study.metrics().stream().map(Metric::parameters).map(Object::toString))
                .containsExactly("{}", "{k=4}");
        assertThat(study.data().get(0).slices()).hasSize(3);
        assertThat(study.data().get(0).fingerprint()).contains("energy=[1.0]");
    }

    @Test
    void capturesAreTakenWhereTheyFitAndWhereTheyAreNamed() throws IOException {
        RopeSetup small = RopeRequest.ofConfigText(
                        "config.json",
                        "{\"head_dim\":64,\"rope_theta\":100000.0,\"max_position_embeddings\":8192,"
                                + "\"model_type\":\"llama\"}")
                .resolve();
        StudySpec fitting = study(small, NOTHING);
        assertThat(fitting.data().get(0).name()).isEqualTo("smollm2-135m");
        assertThat(fitting.currents()).allMatch(length -> length <= 2048);
        StudySpec named = study(preset("llama-2-7b"), asked(Optional.of("smollm2-135m"), OptionalInt.empty()));
        assertThat(named.data().get(0).base()).isEqualTo(100_000);
        assertThat(yaml).contains("the capture's count");
        assertThatThrownBy(() -> study(small, asked(Optional.empty(), OptionalInt.of(3))))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("--seeds must be left out where no vectors are drawn");
        Path file = DataFolder.captures().resolve("smollm2_qkv_2048_f16.safetensors");
        StudySpec own = study(small, asked(Optional.of(file.toString()), OptionalInt.empty()));
        assertThat(own.data().get(0).fingerprint())
                .isEqualTo(fitting.data().get(0).fingerprint());
        assertThat(yaml).contains("file: \"..");
    }

    @Test
    void strategiesThatAreNotDefinedAreLeftOutAndSaid() throws IOException {
        RopeSetup narrow = RopeRequest.ofStrategy("none")
                .widths(OptionalInt.of(2), OptionalInt.empty())
                .lengths(OptionalInt.of(64), OptionalInt.empty(), OptionalInt.empty())
                .resolve();
        StudySpec study = study(narrow, NOTHING);
        assertThat(labels(study)).contains("none", "linear").doesNotContain("ntk_aware");
        assertThat(yaml).contains("# Without ntk_aware");
    }

    @Test
    void floatScoresKeepTheLengthsAndSampleRows() throws IOException {
        StudySpec study = study(preset("llama-3.1-8b"), fast(List.of()));
        assertThat(study.scoring().fast()).isTrue();
        assertThat(study.trained()).isEqualTo(8192);
        assertThat(study.currents()).containsExactly(8192, 16_384, 32_768);
        assertThat(study.metrics().stream().map(metric -> metric.type().id()))
                .contains("kl", "top-k-overlap", "frequency-ratio")
                .doesNotContain("output-error", "centred-drift");
        int rows = study.scoring().rows().orElseThrow();
        assertThat(rows).isBetween(256, 32_768).isEqualTo(Integer.highestOneBit(rows));
        assertThat(yaml).contains("# " + rows + " rows of each head");
        assertThat(study(preset("llama-3.1-8b"), fast(List.of(512))).scoring().rows())
                .as("all rows where they are few")
                .isEmpty();
    }

    private static ComparisonWishes fast(List<Integer> lengths) {
        return new ComparisonWishes(
                "c",
                List.of(),
                Optional.empty(),
                false,
                OptionalInt.empty(),
                lengths,
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                2,
                true);
    }

    @Test
    void aStudyWithProblemsIsNotRead() {
        ComparisonWishes wishes = new ComparisonWishes(
                "c",
                List.of("yarnn"),
                Optional.empty(),
                true,
                OptionalInt.empty(),
                List.of(64),
                List.of("kll"),
                Optional.empty(),
                OptionalInt.empty(),
                2,
                false);
        assertThatThrownBy(() -> study(preset("llama-2-7b"), wishes))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("did you mean 'yarn'?")
                .hasMessageContaining("did you mean 'kl'?");
        assertThat(folder.resolve("study.yaml")).doesNotExist();
    }
}

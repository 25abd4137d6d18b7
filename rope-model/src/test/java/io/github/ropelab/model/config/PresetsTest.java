package io.github.ropelab.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.layer.ModelRope;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bundled config, layer by layer. */
class PresetsTest {
    private static final Presets PRESETS = Presets.in(DataFolder.root().resolve("presets"));

    static Stream<Presets.Preset> presets() {
        return PRESETS.all().stream();
    }

    @Test
    void thereAreMany() {
        assertThat(PRESETS.all()).hasSizeGreaterThanOrEqualTo(25);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyLayerOfEveryPresetHasAnEncoding(Presets.Preset preset) {
        ModelRope model = RopeRequest.ofConfig(preset.file()).model().orElseThrow();
        int first = model.byKind().size();
        assertThat(first).isPositive();
        model.byKind().forEach((kind, layers) -> {
            RopeSetup setup = RopeRequest.ofConfig(preset.file())
                    .layer(OptionalInt.of(layers.get(0)))
                    .resolve();
            assertThat(setup.trainedKnown()).isTrue();
            assertThat(setup.encoding().frequencies().pairs())
                    .isEqualTo(setup.context().geometry().pairs());
            assertThat(preset.source()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetSaysItsPairing(Presets.Preset preset) throws IOException {
        assertThat(Files.readString(preset.file())).contains("\"_layout\"");
    }

    /** Without the preset's word, the model's family says the same. */
    @ParameterizedTest
    @MethodSource("presets")
    void theFamilyHasThePairingOfThePreset(Presets.Preset preset) throws IOException {
        String unsaid = Files.readString(preset.file()).replace("\"_layout\"", "\"_said\"");
        assertThat(HuggingFaceConfig.parse(preset.name(), unsaid, Optional.empty())
                        .layout()
                        .orElse(Pairing.HALF_SPLIT))
                .isEqualTo(HuggingFaceConfig.read(preset.file(), Optional.empty())
                        .layout()
                        .orElseThrow());
    }

    /** Presets whose model an oracle file holds as well: the same frequencies and amplitude. */
    @ParameterizedTest
    @CsvSource({
        "llama-2-7b, none_llama2_7b, 0",
        "llama-3-8b, abf_llama3_8b_base5e5, 0",
        "llama-3.1-8b, llama3_1_8b_f8, 0",
        "llama-3.2-1b, llama3_2_1b_f32_hd64, 0",
        "llama-3.2-3b, llama3_2_3b_f32, 0",
        "codellama-7b, abf_codellama_7b_base1e6, 0",
        "vicuna-7b-v1.5-16k, linear_vicuna_7b_v15_16k_f4, 0",
        "longchat-7b-v1.5-32k, linear_longchat_7b_v15_32k_f8, 0",
        "deepseek-coder-6.7b, linear_deepseek_coder_6_7b_f4_base1e5, 0",
        "deepseek-v2-lite, yarn_deepseek_v2_lite_f40_mscale_0707, 0",
        "deepseek-v3, yarn_deepseek_v3_f40_mscale1, 0",
        "gpt-oss-20b, yarn_gpt_oss_20b_f32_truncate_false, 0",
        "qwen2.5-7b-yarn, yarn_qwen2_5_7b_f4, 0",
        "yarn-llama-2-7b-64k, yarn_llama2_7b_64k_f16, 0",
        "hunyuan-7b, ntk_alpha_hunyuan_7b_a1000, 0",
        "pythia-160m, partial_pythia_160m_rotary_pct_025, 0",
        "gpt-j-6b, partial_gptj_6b_rotary_dim64_interleaved, 0",
        "phi-3.5-mini, longrope_phi3_5_mini_L4096, 4096",
        "phi-3.5-mini, longrope_phi3_5_mini_L4097, 4097",
        "minicpm4-8b, longrope_minicpm4_8b_factor1_L40000, 40000"
    })
    void aModelThatTheOracleHoldsHasItsFrequencies(String preset, String oracle, int current) {
        var file = OracleFiles.read(OracleFiles.in("frequencies").stream()
                .filter(path -> path.getFileName().toString().equals(oracle + ".json"))
                .findFirst()
                .orElseThrow());
        RopeSetup setup = RopeRequest.ofConfig(PRESETS.file(preset))
                .layer(OptionalInt.of(0))
                .lengths(
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        current == 0 ? OptionalInt.empty() : OptionalInt.of(current))
                .resolve();
        double[] expected = OracleFiles.numbers(file.get("inv_freq"));
        assertThat(setup.encoding().frequencies().pairs()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(setup.encoding().frequencies().omega(i))
                    .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-6 * expected[i]));
        }
        assertThat(setup.encoding().attention().amplitude())
                .isCloseTo(file.get("attention_factor").doubleValue(), org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void aMisspeltNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> PRESETS.file("llama-3.1-8d"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("'llama-3.1-8b'");
    }
}

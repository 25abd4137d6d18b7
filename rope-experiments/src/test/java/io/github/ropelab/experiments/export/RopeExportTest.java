package io.github.ropelab.experiments.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.tensor.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spellings themselves, where engines have a name of their own for something. */
class RopeExportTest {
    @TempDir
    Path folder;

    private static RopeSetup setup(String strategy) {
        return RopeRequest.ofStrategy(strategy)
                .widths(OptionalInt.of(16), OptionalInt.empty())
                .lengths(OptionalInt.of(1000), OptionalInt.of(4000), OptionalInt.of(2000))
                .resolve();
    }

    private static JsonNode config(String strategy, RopeExport.Spelling spelling) throws IOException {
        return new ObjectMapper()
                .readTree(RopeExport.toTransformers(setup(strategy), spelling).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "none; {'rope_type':'default'}",
                "linear:factor=4; {'rope_type':'linear','factor':4.0}",
                "linear; {'rope_type':'linear','factor':4.0}",
                "dynamic_ntk:factor=4; {'rope_type':'dynamic','factor':4.0}",
                "yarn:factor=4,attn_factor=2; {'rope_type':'yarn','factor':4.0,'beta_fast':32.0,'beta_slow':1.0,"
                        + "'truncate':true,'attention_factor':2.2772588722239782,"
                        + "'original_max_position_embeddings':1000}",
                "yarn:factor=4,mscale=1,mscale_all_dim=1; {'rope_type':'yarn','factor':4.0,'beta_fast':32.0,"
                        + "'beta_slow':1.0,'truncate':true,'mscale':1.0,'mscale_all_dim':1.0,"
                        + "'original_max_position_embeddings':1000}",
                "llama3:factor=4; {'rope_type':'llama3','factor':4.0,'low_freq_factor':1.0,'high_freq_factor':4.0,"
                        + "'original_max_position_embeddings':1000}",
                "p_rope:partial_rotary_factor=0.25; {'rope_type':'proportional','partial_rotary_factor':0.25,'factor':1.0}",
                "partial:partial_rotary_factor=0.5; {'rope_type':'default','partial_rotary_factor':0.5}",
                "mrope:mrope_section=[4,2,2]; {'rope_type':'default','mrope_section':[4,2,2],'mrope_interleaved':false}",
                "ministral3; {'rope_type':'default','llama_4_scaling_beta':0.1,'original_max_position_embeddings':1000}"
            })
    void transformersHasItsOwnNames(String strategy, String block) throws IOException {
        JsonNode config = config(strategy, RopeExport.Spelling.ROPE_PARAMETERS);
        ObjectNode expected = (ObjectNode) new ObjectMapper().readTree(block.replace('\'', '"'));
        expected.put("rope_theta", 10_000.0);
        assertThat(config.get("rope_parameters")).isEqualTo(expected);
        assertThat(config.get("head_dim").intValue()).isEqualTo(16);
    }

    @Test
    void aBaseChangeIsABase() throws IOException {
        double base = 10_000 * StrictMath.pow(4, 16 / 14.0);
        JsonNode ntk = config("ntk_aware:factor=4", RopeExport.Spelling.ROPE_SCALING);
        assertThat(ntk.get("rope_theta").doubleValue()).isEqualTo(base);
        assertThat(ntk.get("rope_scaling").toString()).isEqualTo("{\"rope_type\":\"default\"}");
        JsonNode abf = config("abf:base=500000", RopeExport.Spelling.ROPE_PARAMETERS);
        assertThat(abf.get("rope_parameters").get("rope_theta").doubleValue()).isEqualTo(500_000);
    }

    @Test
    void theLegacySpellingKeepsWidthAndBaseBesideTheBlock() throws IOException {
        JsonNode config = config("partial:partial_rotary_factor=0.5", RopeExport.Spelling.ROPE_SCALING);
        assertThat(config.get("partial_rotary_factor").doubleValue()).isEqualTo(0.5);
        assertThat(config.get("rope_scaling").size()).isEqualTo(1);
        assertThat(config.has("rope_parameters")).isFalse();
    }

    @Test
    void anyOtherFrequencyMapIsAListOfDivisors() throws IOException {
        RopeSetup setup = setup("giraffe_truncated");
        Exported exported = RopeExport.toTransformers(setup, RopeExport.Spelling.ROPE_PARAMETERS);
        JsonNode block = new ObjectMapper().readTree(exported.text()).get("rope_parameters");
        assertThat(block.get("rope_type").textValue()).isEqualTo("longrope");
        assertThat(block.get("long_factor")).isEqualTo(block.get("short_factor"));
        assertThat(block.get("attention_factor").doubleValue()).isEqualTo(1);
        assertThat(exported.notes()).anyMatch(note -> note.contains("written as longrope"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ntk_aware:factor=4; \"rope_type\":\"dynamic\",\"alpha\":4.0",
                "ntk_fixed:factor=4; \"rope_type\":\"ntk\",\"factor\":4.0",
                "ntk_mixed:factor=4; \"rope_type\":\"ntk\",\"factor\":4.0,\"mixed_b\":",
                "dynamic_ntk:factor=4; \"max_trained_positions\":1000,",
                "dynamic_ntk:factor=4; --max-model-len 2000",
                "linear:factor=4; --max-model-len 4000",
                "yarn:factor=4,attention_factor=1.5; \"rope_type\":\"yarn\",\"factor\":4.0,",
                "yarn:factor=4,attn_factor=2; \"attention_factor\":2.27",
                "yarn:factor=4,mscale=1,mscale_all_dim=1; \"rope_type\":\"deepseek_yarn\"",
                "yarn:factor=4,mscale_all_dim=1; \"rope_type\":\"deepseek_yarn\"",
                "dual_chunk:chunk_size=768,local_window=128; "
                        + "\"dual_chunk_attention_config\":{\"chunk_size\":768,\"local_size\":128}",
                "evq_cosh:tau=1; \"short_mscale\":1.0,\"long_mscale\":1.0"
            })
    void vllmHasItsOwnNames(String strategy, String part) {
        assertThat(RopeExport.toVllm(setup(strategy)).text()).contains(part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "none; --rope-scaling none --rope-freq-base 10000",
                "linear:factor=4; --rope-scaling linear --rope-scale 4 --rope-freq-base 10000",
                "abf:base=500000; --rope-scaling none --rope-freq-base 500000",
                "yarn:factor=4,beta_fast=16; --rope-scaling yarn --rope-scale 4 --rope-freq-base 10000 "
                        + "--yarn-orig-ctx 1000 --yarn-ext-factor 1 --yarn-beta-fast 16 --yarn-beta-slow 1",
                "yarn:factor=4,extrapolation_factor=0,attention_factor=1.5; --rope-scaling linear --rope-scale 4 "
                        + "--rope-freq-base 10000 --yarn-attn-factor 1.5"
            })
    void llamaCppHasFlags(String strategy, String flags) {
        assertThat(RopeExport.toLlamaCpp(setup(strategy)).text()).isEqualTo(flags + "\n");
    }

    @Test
    void llamaCppTakesDivisorsForTheRest() {
        RopeSetup setup = setup("yarn:factor=4,truncate=false");
        assertThatThrownBy(() -> RopeExport.toLlamaCpp(setup))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("use --divisors FILE.npy");
        Exported exported = RopeExport.toLlamaCpp(setup, "freqs.npy");
        assertThat(exported.text())
                .contains("--rope-scaling none", "--yarn-attn-factor 1.138", "rope_freqs.weight", "freqs.npy");
    }

    @Test
    void safetensorsHoldFrequenciesAmplitudeAndOrigin() throws IOException {
        RopeSetup setup = RopeRequest.ofStrategy("yarn:factor=4")
                .widths(OptionalInt.of(16), OptionalInt.empty())
                .base(OptionalDouble.of(500_000))
                .lengths(OptionalInt.of(1000), OptionalInt.empty(), OptionalInt.empty())
                .resolve();
        Path path = folder.resolve("rope.safetensors");
        Files.write(path, RopeExport.toSafetensors(setup).content());
        SafetensorsFile file = SafetensorsFile.open(path);
        assertThat(file.metadata())
                .containsEntry("strategy", StrategyText.of(setup.strategy().block()));
        assertThat(file.metadata()).containsEntry("trained_length", "1000");
        double[] frequencies = file.read(file.floating("inv_freq", 1), 0, 8);
        assertThat(frequencies).isEqualTo(setup.encoding().frequencies().toArray());
        Tolerance.DOUBLE.check(
                "A", file.read(file.floating("attention_factor", 1), 0, 1)[0], 0.1 * StrictMath.log(4) + 1);
    }

    @Test
    void anArrayDoesNotHoldWhatIsNoFrequency() {
        assertThatThrownBy(() -> RopeExport.toNpy(setup("log_n")))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("nearest expressible: none, remaining angle error 0.000 rad over 4000 tokens");
        assertThat(RopeExport.toNpy(setup("yarn:factor=4")).notes())
                .anyMatch(note -> note.contains("attention factor 1.138"));
    }
}

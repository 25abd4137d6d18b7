package io.github.ropelab.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.layer.ModelRope;
import io.github.ropelab.model.io.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What wins over what in a config, and what each engine makes of it. */
class RopeRequestTest {
    @TempDir
    Path folder;

    private RopeRequest config(String json) {
        Path file = folder.resolve("config.json");
        try {
            Files.writeString(file, json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RopeRequest.ofConfig(file);
    }

    private RopeSetup resolve(String json) {
        return config(json).resolve();
    }

    private static RopeRequest seqLen(RopeRequest request, int tokens) {
        return request.lengths(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(tokens));
    }

    @Test
    void theOriginalLengthAtTheTopWinsOverTheBlocksForYarnLlama3AndLongRope() {
        RopeSetup setup = resolve("{'head_dim': 64, 'max_position_embeddings': 65536,"
                + " 'original_max_position_embeddings': 2048, 'rope_scaling':"
                + " {'type': 'yarn', 'factor': 4, 'original_max_position_embeddings': 4096}}");
        assertThat(setup.context().lengths().trained()).isEqualTo(2048);
    }

    @Test
    void insideOfNestedBlocksTheTopLevelOriginalLengthIsNotRead() {
        String json = "{'head_dim': 64, 'max_position_embeddings': 8192, 'original_max_position_embeddings': 2048,"
                + " 'layer_types': ['full_attention'], 'rope_parameters': {'full_attention': {'rope_type': 'yarn',"
                + " 'rope_theta': 10000, 'factor': 4%s}}}";
        RopeSetup without = config(String.format(json, ""))
                .layerType(Optional.of("full_attention"))
                .resolve();
        assertThat(without.context().lengths().trained()).isEqualTo(8192);
        RopeSetup with = config(String.format(json, ", 'original_max_position_embeddings': 1024"))
                .layerType(Optional.of("full_attention"))
                .resolve();
        assertThat(with.context().lengths().trained()).isEqualTo(1024);
    }

    @Test
    void aNestedTruncateIsNotReadAndOneBesideTheBlocksIs() {
        String json = "{'head_dim': 64, 'max_position_embeddings': 131072, 'rope_parameters': {%s 'full_attention':"
                + " {'rope_type': 'yarn', 'rope_theta': 150000, 'factor': 32,"
                + " 'original_max_position_embeddings': 4096 %s}}}";
        Optional<String> full = Optional.of("full_attention");
        PositionEncoding inside = config(String.format(json, "", ", 'truncate': false"))
                .layerType(full)
                .resolve()
                .encoding();
        PositionEncoding beside = config(String.format(json, "'truncate': false,", ""))
                .layerType(full)
                .resolve()
                .encoding();
        PositionEncoding none =
                config(String.format(json, "", "")).layerType(full).resolve().encoding();
        assertThat(inside.sameEffectAs(none)).isTrue();
        assertThat(beside.sameEffectAs(none)).isFalse();
    }

    @Test
    void aLegacyBlockWinsAndTakesItsBaseFromTheTopLevel() {
        String json =
                "{'head_dim': 64, 'max_position_embeddings': 4096, 'rope_scaling': {'type': 'linear', 'factor': 2},"
                        + " 'rope_parameters': {'rope_type': 'linear', 'factor': 8, 'rope_theta': 500000}%s}";
        RopeSetup setup = resolve(String.format(json, ", 'rope_theta': 20000"));
        assertThat(setup.strategy().parameters()).containsEntry("factor", 2.0);
        assertThat(setup.context().base()).isEqualTo(20_000);
        assertThat(setup.notes()).anyMatch(note -> note.contains("rope_scaling is used"));
        assertThat(resolve(String.format(json, "")).context().base()).isEqualTo(10_000);
        RopeSetup converted =
                config(String.format(json, "")).dialect(Dialect.LLAMA_CPP).resolve();
        assertThat(converted.strategy().parameters()).containsEntry("factor", 8.0);
        assertThat(converted.context().base()).isEqualTo(500_000);
    }

    @Test
    void anEmptyLegacyBlockDoesNotWin() {
        RopeSetup setup = resolve("{'head_dim': 64, 'max_position_embeddings': 4096, 'rope_scaling': {},"
                + " 'rope_parameters': {'rope_type': 'linear', 'factor': 8}}");
        assertThat(setup.strategy().parameters()).containsEntry("factor", 8.0);
    }

    @Test
    void yarnWithoutAFactorTakesTheRatioOfItsLengths() {
        RopeSetup setup = resolve("{'head_dim': 64, 'max_position_embeddings': 32768, 'rope_scaling':"
                + " {'type': 'yarn', 'factor': null, 'original_max_position_embeddings': 4096}}");
        assertThat(setup.encoding().trace().derived()).containsEntry("factor", 8.0);
        RopeSetup converted = config("{'head_dim': 64, 'max_position_embeddings': 32768, 'rope_scaling':"
                        + " {'type': 'yarn', 'original_max_position_embeddings': 4096}}")
                .dialect(Dialect.LLAMA_CPP)
                .resolve();
        assertThat(converted.strategy().type().id()).isEqualTo("none");
    }

    @Test
    void theTargetIsTheLongerOfMaxPositionsAndTrainedTimesFactor() {
        String json =
                "{'head_dim': 64, 'max_position_embeddings': %d, 'rope_scaling': {'rope_type': 'llama3', 'factor': 8,"
                        + " 'low_freq_factor': 1, 'high_freq_factor': 4, 'original_max_position_embeddings': 8192}}";
        assertThat(resolve(String.format(json, 131_072)).context().lengths().target())
                .isEqualTo(131_072);
        assertThat(resolve(String.format(json, 8192)).context().lengths().target())
                .isEqualTo(65_536);
    }

    @Test
    void dynamicReadsMaxPositionEmbeddingsEvenWhereAnOriginalLengthIsGiven() {
        String json = "{'head_dim': 64, 'max_position_embeddings': 8192, 'original_max_position_embeddings': 4096,"
                + " 'rope_scaling': {'type': 'dynamic', 'factor': 2}}";
        assertThat(resolve(json).context().lengths().trained()).isEqualTo(8192);
        assertThat(seqLen(config(json), 8192).resolve().encoding().trace().derived())
                .containsEntry("base", 10_000.0);
    }

    @Test
    void aDynamicRuleHasTheTrainedLengthBeforeItHasSeenASequence() {
        RopeSetup setup = resolve("{'head_dim': 64, 'max_position_embeddings': 4096,"
                + " 'rope_scaling': {'type': 'dynamic', 'factor': 4}}");
        assertThat(setup.context().lengths().current()).isEqualTo(4096);
        assertThat(setup.encoding().frequencies()).isEqualTo(setup.context().baseFrequencies());
    }

    @Test
    void enginesWithOneTableTakeTheServedLength() {
        String json = "{'head_dim': 8, 'max_position_embeddings': 131072, 'original_max_position_embeddings': 4096,"
                + " 'rope_scaling': {'type': 'longrope', 'short_factor': [1, 1, 1, 1], 'long_factor': [1, 2, 3, 4]}}";
        double shortest =
                seqLen(config(json), 100).resolve().encoding().frequencies().omega(3);
        for (Dialect dialect : new Dialect[] {Dialect.VLLM, Dialect.LLAMA_CPP}) {
            RopeRequest request = seqLen(config(json).dialect(dialect), 100);
            assertThat(request.resolve().encoding().frequencies().omega(3)).isEqualTo(shortest / 4);
            assertThat(request.served(OptionalInt.of(4096))
                            .resolve()
                            .encoding()
                            .frequencies()
                            .omega(3))
                    .isEqualTo(shortest);
        }
    }

    @Test
    void vllmRefusesToServeLessThanTheTrainedLengthOfDynamic() {
        RopeRequest request = config("{'head_dim': 64, 'max_position_embeddings': 8192, 'rope_scaling':"
                        + " {'rope_type': 'dynamic', 'factor': 2, 'max_trained_positions': 4096}}")
                .dialect(Dialect.VLLM)
                .served(OptionalInt.of(2048));
        assertThatThrownBy(request::resolve).isInstanceOf(InvalidInput.class).hasMessageContaining("complex base");
    }

    @Test
    void onlyDeepSeeksAttentionScalesTheSoftmaxByMscaleAllDim() {
        String json = "{'model_type': '%s', 'head_dim': 64, 'max_position_embeddings': 65536, 'rope_parameters':"
                + " {'rope_type': 'yarn', 'factor': 16, 'mscale': 1, 'mscale_all_dim': 1,"
                + " 'original_max_position_embeddings': 4096}}";
        double g = 0.1 * Math.log(16) + 1;
        for (Dialect dialect : new Dialect[] {Dialect.TRANSFORMERS, Dialect.VLLM, Dialect.LLAMA_CPP}) {
            for (String scales : new String[] {"deepseek_v3", "kimi_k2"}) {
                PositionEncoding encoding = config(String.format(json, scales))
                        .dialect(dialect)
                        .resolve()
                        .encoding();
                assertThat(encoding.attention().amplitude())
                        .as(scales + dialect)
                        .isEqualTo(1);
                assertThat(encoding.attention().logit().at(0))
                        .as(scales + dialect)
                        .isCloseTo(g * g, org.assertj.core.data.Offset.offset(1e-12));
            }
            PositionEncoding other = config(String.format(json, "ministral3"))
                    .dialect(dialect)
                    .resolve()
                    .encoding();
            assertThat(other.attention().amplitude()).as("ministral3" + dialect).isEqualTo(1);
            assertThat(other.attention().logit().at(0))
                    .as("ministral3" + dialect)
                    .isEqualTo(1);
        }
    }

    @Test
    void withoutARampLlamaCppTakesAttentionFactorBeforeAttnFactor() {
        String json = "{'head_dim': 64, 'max_position_embeddings': 65536, 'rope_parameters': {'rope_type': 'yarn',"
                + " 'factor': 16, 'extrapolation_factor': 0, 'original_max_position_embeddings': 4096 %s}}";
        for (String[] keys : new String[][] {
            {", 'attention_factor': 0.9, 'attn_factor': 1.5", "0.9"}, {", 'attn_factor': 1.5", "1.5"}, {"", "1"}
        }) {
            RopeSetup setup = config(String.format(json, keys[0]))
                    .dialect(Dialect.LLAMA_CPP)
                    .resolve();
            assertThat(setup.encoding().attention().amplitude()).as(keys[0]).isEqualTo(Double.parseDouble(keys[1]));
        }
    }

    @Test
    void anEngineThatDropsTheScalingKeepsBaseAndWidthOfTheBlock() {
        String json = "{'head_dim': 64, 'max_position_embeddings': 4096, 'rope_parameters': {'rope_type': '%s',"
                + " 'rope_theta': 500000, 'partial_rotary_factor': 0.5%s}}";
        RopeSetup plain =
                config(String.format(json, "default", "")).dialect(Dialect.VLLM).resolve();
        assertThat(plain.context().base()).isEqualTo(500_000);
        assertThat(plain.encoding().frequencies().pairs()).isEqualTo(16);
        assertThat(config(String.format(json, "dynamic", ", 'factor': 2"))
                        .dialect(Dialect.VLLM)
                        .resolve()
                        .encoding())
                .isEqualTo(plain.encoding());
        for (String dropped : new String[] {"dynamic", "yarn"}) {
            String keys = dropped.equals("dynamic") ? ", 'factor': 2" : ", 'original_max_position_embeddings': 1024";
            assertThat(config(String.format(json, dropped, keys))
                            .dialect(Dialect.LLAMA_CPP)
                            .resolve()
                            .encoding())
                    .as(dropped)
                    .isEqualTo(plain.encoding());
        }
    }

    @Test
    void whatMixesTheFrequenciesOfFopeChangesNone() {
        String json = "{'head_dim': 64, 'max_position_embeddings': 4096, 'rope_scaling': {'rope_type': 'default'%s}}";
        PositionEncoding fope =
                resolve(String.format(json, ", 'use_fope': true")).encoding();
        assertThat(fope.frequencies().omega(31)).isZero();
        assertThat(resolve(String.format(
                                json,
                                ", 'use_fope': true, 'fope_sep_head': true, 'fope_init_factor': 0.1,"
                                        + " 'num_key_value_heads': 8, 'num_inv_freq': null"))
                        .encoding())
                .isEqualTo(fope);
        assertThat(resolve(String.format(json, ", 'fope_sep_head': true, 'fope_init_factor': 0.1"))
                        .encoding())
                .as("as InternS1-Pro's config has it")
                .isEqualTo(fope);
        assertThat(resolve(String.format(json, ", 'use_fope': false, 'fope_sep_head': true, 'fope_init_factor': 0.1"))
                        .encoding()
                        .frequencies()
                        .omega(31))
                .isPositive();
    }

    @Test
    void vllmReadsAttentionFactorInYarnAndNotInDeepSeeksYarn() {
        String json = "{'head_dim': 64, 'max_position_embeddings': 32768, 'rope_scaling':"
                + " {'rope_type': '%s', 'factor': 8, 'original_max_position_embeddings': 4096,"
                + " 'attention_factor': 1.5, 'attn_factor': 2}}";
        RopeSetup plain =
                config(String.format(json, "yarn")).dialect(Dialect.VLLM).resolve();
        assertThat(plain.encoding().attention().amplitude()).isEqualTo(1.5);
        assertThat(plain.notes()).anyMatch(note -> note.contains("attn_factor"));
        RopeSetup deepseek = config(String.format(json, "deepseek_yarn"))
                .dialect(Dialect.VLLM)
                .resolve();
        assertThat(deepseek.encoding().attention().amplitude()).isEqualTo(0.1 * StrictMath.log(8) + 1);
        assertThat(deepseek.notes()).anyMatch(note -> note.contains("attention_factor"));
    }

    @Test
    void alphaCountsForHunYuanOnly() {
        String json = "{%s 'head_dim': 64, 'max_position_embeddings': 4096, 'rope_scaling':"
                + " {'type': 'dynamic', 'alpha': 1000, 'factor': 2}}";
        assertThat(resolve(String.format(json, "'model_type': 'hunyuan_v1_dense',"))
                        .strategy()
                        .type()
                        .id())
                .isEqualTo("ntk_aware");
        assertThat(resolve(String.format(json, "'model_type': 'llama',"))
                        .strategy()
                        .type()
                        .id())
                .isEqualTo("dynamic_ntk");
        assertThat(config(String.format(json, "'model_type': 'llama',"))
                        .dialect(Dialect.VLLM)
                        .resolve()
                        .strategy()
                        .type()
                        .id())
                .isEqualTo("ntk_aware");
    }

    @Test
    void llamasDefaultPathRotatesTheWholeHeadWhateverThePartialFactor() {
        String json = "{%s 'head_dim': 64, 'max_position_embeddings': 4096, 'partial_rotary_factor': 0.25,"
                + " 'rope_scaling': %s}";
        assertThat(resolve(String.format(json, "'model_type': 'llama',", "null"))
                        .context()
                        .geometry()
                        .pairs())
                .isEqualTo(32);
        assertThat(resolve(String.format(json, "'model_type': 'gpt_neox',", "null"))
                        .context()
                        .geometry()
                        .pairs())
                .isEqualTo(8);
        assertThat(resolve(String.format(json, "'model_type': 'llama',", "{'type': 'linear', 'factor': 2}"))
                        .context()
                        .geometry()
                        .pairs())
                .isEqualTo(8);
    }

    @Test
    void proportionalTakesThePartialFactorAsItsOwn() {
        RopeSetup setup = resolve("{'head_dim': 64, 'max_position_embeddings': 4096, 'partial_rotary_factor': 0.25,"
                + " 'rope_parameters': {'rope_type': 'proportional', 'rope_theta': 10000}}");
        assertThat(setup.context().geometry().rotaryDim()).isEqualTo(64);
        assertThat(setup.encoding().frequencies().omega(7)).isPositive();
        assertThat(setup.encoding().frequencies().omega(8)).isZero();
    }

    @Test
    void aTemperatureAndSectionsInTheSameBlockAreStrategiesOfTheirOwn() {
        RopeSetup setup = resolve("{'head_dim': 16, 'max_position_embeddings': 262144, 'rope_parameters':"
                + " {'rope_type': 'yarn', 'factor': 16, 'original_max_position_embeddings': 16384,"
                + " 'llama_4_scaling_beta': 0.1, 'mrope_section': [2, 3, 3]}}");
        PositionEncoding encoding = setup.encoding();
        assertThat(encoding.attention().amplitude()).isEqualTo(0.1 * StrictMath.log(16) + 1);
        assertThat(encoding.attention().logit().at(16_383)).isEqualTo(1);
        assertThat(encoding.attention().logit().at(16_384)).isEqualTo(1 + 0.1 * StrictMath.log(2));
        assertThat(encoding.axes().axes()).containsExactly(0, 0, 1, 1, 1, 2, 2, 2);
    }

    @Test
    void gemma3sLayersHaveTheirOwnBaseAndScaling() {
        RopeRequest request = config("{'model_type': 'gemma3_text', 'head_dim': 64, 'num_hidden_layers': 12,"
                + " 'max_position_embeddings': 131072, 'rope_theta': 1000000, 'rope_local_base_freq': 10000,"
                + " 'sliding_window': 512, 'rope_scaling': {'rope_type': 'linear', 'factor': 8}}");
        ModelRope model = request.model().orElseThrow();
        assertThat(model.byKind().get("full_attention")).containsExactly(5, 11);
        assertThat(model.layer(5).base()).isEqualTo(1_000_000);
        assertThat(model.layer(5).strategy().type().id()).isEqualTo("linear");
        assertThat(model.layer(0).base()).isEqualTo(10_000);
        assertThat(model.layer(0).strategy().type().id()).isEqualTo("none");
        assertThat(model.layer(0).visibility().sees(1000, 488)).isFalse();
        assertThat(request.layer(OptionalInt.of(0)).resolve().context().base()).isEqualTo(10_000);
    }

    @Test
    void llama4LayersWithoutRotationCarryItsTemperature() {
        ModelRope model = config("{'model_type': 'llama4_text', 'head_dim': 16, 'num_hidden_layers': 8,"
                        + " 'max_position_embeddings': 1048576, 'attention_chunk_size': 8192}")
                .model()
                .orElseThrow();
        assertThat(model.byKind().get("full_attention, no rotation")).containsExactly(3, 7);
        var context =
                resolve("{'head_dim': 16, 'max_position_embeddings': 8192}").context();
        PositionEncoding unrotated = model.encoding(3, context.geometry(), context.lengths());
        assertThat(unrotated.frequencies().toArray()).containsOnly(0);
        assertThat(unrotated.attention().logit().at(8191)).isEqualTo(1 + 0.1 * StrictMath.log(2));
        PositionEncoding rotated = model.encoding(0, context.geometry(), context.lengths());
        assertThat(rotated.attention().logit().at(8191)).isEqualTo(1);
        assertThat(model.layer(0).visibility().sees(8192, 8191)).isFalse();
    }

    @Test
    void aConfigWithoutLengthsIsReadWhereNothingDependsOnThem() {
        assertThat(resolve("{'head_dim': 16, 'rope_scaling': {'type': 'linear', 'factor': 2}}")
                        .trainedKnown())
                .isFalse();
        assertThatThrownBy(() -> resolve("{'head_dim': 16, 'rope_scaling': {'type': 'yarn', 'factor': 2}}"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("max_position_embeddings");
    }

    @Test
    void aMisspeltKeyOfAnyBlockIsNamedWithTheNearest() {
        assertThatThrownBy(() -> resolve("{'head_dim': 16, 'max_position_embeddings': 4096,"
                        + " 'rope_scaling': {'type': 'yarn', 'factor': 2, 'beta_fats': 16}}"))
                .hasMessageContaining("rope_scaling.beta_fats")
                .hasMessageContaining("beta_fast");
        assertThatThrownBy(() -> resolve("{'head_dim': 16, 'max_position_embeddings': 4096,"
                        + " 'rope_scaling': {'type': 'yern', 'factor': 2}}"))
                .hasMessageContaining("rope_scaling.rope_type")
                .hasMessageContaining("'yarn'");
        assertThatThrownBy(() -> resolve("{'head_dim': 16, 'max_position_embeddings': 4096,"
                        + " 'rope_scaling': {'type': 'resonance_yarn', 'factor': 2, 'beta_fats': 16}}"))
                .hasMessageContaining("beta_fats");
    }

    @Test
    void aWrongKindOfValueOutsideOfTheBlockIsNamed() {
        String json = "{'model_type': 'llama4_text', 'head_dim': 64, 'rope_theta': 500000, 'num_hidden_layers': 2, %s}";
        for (String[] wrong : new String[][] {
            {"no_rope_layers", "['x', 0]"},
            {"no_rope_layers", "[-0.5, 0]"},
            {"no_rope_layers", "[null, 0]"},
            {"no_rope_layer_interval", "'4'"},
            {"attn_temperature_tuning", "'x'"},
            {"floor_scale", "'8192'"},
            {"attn_scale", "[1]"},
            {"max_position_embeddings", "0"},
            {"original_max_position_embeddings", "-1"},
            {"layer_types", "[1, 2]"}
        }) {
            String layers = wrong[0].startsWith("no_rope") ? "" : "'no_rope_layers': [0, 0], ";
            String config = String.format(json, layers + "'" + wrong[0] + "': " + wrong[1]);
            assertThatThrownBy(() ->
                            config(config).layer(OptionalInt.of(0)).resolve().encoding())
                    .as(config)
                    .isInstanceOfAny(InvalidInput.class, InvalidParameter.class)
                    .hasMessageContaining(wrong[0]);
        }
        assertThatThrownBy(() -> config("{'head_dim': 64, 'max_position_embeddings': 4096,"
                                + " 'dual_chunk_attention_config': {'chunk_size': '1024', 'local_size': 128}}")
                        .dialect(Dialect.VLLM)
                        .resolve())
                .hasMessageContaining("chunk_size");
        assertThatThrownBy(() -> resolve("{'head_dim': 2147483646, 'rope_theta': 10000}"))
                .hasMessageContaining("head_dim");
        assertThatThrownBy(() -> config("{'head_dim': 64}").served(OptionalInt.of(0)))
                .hasMessageContaining("served length");
    }

    @Test
    void whatEnginesWronglyAcceptIsRefused() {
        for (String block : new String[] {
            "'type': 'linear', 'factor': 0",
            "'type': 'linear', 'factor': -2",
            "'type': 'dynamic', 'factor': 0",
            "'type': 'yarn', 'factor': 0",
            "'rope_type': 'llama3', 'factor': -8, 'low_freq_factor': 1, 'high_freq_factor': 4",
            "'type': 'longrope', 'short_factor': [1, 1], 'long_factor': [1, 1, 1, 1, 1, 1, 1, 1]",
            "'type': 'longrope', 'short_factor': [1, 1, 1, 1, 1, 1, 1, 1], 'long_factor': [1, 1, 1, 1, 1, 1, 1, 0]"
        }) {
            assertThatThrownBy(() -> resolve("{'head_dim': 16, 'max_position_embeddings': 4096, 'rope_scaling': {"
                                    + block + "}}")
                            .encoding())
                    .as(block)
                    .isInstanceOfAny(InvalidInput.class, InvalidParameter.class);
        }
        for (String spec : new String[] {"ntk_aware:factor=4", "dynamic_ntk:factor=4", "ntk_by_parts_v1:factor=4"}) {
            RopeSetup setup = RopeRequest.ofStrategy(spec)
                    .widths(OptionalInt.of(2), OptionalInt.empty())
                    .lengths(OptionalInt.of(4096), OptionalInt.empty(), OptionalInt.of(8192))
                    .resolve();
            assertThatThrownBy(setup::encoding).as(spec).hasMessageContaining("rotary_dim must be above 2");
        }
    }

    @Test
    void aConfigWithoutABaseHasThatOfItsModel() {
        String json = "{'model_type': 'smollm3', 'head_dim': 16, 'max_position_embeddings': 4096}";
        assertThat(resolve(json).context().base()).isEqualTo(2_000_000);
        assertThat(config(json).dialect(Dialect.LLAMA_CPP).resolve().context().base())
                .isEqualTo(10_000);
        assertThat(resolve(json.replace("smollm3", "llama")).context().base()).isEqualTo(10_000);
    }

    @Test
    void vllmsMRopeComputesTheRampOfYarnFromFourTimesTheOriginalLength() {
        String json =
                "{%s 'head_dim': 16, 'rope_theta': 10000, 'max_position_embeddings': 131072, 'rope_scaling': {'rope_type': 'yarn',"
                        + " 'factor': 4, 'original_max_position_embeddings': %d, 'mrope_section': [2, 3, 3]}}";
        PositionEncoding stretched = config(String.format(json, "", 8192))
                .dialect(Dialect.VLLM)
                .resolve()
                .encoding();
        assertThat(stretched.frequencies())
                .isEqualTo(resolve(String.format(json, "", 32_768)).encoding().frequencies())
                .isNotEqualTo(resolve(String.format(json, "", 8192)).encoding().frequencies());
        assertThat(stretched.axes().count()).isEqualTo(3);
        assertThat(config(String.format(json, "'model_type': 'qwen3_vl',", 8192))
                        .dialect(Dialect.VLLM)
                        .resolve()
                        .encoding()
                        .frequencies())
                .isEqualTo(resolve(String.format(json, "", 8192)).encoding().frequencies());
    }

    @Test
    void singleValuesWinOverTheConfig() {
        RopeSetup setup = config("{'head_dim': 16, 'max_position_embeddings': 4096, 'rope_theta': 20000}")
                .widths(OptionalInt.of(64), OptionalInt.of(32))
                .base(OptionalDouble.of(300_000))
                .lengths(OptionalInt.of(100), OptionalInt.of(400), OptionalInt.of(300))
                .resolve();
        assertThat(setup.context().geometry().headDim()).isEqualTo(64);
        assertThat(setup.context().geometry().rotaryDim()).isEqualTo(32);
        assertThat(setup.context().base()).isEqualTo(300_000);
        assertThat(setup.context().lengths()).isEqualTo(new Lengths(100, 400, 300));
    }
}

package io.github.ropelab.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.model.gguf.GgufBytes;
import io.github.ropelab.model.gguf.GgufBytes.Typed;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.llama.RotaryPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GgufCheckpointTest {
    @TempDir
    Path folder;

    private Checkpoint open(GgufBytes file) throws IOException {
        Path path = folder.resolve("model.gguf");
        Files.write(path, file.bytes());
        return Checkpoints.open(path);
    }

    private static Arguments changed(String part, String rule, UnaryOperator<GgufBytes> change) {
        return Arguments.of(part, rule, change);
    }

    private static Arguments key(String key, Object value, String rule) {
        return changed(key, rule, file -> file.put(key, value));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                key("general.architecture", "qwen2", "be llama: other architectures are not run, but was qwen2"),
                key("general.architecture", null, "be given"),
                key("general.type", "adapter", "be model"),
                key("split.count", new Typed(2, 3), "be 1"),
                key("llama.block_count", 0, "be at least 1"),
                changed("blk.1.attn_norm.weight", "be a tensor of the file", f -> f.put("llama.block_count", 2)),
                key("llama.block_count", Integer.MAX_VALUE, "number of tensors, 11"),
                key("llama.block_count", -1, "below 2^31"),
                key("llama.block_count", "one", "be a whole number"),
                key("llama.embedding_length", null, "be given"),
                changed("token_embd.weight", "have the shape [5, 8]", f -> f.put("llama.embedding_length", 8)
                        .put("llama.rope.dimension_count", 4)),
                key("llama.attention.head_count", 3, "divide"),
                key("llama.attention.head_count", List.of(1, 2), "be a whole number"),
                key("llama.attention.head_count_kv", 3, "divide llama.attention.head_count (2)"),
                key("llama.attention.key_length", 0, "be at least 1"),
                key("llama.attention.key_length", 3, "be even"),
                key("llama.attention.value_length", 4, "be 2"),
                key("llama.attention.layer_norm_rms_epsilon", Float.NaN, "finite number above 0, but was NaN"),
                key("llama.attention.layer_norm_rms_epsilon", 0f, "finite number above 0"),
                key("llama.attention.layer_norm_rms_epsilon", null, "be given"),
                key("llama.attention.sliding_window", 16, "not be given"),
                key("llama.attention.clamp_kqv", 8f, "not be given"),
                key("llama.logit_scale", 0.5f, "not be given"),
                key("llama.expert_count", 8, "no mixture of experts"),
                key("llama.vocab_size", 6, "be 5, the rows of token_embd.weight"),
                key("llama.rope.dimension_count", 4, "be the width of a head"),
                key("llama.rope.freq_base", Float.POSITIVE_INFINITY, "finite number above 0"),
                key("llama.rope.freq_base", -1f, "finite number above 0"),
                key("llama.rope.dimension_sections", List.of(1, 1), "not be given"),
                key("llama.rope.scaling.type", "longrope", "be none, linear or yarn"),
                key("llama.rope.scaling.type", "yarn", "not 1, with llama.rope.scaling.type yarn"),
                key("llama.rope.scaling.factor", 0f, "finite number above 0"),
                key("llama.rope.scaling.attn_factor", 1.2f, "be 1"),
                key("llama.rope.scaling.yarn_log_multiplier", 0.1f, "not be given"),
                changed(
                        "blk.0.attn_q.weight",
                        "did you mean 'blk.0.attn_k.weight'",
                        f -> f.without("blk.0.attn_q.weight")),
                changed("token_embd.weight", "be a tensor of the file", f -> f.without("token_embd.weight")),
                changed(
                        "blk.0.ffn_up.weight",
                        "[6, 4] of the config, but was [4, 6]",
                        f -> SmallGguf.add(f, "blk.0.ffn_up.weight", 4, 6)),
                changed("blk.0.attn_q.bias", "not be there", f -> SmallGguf.add(f, "blk.0.attn_q.bias", 4)),
                changed("blk.1.attn_q.weight", "not be there", f -> SmallGguf.add(f, "blk.1.attn_q.weight", 4, 4)),
                changed("rope_freqs.weight", "one divisor per pair", f -> SmallGguf.add(f, "rope_freqs.weight", 4)),
                changed(
                        "rope_freqs.weight",
                        "finite numbers above 0",
                        f -> f.floats("rope_freqs.weight", new float[] {Float.NaN}, 1)),
                changed("llama.rope.scaling.factor", "rope_freqs.weight", f -> f.floats(
                                "rope_freqs.weight", new float[] {2}, 1)
                        .put("llama.rope.scaling.factor", 2f)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsNotRunIsRefusedInOneLine(String part, String rule, UnaryOperator<GgufBytes> change) {
        assertThatThrownBy(() -> open(change.apply(SmallGguf.right())))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(folder.resolve("model.gguf") + ": ")
                .hasMessageContainingAll(part, rule)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void aRightFileOpensAndSaysWhatItIs() throws IOException {
        Checkpoint checkpoint = open(SmallGguf.right());
        assertThat(checkpoint.shape().tied()).isTrue();
        assertThat(checkpoint.shape().normEpsilon()).isEqualTo(1e-5);
        assertThat(checkpoint.trainedLength()).isEqualTo(64);
        Llama model = checkpoint.load();
        assertThat(model.head()).isSameAs(model.embedding());
        assertThat(checkpoint.provenance())
                .containsEntry("format", "GGUF 3")
                .containsEntry("types", "F32")
                .containsEntry("name", "small")
                .containsKey("sha256");
        Files.delete(folder.resolve("model.gguf"));
        assertThatThrownBy(() -> Checkpoints.open(folder)).hasMessageContaining("0 .gguf files");
        Files.write(folder.resolve("a.gguf"), SmallGguf.right().bytes());
        assertThat(Checkpoints.open(folder).shape()).isEqualTo(checkpoint.shape());
        Files.write(folder.resolve("b.gguf"), SmallGguf.right().bytes());
        assertThatThrownBy(() -> Checkpoints.open(folder)).hasMessageContaining("2 .gguf files");
        assertThatThrownBy(() -> Checkpoints.open(folder.resolve("none"))).hasMessageContaining("must exist");
    }

    @Test
    void anUntiedHeadIsItsOwnMatrix() throws IOException {
        Checkpoint checkpoint = open(SmallGguf.add(SmallGguf.right(), "output.weight", 5, 4));
        assertThat(checkpoint.shape().tied()).isFalse();
        assertThat(checkpoint.load().head().values())
                .isNotEqualTo(checkpoint.load().embedding().values());
    }

    /** Head width 8: four pairs whose frequencies at base 10000 are 1, 0.1, 0.01, 0.001. */
    private double[] frequencies(UnaryOperator<GgufBytes> change) throws IOException {
        GgufBytes file = SmallGguf.right()
                .put("llama.attention.key_length", 8)
                .put("llama.attention.value_length", 8)
                .put("llama.rope.dimension_count", 8);
        SmallGguf.add(file, "blk.0.attn_q.weight", 16, 4);
        SmallGguf.add(file, "blk.0.attn_k.weight", 8, 4);
        SmallGguf.add(file, "blk.0.attn_v.weight", 8, 4);
        SmallGguf.add(file, "blk.0.attn_output.weight", 4, 16);
        RotaryPart rotary = RotaryChoice.ofConfig().at(open(change.apply(file)), 32);
        PositionEncoding encoding = rotary.encoding(rotary.layers().layer(0));
        double[] omegas = new double[4];
        Arrays.setAll(omegas, i -> encoding.frequencies().omega(i));
        return omegas;
    }

    @Test
    void whatTheMetadataSaysAboutRotationIsDone() throws IOException {
        assertThat(frequencies(f -> f)).containsExactly(new double[] {1, 0.1, 0.01, 0.001}, within(1e-15));
        assertThat(frequencies(f -> f.put("llama.rope.freq_base", null)))
                .containsExactly(new double[] {1, 0.1, 0.01, 0.001}, within(1e-15));
        assertThat(frequencies(f -> f.put("llama.rope.freq_base", 160000f))[1]).isCloseTo(0.05, within(1e-15));
        for (String key : List.of("llama.rope.scaling.factor", "llama.rope.scale_linear")) {
            assertThat(frequencies(f -> f.put(key, 4f)))
                    .as(key)
                    .containsExactly(new double[] {0.25, 0.025, 0.0025, 0.00025}, within(1e-15));
        }
        assertThat(frequencies(f -> f.put("llama.rope.scaling.factor", 4f).put("llama.rope.scaling.type", "none")))
                .containsExactly(new double[] {1, 0.1, 0.01, 0.001}, within(1e-15));
        assertThat(frequencies(f -> f.floats("rope_freqs.weight", new float[] {1, 2, 4, 8}, 4)))
                .containsExactly(new double[] {1, 0.05, 0.0025, 0.000125}, within(1e-15));
        // 2π/32 and 2π/64 per token turn once in the original length 64 and twice: all pairs but the fastest slow down
        double[] yarn = frequencies(f -> f.put("llama.rope.scaling.type", "yarn")
                .put("llama.rope.scaling.factor", 4f)
                .put("llama.rope.scaling.original_context_length", 64));
        assertThat(yarn[0]).isCloseTo(1, within(1e-15));
        assertThat(yarn[3]).isCloseTo(0.00025, within(1e-15));
    }
}

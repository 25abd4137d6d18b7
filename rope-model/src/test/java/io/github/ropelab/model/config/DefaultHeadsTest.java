package io.github.ropelab.model.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.RopeContext;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Widths that configs leave to the model's class: transformers 5.23, {@code CONFIG_MAPPING[type]()}. */
class DefaultHeadsTest {
    private static RopeContext context(String json) {
        return RopeRequest.ofConfigText("config.json", json)
                .lengths(OptionalInt.of(4096), OptionalInt.empty(), OptionalInt.empty())
                .resolve()
                .context();
    }

    @ParameterizedTest
    @CsvSource({
        "llama, 80, 80", "qwen3, 128, 128", "gemma3_text, 256, 256", "gpt_oss, 64, 64", "gpt_neox, 80, 20",
        "phi, 80, 40", "stablelm, 80, 20", "persimmon, 80, 40", "nemotron, 80, 40", "qwen3_next, 256, 64"
    })
    void aFamilyHasItsOwn(String type, int headDim, int rotaryDim) {
        RopeContext context =
                context("{\"model_type\": \"" + type + "\", \"hidden_size\": 2560, \"num_attention_heads\": 32}");
        assertThat(context.geometry().headDim()).isEqualTo(headDim);
        assertThat(context.geometry().rotaryDim()).isEqualTo(rotaryDim);
    }

    @Test
    void theConfigsWordWins() {
        RopeContext context = context("{\"model_type\": \"gpt_neox\", \"hidden_size\": 2560,"
                + " \"num_attention_heads\": 32, \"rotary_pct\": 1.0, \"head_dim\": 64}");
        assertThat(context.geometry().headDim()).isEqualTo(64);
        assertThat(context.geometry().rotaryDim()).isEqualTo(64);
    }

    @Test
    void chatGlmHasAWidthAndABaseOfItsOwn() {
        RopeContext context =
                context("{\"model_type\": \"chatglm\", \"hidden_size\": 4096, \"num_attention_heads\": 32,"
                        + " \"kv_channels\": 128, \"rope_ratio\": 500}");
        assertThat(context.geometry().rotaryDim()).isEqualTo(64);
        assertThat(context.base()).isEqualTo(5_000_000);
    }
}

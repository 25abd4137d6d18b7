package io.github.ropelab.model.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.gguf.GgufFile;
import io.github.ropelab.model.gguf.GgufMetadata;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a GGUF file says about rotation, as Hugging Face's {@code rope_parameters}. As llama.cpp reads it: the scaling is
 * linear where a factor stands without a type; YaRN's lengths and ramp are those of Hugging Face; a tensor {@code
 * rope_freqs.weight} divides the frequencies, one divisor per pair (this is how Llama 3 is stored), which is LongRoPE with
 * one list of factors and no change of amplitude. What differs between versions of llama.cpp is refused.
 */
final class GgufRotary {
    static final String DIVISORS = "rope_freqs.weight";

    private static final String BASE = "llama.rope.freq_base";
    private static final String TYPE = "llama.rope.scaling.type";
    private static final String FACTOR = "llama.rope.scaling.factor";
    private static final String OLD_FACTOR = "llama.rope.scale_linear";
    private static final String ORIGINAL = "llama.rope.scaling.original_context_length";
    private static final String FAST = "llama.rope.scaling.yarn_beta_fast";
    private static final String SLOW = "llama.rope.scaling.yarn_beta_slow";
    private static final List<String> AMPLITUDES =
            List.of("llama.rope.scaling.attn_factor", "llama.rope.scaling.yarn_attn_factor");
    private static final String BLEND = "llama.rope.scaling.yarn_ext_factor";

    /** llama.cpp's base where the file says none. */
    private static final double DEFAULT_BASE = 10_000;

    /** Keys that this class reads, or that say nothing about the forward pass. */
    static final List<String> KEYS = List.of(
            BASE,
            TYPE,
            FACTOR,
            OLD_FACTOR,
            ORIGINAL,
            FAST,
            SLOW,
            AMPLITUDES.get(0),
            AMPLITUDES.get(1),
            BLEND,
            "llama.rope.dimension_count",
            "llama.rope.scaling.finetuned");

    private final GgufFile file;
    private final GgufMetadata metadata;

    GgufRotary(GgufFile file) {
        this.file = file;
        metadata = file.metadata();
    }

    /**
     * The block.
     *
     * @param headDim components of a head, all of which must rotate
     * @param context length that the file calls its context, tokens
     */
    ObjectNode block(int headDim, int context) {
        int rotated = metadata.integer("llama.rope.dimension_count").orElse(headDim);
        if (rotated != headDim) {
            throw metadata.problem(
                    "llama.rope.dimension_count", rotated, "be the width of a head, " + headDim + ", as in all Llamas");
        }
        ObjectNode block = JsonNodeFactory.instance.objectNode();
        double base = positive(BASE).orElse(DEFAULT_BASE);
        double factor = positive(FACTOR).or(() -> positive(OLD_FACTOR)).orElse(1.0);
        String type = metadata.text(TYPE).orElse("linear");
        for (String key : AMPLITUDES) {
            neutral(key);
        }
        neutral(BLEND);
        boolean scaled = factor != 1 && !type.equals("none");
        boolean divided = file.names().contains(DIVISORS);
        if (scaled && divided) {
            throw metadata.problem(FACTOR, factor, "be 1 where the tensor " + DIVISORS + " divides the frequencies");
        }
        switch (type) {
            case "none", "linear" -> block.put("rope_type", scaled ? "linear" : "default");
            case "yarn" -> yarn(block, scaled, context);
            default ->
                throw metadata.problem(TYPE, type, "be none, linear or yarn: other scalings of a Llama are not read");
        }
        if (scaled) {
            block.put("factor", factor);
        }
        if (divided) {
            divisors(block, headDim, context);
        }
        return block.put("rope_theta", base);
    }

    private void yarn(ObjectNode block, boolean scaled, int context) {
        if (!scaled) {
            throw metadata.problem(FACTOR, metadata.number(FACTOR), "be given, and not 1, with " + TYPE + " yarn");
        }
        int original = metadata.integer(ORIGINAL).orElse(context);
        if (original < 1) {
            throw metadata.problem(ORIGINAL, original, "be at least 1 token");
        }
        block.put("rope_type", "yarn").put("original_max_position_embeddings", original);
        positive(FAST).ifPresent(fast -> block.put("beta_fast", fast));
        positive(SLOW).ifPresent(slow -> block.put("beta_slow", slow));
    }

    private void divisors(ObjectNode block, int headDim, int context) {
        List<Integer> shape = file.stored(DIVISORS).shape();
        if (!shape.equals(List.of(headDim / 2))) {
            throw new InvalidInput(
                    file.origin(), Problem.of(DIVISORS, shape, "have one divisor per pair, [" + headDim / 2 + "]"));
        }
        ArrayNode factors = JsonNodeFactory.instance.arrayNode();
        for (float divisor : file.floats(DIVISORS)) {
            if (!(divisor > 0 && divisor < Float.POSITIVE_INFINITY)) {
                throw new InvalidInput(file.origin(), Problem.of(DIVISORS, divisor, "hold finite numbers above 0"));
            }
            factors.add((double) divisor);
        }
        block.put("rope_type", "longrope")
                .put("attention_factor", 1.0)
                .put("original_max_position_embeddings", context);
        block.set("short_factor", factors);
        block.set("long_factor", factors);
    }

    private void neutral(String key) {
        if (metadata.has(key) && metadata.number(key).getAsDouble() != 1) {
            throw metadata.problem(
                    key,
                    metadata.number(key).getAsDouble(),
                    "be 1: versions of llama.cpp read other values differently");
        }
    }

    private Optional<Double> positive(String key) {
        if (!metadata.has(key)) {
            return Optional.empty();
        }
        double value = metadata.number(key).getAsDouble();
        try {
            InvalidParameter.requirePositive(key, value);
        } catch (InvalidParameter e) {
            throw metadata.problem(key, value, e.rule());
        }
        return Optional.of(value);
    }
}

package io.github.ropelab.model.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a config says about the model around a rope block, as far as engines look at it when they read the block.
 *
 * @param modelType {@code model_type}
 * @param nested whether the block is one of several, by layer type
 * @param partialRotaryFactor share of the head that rotates, from outside of the block
 */
record ModelFacts(Optional<String> modelType, boolean nested, OptionalDouble partialRotaryFactor) {
    /** Starts of {@code model_type}: models of transformers 5.23 whose attention calls {@code yarn_get_mscale}. */
    private static final List<String> DEEPSEEK_ATTENTION = List.of(
            "deepseek",
            "kimi_k2",
            "axk",
            "bailing_hybrid",
            "glm4_moe_lite",
            "glm_moe_dsa",
            "hy_v4",
            "longcat_flash",
            "minicpm3",
            "mistral4",
            "mistral_large4",
            "youtu");

    /** Models of transformers 5.23 that rotate neighbouring components, and GPT-J's and ChatGLM's relatives elsewhere. */
    private static final Set<String> INTERLEAVED = Set.of(
            "axk1",
            "axk2",
            "bailing_hybrid",
            "chatglm",
            "codegen",
            "cohere",
            "cohere2",
            "cohere2_moe",
            "deepseek_v2",
            "deepseek_v3",
            "deepseek_v32",
            "deepseek_v4",
            "ernie4_5",
            "ernie4_5_moe",
            "ernie4_5_vl_moe",
            "glm",
            "glm4",
            "glm4_moe_lite",
            "glm4v",
            "glm_moe_dsa",
            "glm_ocr",
            "gptj",
            "helium",
            "kimi_k2",
            "llama4",
            "longcat_flash",
            "mistral4",
            "mistral_large4",
            "moonshine",
            "roformer",
            "youtu");

    /** A block without a model around it. */
    static ModelFacts unknown() {
        return new ModelFacts(Optional.empty(), false, OptionalDouble.empty());
    }

    /** {@code model_type}, of a text model by the name of the whole. */
    Optional<String> family() {
        return modelType.map(type -> type.replaceFirst("_text$", ""));
    }

    /** Whether {@code model_type} is given and starts so. */
    boolean isType(String prefix) {
        return modelType.filter(type -> type.startsWith(prefix)).isPresent();
    }

    /** Whether the family rotates neighbouring components (2i, 2i+1). */
    boolean interleaved() {
        return family().filter(INTERLEAVED::contains).isPresent();
    }

    /**
     * Whether the attention is DeepSeek's, whose softmax scale is multiplied by YaRN's factor of {@code mscale_all_dim}. A
     * block without a model around it is taken for one of its.
     */
    boolean scalesSoftmax() {
        return modelType.isEmpty() || DEEPSEEK_ATTENTION.stream().anyMatch(this::isType);
    }

    /** Whether engines run the model by their code of DeepSeek V2 and V3. */
    boolean isDeepSeek() {
        return isType("deepseek") || isType("kimi_k2");
    }
}

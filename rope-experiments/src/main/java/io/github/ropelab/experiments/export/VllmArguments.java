package io.github.ropelab.experiments.export;

import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeRequest;
import java.util.List;
import java.util.OptionalInt;

/**
 * The arguments of {@code vllm serve} that concern rotary embeddings: {@code --hf-overrides JSON --max-model-len N}
 * (vLLM 0.33). The model's own config is not known here: what the overrides leave out takes RopeLab's defaults.
 */
public final class VllmArguments {
    static final String OVERRIDES = "--hf-overrides";
    static final String MAX_MODEL_LEN = "--max-model-len";

    private VllmArguments() {}

    /**
     * What the arguments ask for; the head width and the like are still to be given.
     *
     * @throws io.github.ropelab.core.InvalidParameter if an argument is unknown or a value breaks its rule
     */
    public static RopeRequest read(String text) {
        ArgumentLine line = ArgumentLine.read("vLLM", text, List.of(OVERRIDES, MAX_MODEL_LEN));
        OptionalInt served = line.whole(MAX_MODEL_LEN);
        return RopeRequest.ofConfigText(OVERRIDES, line.text(OVERRIDES).orElse("{}"))
                .dialect(Dialect.VLLM)
                .served(served);
    }
}

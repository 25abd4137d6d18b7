package io.github.ropelab.model.checkpoint;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that llama.cpp gives the tensors of a Llama. */
final class GgufNames {
    static final String EMBEDDING = "token_embd.weight";
    static final String HEAD = "output.weight";

    private static final Pattern LAYER = Pattern.compile("model\\.layers\\.(\\d+)\\.(.+)\\.weight");

    private static final Map<String, String> WHOLE =
            Map.of(LlamaTensors.EMBEDDING, EMBEDDING, LlamaTensors.NORM, "output_norm.weight", LlamaTensors.HEAD, HEAD);

    private static final Map<String, String> IN_LAYERS = Map.of(
            "input_layernorm", "attn_norm",
            "self_attn.q_proj", "attn_q",
            "self_attn.k_proj", "attn_k",
            "self_attn.v_proj", "attn_v",
            "self_attn.o_proj", "attn_output",
            "post_attention_layernorm", "ffn_norm",
            "mlp.gate_proj", "ffn_gate",
            "mlp.up_proj", "ffn_up",
            "mlp.down_proj", "ffn_down");

    private GgufNames() {}

    /** The name of a tensor that Hugging Face calls {@code name}. */
    static String of(String name) {
        Matcher layer = LAYER.matcher(name);
        return layer.matches()
                ? "blk." + layer.group(1) + "." + IN_LAYERS.get(layer.group(2)) + ".weight"
                : WHOLE.get(name);
    }
}

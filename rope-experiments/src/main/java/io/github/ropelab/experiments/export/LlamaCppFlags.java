package io.github.ropelab.experiments.export;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/**
 * The flags of llama.cpp's programs that concern rotary embeddings. The GGUF file is not known here: a flag that is left
 * out takes llama.cpp's own default, and widths and trained length are still to be given.
 *
 * <p>{@code --yarn-attn-factor} is the amplitude where the YaRN ramp is off ({@code ext_factor} 0) and without effect where
 * it is on ({@code llama-context.cpp} overwrites it).
 */
public final class LlamaCppFlags {
    static final String SCALING = "--rope-scaling";
    static final String SCALE = "--rope-scale";
    static final String FREQ_SCALE = "--rope-freq-scale";
    static final String FREQ_BASE = "--rope-freq-base";
    static final String ORIG_CTX = "--yarn-orig-ctx";
    static final String EXT_FACTOR = "--yarn-ext-factor";
    static final String ATTN_FACTOR = "--yarn-attn-factor";
    static final String BETA_FAST = "--yarn-beta-fast";
    static final String BETA_SLOW = "--yarn-beta-slow";
    private static final String CTX_SIZE = "--ctx-size";
    private static final String C = "-c";

    private static final List<String> KNOWN = List.of(
            SCALING,
            SCALE,
            FREQ_SCALE,
            FREQ_BASE,
            ORIG_CTX,
            EXT_FACTOR,
            ATTN_FACTOR,
            BETA_FAST,
            BETA_SLOW,
            CTX_SIZE,
            C);
    private static final List<String> SCALINGS = List.of("none", "linear", "yarn");

    private LlamaCppFlags() {}

    /**
     * What the flags ask for.
     *
     * @throws InvalidParameter if a flag is unknown, has no effect beside the others, or breaks its rule
     */
    public static RopeRequest read(String text) {
        return read(text, Optional.empty());
    }

    /**
     * What the flags ask for on a GGUF file with a {@code rope_freqs.weight}.
     *
     * @param divisors of the frequencies [pairs], each above 0. Not modified
     */
    public static RopeRequest read(String text, double[] divisors) {
        return read(text, Optional.of(DoubleStream.of(divisors).boxed().toList()));
    }

    private static RopeRequest read(String text, Optional<List<Double>> divisors) {
        ArgumentLine line = ArgumentLine.read("llama.cpp", text, KNOWN);
        InvalidParameter.require(
                line.text(C).isEmpty() || line.text(CTX_SIZE).isEmpty(),
                C,
                line.text(C).orElse(""),
                "not be given beside " + CTX_SIZE);
        OptionalInt served = line.whole(C).isPresent() ? line.whole(C) : line.whole(CTX_SIZE);
        Map<String, Object> block = block(line, divisors);
        line.number(FREQ_BASE).ifPresent(base -> block.put("rope_theta", base));
        return RopeRequest.ofBlock(block).dialect(Dialect.LLAMA_CPP).served(served);
    }

    private static Map<String, Object> block(ArgumentLine line, Optional<List<Double>> divisors) {
        OptionalDouble scale = scale(line);
        String scaling = line.text(SCALING).orElse(scale.isPresent() ? "linear" : "none");
        InvalidParameter.require(
                SCALINGS.contains(scaling),
                SCALING,
                scaling,
                "be none, linear or yarn",
                Nearest.suggestion(scaling, SCALINGS));
        InvalidParameter.require(
                !scaling.equals("none") || scale.isEmpty(),
                SCALE,
                scale.orElse(1),
                "be left out with --rope-scaling none");
        Map<String, Object> block = new LinkedHashMap<>();
        if (divisors.isPresent()) {
            InvalidParameter.require(
                    scaling.equals("none"), SCALING, scaling, "be none beside divisors of the frequencies");
            block.put("rope_type", "longrope");
            block.put("long_factor", divisors.get());
            block.put("short_factor", divisors.get());
            block.put("attn_factor", line.number(ATTN_FACTOR).orElse(1));
        } else if (scaling.equals("yarn")) {
            yarn(line, block, scale.orElse(1));
            return block;
        } else if (line.number(ATTN_FACTOR).isPresent()) {
            block.put("rope_type", "yarn");
            block.put("factor", scale.orElse(1));
            block.put("extrapolation_factor", 0);
            block.put("attn_factor", line.number(ATTN_FACTOR).getAsDouble());
        } else if (scaling.equals("linear")) {
            block.put("rope_type", "linear");
            block.put("factor", scale.orElse(1));
        } else {
            block.put("rope_type", "none");
        }
        for (String flag : List.of(ORIG_CTX, EXT_FACTOR, BETA_FAST, BETA_SLOW)) {
            InvalidParameter.require(
                    line.text(flag).isEmpty(), flag, line.text(flag).orElse(""), "come with --rope-scaling yarn");
        }
        return block;
    }

    private static void yarn(ArgumentLine line, Map<String, Object> block, double scale) {
        block.put("rope_type", "yarn");
        block.put("factor", scale);
        line.whole(ORIG_CTX).ifPresent(tokens -> block.put("original_max_position_embeddings", tokens));
        set(line, EXT_FACTOR, block, "extrapolation_factor");
        set(line, ATTN_FACTOR, block, "attn_factor");
        set(line, BETA_FAST, block, "beta_fast");
        set(line, BETA_SLOW, block, "beta_slow");
    }

    /** -1 stands for the default, as in llama.cpp. */
    private static void set(ArgumentLine line, String flag, Map<String, Object> block, String key) {
        line.number(flag).ifPresent(value -> {
            if (value != -1) {
                block.put(key, value);
            }
        });
    }

    private static OptionalDouble scale(ArgumentLine line) {
        OptionalDouble inverse = line.number(FREQ_SCALE);
        if (inverse.isEmpty()) {
            return line.number(SCALE);
        }
        InvalidParameter.requirePositive(FREQ_SCALE, inverse.getAsDouble());
        InvalidParameter.require(
                line.text(SCALE).isEmpty(), FREQ_SCALE, inverse.getAsDouble(), "not be given beside " + SCALE);
        return OptionalDouble.of(1 / inverse.getAsDouble());
    }
}

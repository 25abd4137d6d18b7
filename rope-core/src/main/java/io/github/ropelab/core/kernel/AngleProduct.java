package io.github.ropelab.core.kernel;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import java.util.Arrays;
import java.util.Locale;

/** How the angle of a position and a pair is computed. */
public enum AngleProduct {
    /** One product, p·ω_i: transformers, vLLM and most others. */
    SINGLE,
    /**
     * ggml's running product: t_0 = p, t_{i+1} = t_i·b^(-2/d), each product rounded, and then the angle is t_i·(ω_i/θ_i).
     * The ratio stands for what ggml does to t_i afterwards (freq_scale, YaRN's mix, division by a frequency factor); it
     * is 1 for an unmodified schedule. Needs the base b, which must be that of the schedule θ.
     */
    REPEATED;

    /** Lower-case name in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AngleProduct of(String what, String text) {
        for (AngleProduct product : values()) {
            if (product.id().equals(text)) {
                return product;
            }
        }
        throw new InvalidParameter(
                what,
                text,
                "be single or repeated",
                Nearest.suggestion(
                        text, Arrays.stream(values()).map(AngleProduct::id).toList()));
    }
}

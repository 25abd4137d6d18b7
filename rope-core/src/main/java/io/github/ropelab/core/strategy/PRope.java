package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Trace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * p-RoPE: the fastest share p of the pairs keeps its frequency, the rest stands still. The exponent uses the full width,
 * and pairing is that of the full head: not the same as rotating a prefix ({@code partial}).
 *
 * <p>Source: Barbero et al. 2024, Round and Round We Go, arXiv 2410.06205, section 6.
 *
 * @param partialRotaryFactor p, 0 to 1
 * @param factor s above 0 that divides the frequencies that are kept
 */
public record PRope(double partialRotaryFactor, double factor) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "p_rope",
            1,
            "p-RoPE (proportional)",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = θ_i/s for i < floor(p·d/2), else 0",
            List.of(
                    ParameterDoc.of("partial_rotary_factor", "1", "0 to 1", "p; also spelt p", 0.25, 0.5),
                    ParameterDoc.of("factor", "1", "above 0", "s", 1, 8)),
            Optional.of(Map.of()),
            Set.of(BASE, ROTARY_DIM),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(
                    new Source("Barbero et al.", 2024, "Round and Round We Go", "arXiv 2410.06205, section 6"),
                    new Source(
                            "Hugging Face",
                            2026,
                            "transformers 5.23",
                            "modeling_rope_utils.py, _compute_proportional_rope_parameters")),
            Map.of(
                    "transformers", "rope_type: proportional, partial_rotary_factor: p, factor: s",
                    "vllm", "rope_type: proportional",
                    "llama.cpp", "rope_freqs divisors of 1e30 on the pairs that stand still"));

    /** Checks the parameters. */
    public PRope {
        InvalidParameter.require(
                partialRotaryFactor >= 0 && partialRotaryFactor <= 1,
                "partial_rotary_factor",
                partialRotaryFactor,
                "be between 0 and 1");
        InvalidParameter.requirePositive("factor", factor);
    }

    static PRope from(Params params) {
        return new PRope(params.number("partial_rotary_factor", "p").orElse(1), params.number("factor", 1));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int kept = (int) Math.floor(partialRotaryFactor * context.geometry().rotaryDim() / 2);
        return PositionEncoding.ofFrequencies(
                context.baseFrequencies().map((i, theta) -> i < kept ? theta / factor : 0),
                Trace.none().with("rotated_pairs", kept, "floor(p·d/2)"));
    }
}

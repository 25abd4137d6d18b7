package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.CURRENT_LENGTH;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TARGET_LENGTH;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Resonance RoPE: after any frequency map, every wavelength is rounded to a whole number of tokens (half to even, as
 * torch.round), so that a pair meets the same angles again and again and sees none that training did not show. The
 * fastest pair goes from 1 to 2π/6 = 1.0472. A pair that does not turn stays still.
 *
 * <p>Source: Wang et al. 2024, Resonance RoPE, arXiv 2403.00071; github sheryc/resonance_rope.
 *
 * @param inner the map whose wavelengths are rounded
 */
public record Resonance(RopeStrategy inner) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "resonance",
            1,
            "Resonance RoPE",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ''_i = 2π / round(2π/θ'_i) with θ' of the inner strategy; written resonance(inner)",
            List.of(ParameterDoc.of(
                    "inner",
                    "none",
                    "a strategy",
                    "the map whose wavelengths are rounded",
                    Map.of("rope_type", "none"),
                    Map.of("rope_type", "yarn", "factor", 4),
                    Map.of("rope_type", "yarn"),
                    Map.of("rope_type", "dynamic_ntk", "factor", 2))),
            Optional.empty(),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH, CURRENT_LENGTH),
            Set.of(SHIFT, ORIGIN),
            List.of(new Source(
                    "Wang et al.", 2024, "Resonance RoPE", "arXiv 2403.00071; github sheryc/resonance_rope")),
            Map.of());

    static Resonance from(Params params, Function<Map<String, Object>, RopeStrategy> reader) {
        return new Resonance(reader.apply(params.block("inner", Map.of("rope_type", "none"))));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public boolean dynamic() {
        return inner.dynamic();
    }

    @Override
    public RotaryGeometry rotated(RotaryGeometry given) {
        return inner.rotated(given);
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        PositionEncoding encoding = inner.encode(context);
        FrequencySchedule resonant =
                encoding.frequencies().map((i, omega) -> omega == 0 ? 0 : 2 * Math.PI / Math.rint(2 * Math.PI / omega));
        return new PositionEncoding(
                resonant,
                encoding.positions(),
                encoding.attention(),
                encoding.radial(),
                encoding.axes(),
                encoding.trace());
    }
}

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
 * Giraffe's power basis: θ'_i = θ_i·(1 - i/(d/2))^k, which slows slow pairs most; the slowest is nearly still.
 *
 * <p>Source: Pal et al. 2023, Giraffe, arXiv 2308.10882; github abacusai/Long-Context, python/models/interpolate.py.
 *
 * @param scalePower k, 0 or above; 0 is off
 * @param scale divides every frequency first, at least 1
 */
public record GiraffePower(double scalePower, double scale) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "giraffe_power",
            1,
            "Giraffe power basis",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = θ_i/scale·(1 - 2i/d)^k",
            List.of(
                    ParameterDoc.of("scale_power", "0", "0 or above", "k", 0.1, 0.5),
                    ParameterDoc.of("scale", "1", "at least 1", "divides every frequency", 1, 4)),
            Optional.of(Map.of()),
            Set.of(BASE, ROTARY_DIM),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Pal et al.",
                    2023,
                    "Giraffe",
                    "arXiv 2308.10882; github abacusai/Long-Context, python/models/interpolate.py")),
            Map.of());

    /** Checks the parameters. */
    public GiraffePower {
        InvalidParameter.requireNotNegative("scale_power", scalePower);
        GiraffeFormula.checkScale(scale);
    }

    static GiraffePower from(Params params) {
        return new GiraffePower(params.number("scale_power", 0), params.number("scale", 1));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        return PositionEncoding.ofFrequencies(GiraffeFormula.power(context, scale, scalePower), Trace.none());
    }
}

package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
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
import java.util.OptionalInt;
import java.util.Set;

/**
 * Giraffe's truncated basis: fast pairs stay, a middle band gets one common slow frequency, slow pairs stand still. Lower
 * bounds are inclusive.
 *
 * <p>Source: Pal et al. 2023, Giraffe, arXiv 2308.10882; github abacusai/Long-Context, python/models/interpolate.py.
 *
 * @param truncate T, tokens; 0 truncates nothing, as in the authors' code; absent: the trained length
 * @param scale divides every frequency first, at least 1
 * @param scalePower power applied after the scale and before the truncation, 0 or above
 */
public record GiraffeTruncated(OptionalInt truncate, double scale, double scalePower) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "giraffe_truncated",
            1,
            "Giraffe truncated basis",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "with θ after scale and power: θ if θ ≥ 2π/T; 2π/(16T) if θ ≥ 2π/(8T); else 0",
            List.of(
                    ParameterDoc.of(
                            "truncate",
                            "trained length",
                            "a whole number, 0 or above; 0 truncates nothing",
                            "T",
                            2048,
                            512),
                    ParameterDoc.of("scale", "1", "at least 1", "divides every frequency", 1, 4),
                    ParameterDoc.of("scale_power", "0", "0 or above", "see giraffe_power", 0, 0.5)),
            Optional.of(Map.of("truncate", 0)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Pal et al.",
                    2023,
                    "Giraffe",
                    "arXiv 2308.10882; github abacusai/Long-Context, python/models/interpolate.py")),
            Map.of());

    /** Checks the parameters. */
    public GiraffeTruncated {
        truncate.ifPresent(t -> InvalidParameter.require(t >= 0, "truncate", t, "be 0 or above, in tokens"));
        GiraffeFormula.checkScale(scale);
        InvalidParameter.requireNotNegative("scale_power", scalePower);
    }

    static GiraffeTruncated from(Params params) {
        return new GiraffeTruncated(
                params.integer("truncate"), params.number("scale", 1), params.number("scale_power", 0));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int tokens = truncate.orElse(context.lengths().trained());
        double slowestKept = tokens == 0 ? 0 : 2 * Math.PI / tokens;
        double slowestMoving = slowestKept / 8;
        double middle = slowestKept / 16;
        return PositionEncoding.ofFrequencies(
                GiraffeFormula.power(context, scale, scalePower)
                        .map((i, theta) -> theta >= slowestKept ? theta : theta >= slowestMoving ? middle : 0),
                Trace.none()
                        .with("kept.frequency_from", slowestKept, "2π/T")
                        .with("still.frequency_below", slowestMoving, "2π/(8T)"));
    }
}

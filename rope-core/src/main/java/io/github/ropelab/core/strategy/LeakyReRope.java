package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.BranchSelector;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.Piecewise;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
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
 * Leaky ReRoPE: beyond the window w, distances go on with step 1/k. As the authors' code writes it, the far branch puts
 * the query at (i + w(k-1))/k and the key at j/k, so that their distance is w + (i-j-w)/k. The log-n query temperature
 * of that code is a separate thing ({@code log_n}) and not included.
 *
 * <p>Source: Su 2023, ReRoPE, kexue.fm/archives/9708; github bojone/rerope, leaky_rerope_patch.py.
 *
 * @param window w, tokens; absent: half of the trained length (the code is set up with 512 for a model of 4096)
 * @param scalingFactor k above 0; 1 leaves every distance, infinity would be ReRoPE
 */
public record LeakyReRope(OptionalInt window, double scalingFactor) implements RopeStrategy {
    /** {@code scaling_factor} at the end of leaky_rerope_patch.py. */
    private static final double AUTHORS_FACTOR = 16;

    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "leaky_rerope",
            1,
            "Leaky ReRoPE",
            Set.of(StrategyClass.WINDOW),
            "distance(i, j) = i-j if i-j < w, else w + (i-j-w)/k",
            List.of(
                    ParameterDoc.of(
                            "window", "trained length / 2", "at least 1 token", "w, where the step changes", 16, 64),
                    ParameterDoc.of("scaling_factor", "16", "above 0", "k, 1/step beyond the window", 4, 8)),
            Optional.of(Map.of("window", 1_000_000_000)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Su", 2023, "ReRoPE", "kexue.fm/archives/9708; github bojone/rerope, leaky_rerope_patch.py")),
            Map.of());

    /** Checks window and factor. */
    public LeakyReRope {
        window.ifPresent(w -> InvalidParameter.require(w >= 1, "window", w, "be at least 1 token"));
        InvalidParameter.requirePositive("scaling_factor", scalingFactor);
    }

    static LeakyReRope from(Params params) {
        return new LeakyReRope(params.integer("window"), params.number("scaling_factor", AUTHORS_FACTOR));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int w = window.orElse(Math.max(1, context.lengths().trained() / 2));
        double k = scalingFactor;
        Branch near = Branch.both("near", new PositionMap.Identity());
        Branch far = new Branch("far", new PositionMap.Divided(w * (k - 1), k), new PositionMap.Divided(0, k));
        return PositionEncoding.ofPositions(
                context.baseFrequencies(),
                new Piecewise(List.of(near, far), new BranchSelector.WithinWindow(w)),
                Trace.none().with("window", w));
    }
}

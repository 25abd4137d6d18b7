package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.Branch;
import io.github.ropelab.core.BranchSelector;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.Piecewise;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.PositionScheme;
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
 * ReRoPE: distances beyond the window all count as the window. Two branches: {@code near} with positions as they are,
 * {@code far} with every query at w and every key at 0. The log-n query temperature of the authors' code is a separate
 * thing and not included.
 *
 * <p>Source: Su 2023, ReRoPE, kexue.fm/archives/9708; github bojone/rerope, rerope_patch.py.
 *
 * @param window w, tokens; absent: half of the trained length
 */
public record ReRope(OptionalInt window) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "rerope",
            1,
            "Rectified RoPE",
            Set.of(StrategyClass.WINDOW),
            "distance(i, j) = min(i-j, w)",
            List.of(ParameterDoc.of(
                    "window", "trained length / 2", "at least 1 token", "w, the largest distance", 16, 64)),
            Optional.of(Map.of("window", 1_000_000_000)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source("Su", 2023, "ReRoPE", "kexue.fm/archives/9708; github bojone/rerope, rerope_patch.py")),
            Map.of());

    /** Checks the window. */
    public ReRope {
        window.ifPresent(w -> InvalidParameter.require(w >= 1, "window", w, "be at least 1 token"));
    }

    static ReRope from(Params params) {
        return new ReRope(params.integer("window"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int w = window.orElse(Math.max(1, context.lengths().trained() / 2));
        Branch near = Branch.both("near", new PositionMap.Identity());
        Branch far = new Branch("far", new PositionMap.Constant(w), new PositionMap.Constant(0));
        PositionScheme scheme = new Piecewise(List.of(near, far), new BranchSelector.WithinWindow(w));
        return new PositionEncoding(
                context.baseFrequencies(),
                scheme,
                AttentionScale.none(),
                Trace.none().with("window", w));
    }
}

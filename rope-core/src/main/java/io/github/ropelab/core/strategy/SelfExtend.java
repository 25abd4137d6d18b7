package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;

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
import java.util.Set;

/**
 * Self-Extend: beyond the neighbour window W, tokens count in groups of G. The paper's W is a number of whole groups; the
 * authors' code divides W by G exactly and gets fractional positions where G does not divide W. Distances depend on where
 * the groups start, not on i-j alone.
 *
 * <p>Source: Jin et al. 2024, LLM Maybe LongLM: Self-Extend LLM Context Window Without Tuning, arXiv 2401.01325;
 * github datamllab/LongLM, self_extend_patch/Llama.py.
 *
 * @param groupSize G, tokens, at least 1
 * @param neighborWindow W, tokens, at least 1
 * @param rounding of W/G
 */
public record SelfExtend(int groupSize, int neighborWindow, Rounding rounding) implements RopeStrategy {
    /** How W/G is taken. */
    public enum Rounding {
        /** As the code: true division. */
        EXACT,
        /** As the paper: whole groups. */
        FLOOR
    }

    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "self_extend",
            1,
            "Self-Extend",
            Set.of(StrategyClass.WINDOW),
            "distance(i, j) = i-j if i-j < W, else floor(i/G) + W - W/G - floor(j/G)",
            List.of(
                    ParameterDoc.of("group_size", "8", "at least 1 token", "G, tokens that share a position", 3, 7),
                    ParameterDoc.of("neighbor_window", "1024", "at least 1 token", "W, where grouping starts", 16, 40),
                    ParameterDoc.of(
                            "rounding",
                            "exact",
                            "exact or floor",
                            "of W/G: exact as the authors' code, floor as the paper",
                            "exact",
                            "floor")),
            Optional.of(Map.of("group_size", 1)),
            Set.of(BASE, ROTARY_DIM),
            Set.of(ORIGIN, MONOTONE),
            List.of(new Source(
                    "Jin et al.",
                    2024,
                    "LLM Maybe LongLM: Self-Extend LLM Context Window Without Tuning",
                    "arXiv 2401.01325; github datamllab/LongLM, self_extend_patch/Llama.py")),
            Map.of("llama.cpp", "--grp-attn-n G --grp-attn-w W (some tools; shifts positions instead)"));

    /** Checks both sizes. */
    public SelfExtend {
        InvalidParameter.require(groupSize >= 1, "group_size", groupSize, "be at least 1 token");
        InvalidParameter.require(neighborWindow >= 1, "neighbor_window", neighborWindow, "be at least 1 token");
    }

    static SelfExtend from(Params params) {
        return new SelfExtend(
                params.integer("group_size", 8),
                params.integer("neighbor_window", 1024),
                params.choice("rounding", Rounding.EXACT));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        double groups = rounding == Rounding.FLOOR ? neighborWindow / groupSize : (double) neighborWindow / groupSize;
        Branch near = Branch.both("near", new PositionMap.Identity());
        Branch grouped = new Branch(
                "grouped",
                new PositionMap.FloorDivided(groupSize, neighborWindow, groups),
                new PositionMap.FloorDivided(groupSize, 0, 0));
        return PositionEncoding.ofPositions(
                context.baseFrequencies(),
                new Piecewise(List.of(near, grouped), new BranchSelector.WithinWindow(neighborWindow)),
                Trace.none().with("query_shift", neighborWindow - groups));
    }
}

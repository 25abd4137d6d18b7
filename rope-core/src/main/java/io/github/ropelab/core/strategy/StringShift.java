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
 * STRING (shifted rotary position embedding): distances from S on are shifted down, so that frequent ones overwrite those
 * that training hardly showed; W keeps a local gap. At the border the distance drops from S-1 to W.
 *
 * <p>Source: An et al. 2024, Why Does the Effective Context Length of LLMs Fall Short?, arXiv 2410.18745; github
 * HKUNLP/STRING, string_for_llama.py.
 *
 * @param shift S, tokens, at least 1; absent: a third of the trained length
 * @param localWindow W, tokens, 0 or above and at most S; absent: 128, or S where that is smaller
 * @param attentionFactor amplitude on cos and sin; the authors' code uses 0.1·ln 2 + 1, the position map has none
 */
public record StringShift(OptionalInt shift, OptionalInt localWindow, double attentionFactor) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "string",
            1,
            "STRING, shifted rotary positions",
            Set.of(StrategyClass.WINDOW, StrategyClass.TEMPERATURE),
            "distance(i, j) = i-j if i-j < S, else i-j-S+W",
            List.of(
                    ParameterDoc.of("shift", "trained length / 3", "at least 1 token", "S, tokens left out", 16, 64),
                    ParameterDoc.of(
                            "local_window",
                            "128, at most shift",
                            "0 or above, at most shift",
                            "W, smallest shifted distance",
                            4,
                            8),
                    ParameterDoc.of(
                            "attention_factor",
                            "1",
                            "above 0",
                            "amplitude on cos and sin; the authors' code: 0.1·ln 2 + 1",
                            1,
                            1.0693147180559945)),
            Optional.of(Map.of("shift", 1_000_000_000)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "An et al.",
                    2024,
                    "Why Does the Effective Context Length of LLMs Fall Short?",
                    "arXiv 2410.18745; github HKUNLP/STRING, string_for_llama.py")),
            Map.of());

    /** Checks what can be checked without a context. */
    public StringShift {
        shift.ifPresent(s -> InvalidParameter.require(s >= 1, "shift", s, "be at least 1 token"));
        localWindow.ifPresent(w -> InvalidParameter.require(w >= 0, "local_window", w, "be 0 or above"));
        if (shift.isPresent() && localWindow.isPresent()) {
            requireAtMost(localWindow.getAsInt(), shift.getAsInt());
        }
        InvalidParameter.requirePositive("attention_factor", attentionFactor);
    }

    static StringShift from(Params params) {
        return new StringShift(
                params.integer("shift"), params.integer("local_window"), params.number("attention_factor", 1));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int s = shift.orElse(Math.max(1, context.lengths().trained() / 3));
        int w = localWindow.orElse(Math.min(128, s));
        requireAtMost(w, s);
        Branch near = Branch.both("near", new PositionMap.Identity());
        Branch shifted = new Branch("shifted", new PositionMap.Offset(w - s), new PositionMap.Identity());
        return new PositionEncoding(
                context.baseFrequencies(),
                new Piecewise(List.of(near, shifted), new BranchSelector.WithinWindow(s)),
                AttentionScale.amplitude(attentionFactor),
                Trace.none().with("shift", s).with("local_window", w));
    }

    private static void requireAtMost(int local, int shift) {
        InvalidParameter.require(
                local <= shift, "local_window", local, "be at most shift (" + shift + "): distances shift down");
    }
}

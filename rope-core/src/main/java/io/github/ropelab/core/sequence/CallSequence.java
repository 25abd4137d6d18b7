package io.github.ropelab.core.sequence;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls of a model, one after another, by the length of their text.
 *
 * @param lengths tokens in each call, cached ones included; at least one call, each at least 1
 */
public record CallSequence(List<Integer> lengths) {
    /** Checks and copies the list. */
    public CallSequence {
        lengths = List.copyOf(lengths);
        InvalidParameter.require(!lengths.isEmpty(), "calls", lengths, "name at least one length");
        lengths.forEach(length -> InvalidParameter.require(length >= 1, "calls", length, "be at least 1 token each"));
    }

    /** The calls where only the current length follows them. */
    public List<Step> run(RopeStrategy strategy, RopeContext context, StateRule rule) {
        return run(strategy, context, rule, FollowedLengths.CURRENT);
    }

    /**
     * The encoding of each call and the error of the keys that are cached by then. Cost: for each call a sine for each
     * cached key, pair and branch whose encoding changed.
     *
     * @param context geometry, base and lengths; its current length is read by {@link StateRule#FIXED} only
     * @throws InvalidParameter if the strategy is not defined at some length, or a call is longer than a fixed length
     */
    public List<Step> run(RopeStrategy strategy, RopeContext context, StateRule rule, FollowedLengths followed) {
        int trained = context.lengths().trained();
        int effective = rule == StateRule.FIXED ? context.lengths().current() : trained;
        List<Step> steps = new ArrayList<>();
        List<CachedRun> cache = new ArrayList<>();
        int before = 0;
        for (int length : lengths) {
            effective = rule.next(effective, length, trained);
            InvalidParameter.require(
                    rule != StateRule.FIXED || length <= effective,
                    "calls",
                    length,
                    "be at most the length that the engine was started for (" + effective + ")");
            PositionEncoding encoding = strategy.encode(context.withLengths(followed.at(context.lengths(), effective)));
            if (length <= before) {
                cache.clear();
                before = 0;
            }
            steps.add(new Step(length, effective, encoding, StaleKeys.of(cache, encoding)));
            cache.add(new CachedRun(before, length, encoding));
            before = length;
        }
        return List.copyOf(steps);
    }
}

package io.github.ropelab.model.config;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.sequence.StateRule;
import java.util.Set;
import java.util.TreeSet;

/** The LongRoPE authors' code, {@code rope/longrope.py} of microsoft/LongRoPE: one list, whatever the length. */
final class LongRopeCodeRules implements DialectRules {
    private static final Set<String> IMPLEMENTED = new TreeSet<>(Set.of("none", "abf", "longrope", "longrope_dynamic"));

    @Override
    public void apply(BlockDraft draft) {
        draft.requireOneOf(Dialect.LONGROPE_CODE, IMPLEMENTED);
        draft.ignore("the LongRoPE code", "short_factor", "attention_factor", "factor", "short_mscale", "long_mscale");
    }

    @Override
    public StateRule state(RopeStrategy strategy) {
        return StateRule.PER_CALL;
    }

    @Override
    public Lengths lengths(LengthFacts facts, RopeStrategy strategy) {
        return facts.perSequence(
                facts.trainedOr(facts.topOriginal(), facts.blockOriginal(), facts.maxPositions()), strategy);
    }
}

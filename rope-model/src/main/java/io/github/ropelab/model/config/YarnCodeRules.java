package io.github.ropelab.model.config;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.sequence.StateRule;
import java.util.Set;
import java.util.TreeSet;

/** The YaRN authors' code, {@code scaled_rope} of jquesnelle/yarn. */
final class YarnCodeRules implements DialectRules {
    private static final Set<String> IMPLEMENTED = new TreeSet<>(Set.of(
            "none",
            "abf",
            "linear",
            "ntk_aware",
            "dynamic_ntk",
            "dynamic_linear",
            "ntk_by_parts_v1",
            "yarn",
            "dynamic_yarn"));

    @Override
    public void apply(BlockDraft draft) {
        draft.requireOneOf(Dialect.YARN_CODE, IMPLEMENTED);
        if (draft.id().equals("yarn") || draft.id().equals("dynamic_yarn")) {
            draft.ignore(
                    "the YaRN code",
                    "attention_factor",
                    "truncate",
                    "mscale",
                    "mscale_all_dim",
                    "amplitude_rule",
                    EngineSpellings.APPLY_YARN_SCALING);
        }
    }

    @Override
    public StateRule state(RopeStrategy strategy) {
        return StateRule.GROWING;
    }

    @Override
    public Lengths lengths(LengthFacts facts, RopeStrategy strategy) {
        return facts.perSequence(
                facts.trainedOr(facts.blockOriginal(), facts.topOriginal(), facts.maxPositions()), strategy);
    }
}

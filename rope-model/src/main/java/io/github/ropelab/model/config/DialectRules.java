package io.github.ropelab.model.config;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.sequence.StateRule;

/** How one engine reads rope blocks and lengths. Stateless. */
interface DialectRules {
    /** Turns a draft in the catalogue's spelling into what the engine would compute. */
    void apply(BlockDraft draft);

    /** Whether {@code dynamic} with {@code alpha} is a static NTK-aware base for this model. */
    default boolean readsAlpha(ModelFacts model) {
        return true;
    }

    /** θ base of a config that gives none. */
    default double defaultBase(ModelFacts model) {
        return DefaultBases.of(model);
    }

    /** What the engine remembers between calls. */
    StateRule state(RopeStrategy strategy);

    /** The trained, target and current length that the engine's formulas see. */
    Lengths lengths(LengthFacts facts, RopeStrategy strategy);
}

package io.github.ropelab.experiments.config;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a config says about the model around a rope block, as far as engines look at it when they read the block.
 *
 * @param modelType {@code model_type}
 * @param nested whether the block is one of several, by layer type
 * @param partialRotaryFactor share of the head that rotates, from outside of the block
 */
record ModelFacts(Optional<String> modelType, boolean nested, OptionalDouble partialRotaryFactor) {
    /** A block without a model around it. */
    static ModelFacts unknown() {
        return new ModelFacts(Optional.empty(), false, OptionalDouble.empty());
    }

    /** Whether {@code model_type} is given and starts so. */
    boolean isType(String prefix) {
        return modelType.filter(type -> type.startsWith(prefix)).isPresent();
    }
}

package io.github.ropelab.model.config;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All lengths that a config, its block and a user may name, in tokens.
 *
 * @param maxPositions {@code max_position_embeddings}
 * @param topOriginal {@code original_max_position_embeddings} beside the block
 * @param blockOriginal {@code original_max_position_embeddings} inside of the block
 * @param maxTrained {@code max_trained_positions} (vLLM's dynamic)
 * @param configServed {@code max_model_len} or llama.cpp's {@code n_ctx}, where the config holds it
 * @param nested whether the block is one of several, by layer type
 * @param ownScaling whether the strategy is the config's own, so that its lengths belong together
 * @param trained asked for by the user; wins
 * @param target asked for by the user; wins
 * @param current asked for by the user
 * @param served length that the engine is started for, asked for by the user; wins
 */
record LengthFacts(
        OptionalInt maxPositions,
        OptionalInt topOriginal,
        OptionalInt blockOriginal,
        OptionalInt maxTrained,
        OptionalInt configServed,
        boolean nested,
        boolean ownScaling,
        OptionalInt trained,
        OptionalInt target,
        OptionalInt current,
        OptionalInt served) {

    /** Whether anything says how long the model was trained. */
    boolean trainedKnown() {
        return first(trained, maxTrained, topOriginal, blockOriginal, maxPositions)
                .isPresent();
    }

    LengthFacts withTrained(int tokens) {
        return new LengthFacts(
                maxPositions,
                topOriginal,
                blockOriginal,
                maxTrained,
                configServed,
                nested,
                ownScaling,
                OptionalInt.of(tokens),
                target,
                current,
                served);
    }

    /** The first that is there; the user's word first. */
    int trainedOr(OptionalInt... candidates) {
        if (trained.isPresent()) {
            return trained.getAsInt();
        }
        return first(candidates)
                .orElseThrow(() -> new InvalidParameter("max_position_embeddings", "missing", "be given"));
    }

    static OptionalInt first(OptionalInt... candidates) {
        for (OptionalInt candidate : candidates) {
            if (candidate.isPresent()) {
                return candidate;
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The length that the strategy is made for: the user's; trained × factor where a static strategy has a factor, or
     * {@code max_position_embeddings} where the config that has the factor says more; else {@code max_position_embeddings};
     * else the current or the trained length.
     */
    int target(int trainedLength, RopeStrategy strategy) {
        if (target.isPresent()) {
            return target.getAsInt();
        }
        Optional<Double> factor = strategy.dynamic()
                ? Optional.empty()
                : blocks(strategy.block()).stream()
                        .map(block -> block.get("factor"))
                        .filter(Double.class::isInstance)
                        .map(Double.class::cast)
                        .findFirst();
        if (factor.isPresent()) {
            int extended = Lengths.extendedBy(trainedLength, factor.get());
            return ownScaling ? Math.max(extended, maxPositions.orElse(extended)) : extended;
        }
        return first(maxPositions, current).orElse(trainedLength);
    }

    /** The ids of a strategy and of those that it is made of. */
    static List<String> ids(RopeStrategy strategy) {
        return blocks(strategy.block()).stream()
                .map(block -> String.valueOf(block.get("rope_type")))
                .toList();
    }

    /** A block and all blocks inside of it. */
    private static List<Map<?, ?>> blocks(Object value) {
        List<Map<?, ?>> found = new ArrayList<>();
        if (value instanceof Map<?, ?> block) {
            found.add(block);
            block.values().forEach(inner -> found.addAll(blocks(inner)));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> found.addAll(blocks(inner)));
        }
        return found;
    }

    /**
     * The lengths of an engine that looks at the sequence at hand. Before it has seen one, a dynamic rule has the served
     * length, where the user or the config names one, or else the trained length.
     */
    Lengths perSequence(int trainedLength, RopeStrategy strategy) {
        int targetLength = target(trainedLength, strategy);
        int untold = strategy.dynamic() && target.isEmpty()
                ? first(served, configServed).orElse(trainedLength)
                : targetLength;
        return new Lengths(trainedLength, targetLength, current.orElse(untold));
    }

    /**
     * The lengths of an engine that makes one table when it starts: the current length of its formulas is the served one.
     */
    Lengths perServer(int trainedLength, RopeStrategy strategy) {
        int targetLength = target(trainedLength, strategy);
        int longest = Math.max(maxPositions.orElse(targetLength), current.orElse(1));
        int servedLength = first(served, configServed).orElse(longest);
        return new Lengths(
                trainedLength, targetLength, strategy.dynamic() ? servedLength : current.orElse(targetLength));
    }
}

package io.github.ropelab.model.checkpoint;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.layer.ModelRope;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.llama.RotaryPart;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a checkpoint is run with: its own rotary part, or a strategy in place of it. Layers that do not rotate stay so.
 *
 * @param strategy block of the strategy, {@code {rope_type: ..., ...}}; empty for what the config says
 * @param base θ base in place of the config's
 * @param trained trained length in place of the config's, tokens
 * @param target length that the modification is made for, tokens; empty to follow from the strategy
 * @param dialect whose reading of the block
 */
public record RotaryChoice(
        Optional<Map<String, Object>> strategy,
        OptionalDouble base,
        OptionalInt trained,
        OptionalInt target,
        Dialect dialect) {
    /** What the config says, as transformers reads it. */
    public static RotaryChoice ofConfig() {
        return new RotaryChoice(
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Dialect.TRANSFORMERS);
    }

    /** A strategy in place of the config's. */
    public static RotaryChoice ofStrategy(Map<String, Object> block) {
        return new RotaryChoice(
                Optional.of(block),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Dialect.TRANSFORMERS);
    }

    /**
     * The rotary part of a sequence.
     *
     * @param current its length, tokens
     * @throws InvalidParameter if the strategy is not defined here
     */
    public RotaryPart at(Checkpoint checkpoint, int current) {
        RopeRequest request = request(checkpoint, strategy, current);
        RopeSetup setup = request.resolve();
        ModelRope layers =
                request.model().orElseThrow(() -> new InvalidParameter("num_hidden_layers", "missing", "be given"));
        RotaryGeometry given = request(checkpoint, Optional.empty(), current)
                .resolve()
                .context()
                .geometry();
        return new RotaryPart(layers, given, setup.context().lengths());
    }

    private RopeRequest request(Checkpoint checkpoint, Optional<Map<String, Object>> block, int current) {
        return RopeRequest.ofConfigText(checkpoint.origin(), checkpoint.config(), block)
                .dialect(dialect)
                .base(base)
                .lengths(trained, target, OptionalInt.of(current));
    }
}

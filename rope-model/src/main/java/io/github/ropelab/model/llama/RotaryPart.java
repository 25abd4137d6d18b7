package io.github.ropelab.model.llama;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.layer.LayerRule;
import io.github.ropelab.core.layer.ModelRope;

/**
 * What a model does with positions at one length.
 *
 * @param layers rule of each layer
 * @param geometry shape of a head, before strategies have their say on the rotated width
 * @param lengths trained, target and current; the current one is the length of the sequence
 * @param seen the lengths that the rules follow: an engine that makes one table at load takes the target for the current
 */
public record RotaryPart(ModelRope layers, RotaryGeometry geometry, Lengths lengths, Lengths seen) {
    /** Rules that follow the lengths of the sequence. */
    public RotaryPart(ModelRope layers, RotaryGeometry geometry, Lengths lengths) {
        this(layers, geometry, lengths, lengths);
    }

    /** The context of a layer's encoding. */
    public RopeContext context(LayerRule rule) {
        return new RopeContext(rule.strategy().rotated(geometry), rule.base(), lengths);
    }

    /** The encoding of a layer. */
    public PositionEncoding encoding(LayerRule rule) {
        return rule.encode(geometry, seen);
    }
}

package io.github.ropelab.core.layer;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the layers of one kind do with positions.
 *
 * @param kind name of the kind, as in {@code sliding_attention}
 * @param strategy how positions enter
 * @param base θ base of these layers, above 1; a strategy without rotation does not read it
 * @param visibility which keys a query sees
 */
public record LayerRule(String kind, RopeStrategy strategy, double base, Visibility visibility) {
    /** Checks name and base. */
    public LayerRule {
        InvalidParameter.require(kind != null && !kind.isBlank(), "layer_type", kind, "be named");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(visibility, "visibility");
        InvalidParameter.require(
                base > 1 && base < Double.POSITIVE_INFINITY, "rope_theta", base, "be a finite number above 1");
    }

    /** The same layers without rotation (NoPE), under another name. */
    public LayerRule withoutRotation(String otherKind, Visibility otherVisibility) {
        return new LayerRule(otherKind, unrotated(), base, otherVisibility);
    }

    /** The same layers without rotation and with the given temperature, under another name. */
    public LayerRule withoutRotation(String otherKind, Visibility otherVisibility, RopeStrategy temperature) {
        return new LayerRule(otherKind, Strategies.join(List.of(unrotated(), temperature)), base, otherVisibility);
    }

    private static RopeStrategy unrotated() {
        return Strategies.read(Map.of("rope_type", "nope"));
    }

    /**
     * The encoding of a head of these layers.
     *
     * @param given shape of a head, before the strategy has its say on the rotated width
     * @throws InvalidParameter if the strategy is not defined here
     */
    public PositionEncoding encode(RotaryGeometry given, Lengths lengths) {
        return strategy.encode(new RopeContext(strategy.rotated(given), base, lengths));
    }
}

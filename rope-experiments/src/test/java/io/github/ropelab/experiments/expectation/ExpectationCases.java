package io.github.ropelab.experiments.expectation;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.LinkedHashMap;
import java.util.Map;

/** The strategies of the tables, by their names there. */
final class ExpectationCases {
    private ExpectationCases() {}

    /** Base 10000, trained 2048, factor 4. */
    static RopeContext context(int headDim, int current) {
        return new RopeContext(
                RotaryGeometry.full(headDim, Pairing.HALF_SPLIT), 10_000, new Lengths(2048, 8192, current));
    }

    static Map<String, PositionEncoding> encodings(RopeContext context) {
        Map<String, PositionEncoding> encodings = new LinkedHashMap<>();
        encodings.put("base", encode(context, Map.of("rope_type", "none")));
        encodings.put("pi", encode(context, Map.of("rope_type", "linear", "factor", 4)));
        encodings.put("ntk", encode(context, Map.of("rope_type", "ntk_aware", "factor", 4)));
        encodings.put(
                "yarn_nofactor", encode(context, Map.of("rope_type", "yarn", "factor", 4, "attention_factor", 1)));
        encodings.put("yarn", encode(context, Map.of("rope_type", "yarn", "factor", 4)));
        encodings.put(
                "abf5e5",
                encode(new RopeContext(context.geometry(), 500_000, context.lengths()), Map.of("rope_type", "none")));
        return encodings;
    }

    static PositionEncoding encode(RopeContext context, Map<String, Object> block) {
        return Strategies.read(block).encode(context);
    }
}

package io.github.ropelab.experiments.convention;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.io.InvalidInput;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How facts ask: the config or strategy of a row, read as a user would have it read. */
final class Reading {
    private Reading() {}

    /** What an engine makes of a config. */
    static PositionEncoding of(Dialect dialect, String json) {
        return config(dialect, json).resolve().encoding();
    }

    /** A request for a config. */
    static RopeRequest config(Dialect dialect, String json) {
        return RopeRequest.ofConfigText("config", json).dialect(dialect);
    }

    /** A strategy without a model. */
    static RopeSetup strategy(String text, int headDim, double base, int trained) {
        return RopeRequest.ofStrategy(text)
                .widths(OptionalInt.of(headDim), OptionalInt.empty())
                .base(OptionalDouble.of(base))
                .lengths(OptionalInt.of(trained), OptionalInt.empty(), OptionalInt.empty())
                .resolve();
    }

    /** A config for a sequence of this many tokens. */
    static RopeSetup at(Dialect dialect, String json, int current) {
        return config(dialect, json)
                .lengths(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(current))
                .resolve();
    }

    /** A config on a server that was started for this many tokens, with a prompt of {@code current} tokens. */
    static RopeSetup served(Dialect dialect, String json, int served, int current) {
        return config(dialect, json)
                .served(OptionalInt.of(served))
                .lengths(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(current))
                .resolve();
    }

    /** A config with another trained length. */
    static RopeSetup trained(Dialect dialect, String json, int trained, int current) {
        return config(dialect, json)
                .lengths(OptionalInt.of(trained), OptionalInt.empty(), OptionalInt.of(current))
                .resolve();
    }

    /** One of the blocks by layer type of a config. */
    static PositionEncoding layer(Dialect dialect, String json, String type) {
        return config(dialect, json).layerType(Optional.of(type)).resolve().encoding();
    }

    /** The pair where {@code other} lies furthest from {@code reference}, relative to it. */
    static int furthestPair(PositionEncoding reference, PositionEncoding other) {
        int furthest = 0;
        for (int i = 0; i < reference.frequencies().pairs(); i++) {
            if (difference(reference, other, i) > difference(reference, other, furthest)) {
                furthest = i;
            }
        }
        return furthest;
    }

    /** The largest |ω' - ω|/ω over all pairs. */
    static double largestDifference(PositionEncoding reference, PositionEncoding other) {
        InvalidParameter.require(
                reference.frequencies().pairs() == other.frequencies().pairs(),
                "pairs",
                other.frequencies().pairs(),
                "be as many as those of the reference ("
                        + reference.frequencies().pairs() + ")");
        return difference(reference, other, furthestPair(reference, other));
    }

    /** |ω' - ω|/ω of one pair. */
    static double difference(PositionEncoding reference, PositionEncoding other, int pair) {
        double omega = reference.frequencies().omega(pair);
        return Math.abs(other.frequencies().omega(pair) - omega) / omega;
    }

    /** A on cos and sin. */
    static double amplitude(PositionEncoding encoding) {
        return encoding.attention().amplitude();
    }

    /** b of a geometric schedule, from its second frequency: b = ω_1^(-d/2). */
    static double base(FrequencySchedule frequencies) {
        return StrictMath.pow(frequencies.omega(1), -frequencies.pairs());
    }

    /** What a request is refused with, value included; or that it is not refused. */
    static String refusal(RopeRequest request) {
        try {
            request.resolve().encoding();
            return "accepted";
        } catch (InvalidParameter e) {
            return e.name() + " must " + e.rule();
        } catch (InvalidInput e) {
            return e.problems().get(0).path() + " must " + e.problems().get(0).rule();
        }
    }
}

package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.CURRENT_LENGTH;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TARGET_LENGTH;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.Uniform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several strategies at once: the parts of an encoding are orthogonal, so one part may change frequencies, another
 * positions, a third the temperature. Amplitudes and logit scales multiply. Two parts that change the same thing have no
 * common meaning and are refused; nest wrappers ({@code resonance}) instead. What holds of every part holds of the whole,
 * but no promise is made for all parts that may be named.
 *
 * <p>Source: RopeLab 2026, this toolkit, docs/concepts.md.
 *
 * @param parts at least one
 */
public record Combined(List<RopeStrategy> parts) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "combined",
            1,
            "Several strategies at once",
            Set.of(
                    StrategyClass.FREQUENCY_MAP,
                    StrategyClass.POSITION_MAP,
                    StrategyClass.WINDOW,
                    StrategyClass.TEMPERATURE),
            "frequencies of the part that changes them, position maps of the part that changes them; amplitudes and logit "
                    + "scales multiply; written a+b",
            List.of(ParameterDoc.required(
                    "parts",
                    "strategies that change different things",
                    "the strategies",
                    List.of(Map.of("rope_type", "yarn", "factor", 4), Map.of("rope_type", "rerope", "window", 16)),
                    List.of(Map.of("rope_type", "ntk_aware", "factor", 4), Map.of("rope_type", "offset", "offset", 7)),
                    List.of(
                            Map.of("rope_type", "yarn", "factor", 2),
                            Map.of("rope_type", "self_extend", "group_size", 3, "neighbor_window", 16)),
                    List.of(
                            Map.of("rope_type", "ntk_aware", "factor", 2),
                            Map.of("rope_type", "log_n", "training_length", 64)),
                    List.of(Map.of("rope_type", "yarn"), Map.of("rope_type", "rerope")),
                    List.of(Map.of("rope_type", "dynamic_ntk", "factor", 2), Map.of("rope_type", "llama4")))),
            Optional.of(Map.of("parts", List.of(Map.of("rope_type", "none")))),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH, CURRENT_LENGTH),
            Set.of(),
            List.of(new Source("RopeLab", 2026, "this toolkit", "docs/concepts.md")),
            Map.of());

    /** Copies the list. */
    public Combined {
        parts = List.copyOf(parts);
        InvalidParameter.require(!parts.isEmpty(), "parts", parts.size(), "name at least one strategy");
    }

    static Combined from(Params params, Function<Map<String, Object>, RopeStrategy> reader) {
        return new Combined(params.blocks("parts").stream().map(reader).toList());
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public boolean dynamic() {
        return parts.stream().anyMatch(RopeStrategy::dynamic);
    }

    @Override
    public RotaryGeometry rotated(RotaryGeometry given) {
        RotaryGeometry geometry = given;
        for (RopeStrategy part : parts) {
            geometry = part.rotated(geometry);
        }
        return geometry;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        List<PositionEncoding> encodings =
                parts.stream().map(part -> part.encode(context)).toList();
        FrequencySchedule frequencies =
                only("frequencies", encodings, PositionEncoding::frequencies, context.baseFrequencies());
        PositionScheme positions = only("positions", encodings, PositionEncoding::positions, Uniform.identity());
        RadialScale radial = only("norms", encodings, PositionEncoding::radial, RadialScale.none());
        PairAxes axes = only("position axes", encodings, PositionEncoding::axes, PairAxes.single());
        double amplitude = 1;
        for (PositionEncoding encoding : encodings) {
            amplitude *= encoding.attention().amplitude();
        }
        return new PositionEncoding(
                frequencies,
                positions,
                new AttentionScale(amplitude, logitScale(encodings)),
                radial,
                axes,
                trace(encodings));
    }

    /** What the one part that changes it says; {@code plain} where none does. */
    private <T> T only(String what, List<PositionEncoding> encodings, Function<PositionEncoding, T> property, T plain) {
        List<T> changed = encodings.stream()
                .map(property)
                .filter(value -> !value.equals(plain))
                .toList();
        InvalidParameter.require(
                changed.size() <= 1,
                "parts",
                parts.stream().map(part -> part.type().id()).collect(Collectors.joining("+")),
                "change different things, but " + changed.size() + " of them change the " + what);
        return changed.isEmpty() ? plain : changed.get(0);
    }

    private static LogitScale logitScale(List<PositionEncoding> encodings) {
        LogitScale one = new LogitScale.Constant(1);
        List<LogitScale> scales = encodings.stream()
                .map(encoding -> encoding.attention().logit())
                .filter(scale -> !scale.equals(one))
                .toList();
        return scales.isEmpty() ? one : scales.size() == 1 ? scales.get(0) : new LogitScale.Product(scales);
    }

    private Trace trace(List<PositionEncoding> encodings) {
        Trace trace = Trace.none();
        for (int i = 0; i < parts.size(); i++) {
            for (Map.Entry<String, Double> entry :
                    encodings.get(i).trace().derived().entrySet()) {
                trace = trace.with(
                        parts.get(i).type().id() + "." + entry.getKey(),
                        entry.getValue(),
                        encodings.get(i).trace().how(entry.getKey()));
            }
        }
        return trace;
    }
}

package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.ContextField;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A strategy in its context.
 *
 * @param strategy what is applied
 * @param context where
 */
public record Setting(RopeStrategy strategy, RopeContext context) {
    static final Catalog<StrategyType, RopeStrategy> CATALOG = Strategies.installed();

    /** The effect. */
    public PositionEncoding encoding() {
        return strategy.encode(context);
    }

    /** The effect, or nothing where the strategy is not defined in this context. */
    Optional<PositionEncoding> tried() {
        try {
            return Optional.of(encoding());
        } catch (InvalidParameter notDefined) {
            return Optional.empty();
        }
    }

    /** The same strategy with another θ base. */
    Setting withBase(double base) {
        return new Setting(strategy, new RopeContext(context.geometry(), base, context.lengths()));
    }

    /** The strategy of a block in this context; empty where a value breaks its rule. */
    Optional<Setting> with(Map<String, Object> block) {
        try {
            Map<String, Object> keys = new LinkedHashMap<>(block);
            String id = (String) keys.remove("rope_type");
            return Optional.of(new Setting(CATALOG.read(id, Params.of(keys)), context));
        } catch (InvalidParameter broken) {
            return Optional.empty();
        }
    }

    /** The strategy with one parameter changed; empty where the value breaks its rule. */
    Optional<Setting> with(String parameter, Object value) {
        Map<String, Object> block = new LinkedHashMap<>(strategy.block());
        block.put(parameter, value);
        return with(block);
    }

    /** Plain rotation in this context. */
    Setting plain() {
        return with(Map.of("rope_type", "none")).orElseThrow();
    }

    /** The name that Hugging Face's configs give the strategy, or its own. */
    String ropeType() {
        return switch (strategy.type().id()) {
            case "none", "mrope" -> "default";
            case "dynamic_ntk" -> "dynamic";
            case "p_rope" -> "proportional";
            default -> strategy.type().id();
        };
    }

    /** Parameters for people: {@code rope_type}, {@code rope_theta} and those of the strategy. */
    Map<String, Object> described() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("rope_type", ropeType());
        all.put("rope_theta", context.base());
        all.putAll(strategy.parameters());
        if (strategy.type().reads().contains(ContextField.TRAINED_LENGTH)) {
            boolean dynamicBase = strategy.type().id().equals("dynamic_ntk");
            all.put(
                    dynamicBase ? "max_position_embeddings" : "original_max_position_embeddings",
                    context.lengths().trained());
        }
        if (all.containsKey("long_factor")) {
            all.put(
                    "factor_list",
                    context.lengths().current() > context.lengths().trained() ? "long" : "short");
        }
        tried().ifPresent(encoding -> {
            SortedMap<String, Double> derived = encoding.trace().derived();
            if (derived.containsKey("base")) {
                all.put("effective_theta", derived.get("base"));
            }
            if (derived.containsKey("factor")) {
                all.putIfAbsent("factor", derived.get("factor"));
            }
            if (strategy.type().classes().contains(StrategyClass.TEMPERATURE)) {
                all.put("attention_factor", encoding.attention().amplitude());
            }
        });
        return all;
    }
}

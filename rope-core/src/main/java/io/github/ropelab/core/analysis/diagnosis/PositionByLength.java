package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.CACHE_TABLE;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.DYNAMIC_NTK;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.LONGROPE_SELECTION;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every token keeps the rotation that was right when it was written: φ = p·ω(L = p + 1), as keys in a cache do that were
 * rotated before the call grew.
 */
final class PositionByLength implements Family {
    @Override
    public List<Hypothesis> hypotheses(Evidence evidence, List<ScheduleGuess> guesses) {
        Setting declared = evidence.setting();
        if (!declared.strategy().dynamic()) {
            return List.of();
        }
        boolean lists = declared.strategy().parameters().containsKey("long_factor");
        Map<Integer, Optional<PositionEncoding>> made = new HashMap<>();
        RotationModel model = (position, row, pair) -> made.computeIfAbsent(
                        length((int) position[0], declared, lists),
                        length -> at(declared, length).tried())
                .map(encoding -> position[0] * encoding.frequencies().omega(pair))
                .orElse(Double.NaN);
        Map<String, Object> observed = new LinkedHashMap<>();
        observed.put("rope_type", declared.ropeType());
        if (lists) {
            int trained = declared.context().lengths().trained();
            observed.put("factor_list", "short below " + trained + ", long above");
        } else {
            observed.put("per_position_base", true);
        }
        DefectCategory category =
                lists ? LONGROPE_SELECTION : DynamicBase.isDynamicBase(declared) ? DYNAMIC_NTK : CACHE_TABLE;
        return List.of(new Hypothesis(
                category,
                "every token keeps the rotation of the length at which it was written: keys cached before the call grew are stale",
                observed,
                model,
                declared.encoding().attention().amplitude(),
                Rank.FORMULA));
    }

    /** p + 1, or a length that gives the same encoding: rules differ above the trained length only. */
    private static int length(int position, Setting declared, boolean lists) {
        int trained = declared.context().lengths().trained();
        return lists ? Math.min(trained + 1, Math.max(trained, position + 1)) : Math.max(trained, position + 1);
    }

    private static Setting at(Setting declared, int length) {
        Lengths lengths = declared.context().lengths();
        return new Setting(
                declared.strategy(),
                declared.context().withLengths(new Lengths(lengths.trained(), lengths.target(), length)));
    }
}

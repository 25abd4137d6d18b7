package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.LONGROPE_SELECTION;

import io.github.ropelab.core.Lengths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** LongRoPE's list for the other side of the trained length. */
final class OtherFactorList implements ScheduleFamily {
    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        Setting declared = evidence.setting();
        if (!declared.strategy().parameters().containsKey("long_factor")) {
            return List.of();
        }
        Lengths lengths = declared.context().lengths();
        List<ScheduleGuess> guesses = new ArrayList<>();
        for (int length : new int[] {lengths.trained(), lengths.trained() + 1}) {
            Setting other = new Setting(
                    declared.strategy(),
                    declared.context().withLengths(new Lengths(lengths.trained(), lengths.target(), length)));
            String list = length > lengths.trained() ? "long" : "short";
            Map<String, Object> observed = new LinkedHashMap<>();
            observed.put("rope_type", declared.ropeType());
            observed.put("factor_list", list);
            other.tried()
                    .ifPresent(encoding -> guesses.add(new ScheduleGuess(
                            LONGROPE_SELECTION,
                            "the " + list + " factors are used for a call of " + lengths.current()
                                    + " tokens, where the trained length is " + lengths.trained(),
                            observed,
                            encoding.frequencies().toArray(),
                            encoding.attention().amplitude(),
                            Rank.NAMED)));
        }
        return guesses;
    }
}

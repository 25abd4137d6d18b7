package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.LAYER_TYPE_MIXUP;

import java.util.ArrayList;
import java.util.List;

/** The layer is rotated as the config's other layers are to be. */
final class OtherLayer implements ScheduleFamily {
    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        List<ScheduleGuess> guesses = new ArrayList<>();
        evidence.declaration().otherLayers().forEach((name, setting) -> setting.tried()
                .filter(encoding ->
                        encoding.frequencies().pairs() == evidence.sample().pairs())
                .ifPresent(encoding -> guesses.add(ScheduleGuess.of(
                        LAYER_TYPE_MIXUP,
                        "rotated with the parameters of " + name + " layers",
                        setting,
                        encoding,
                        Rank.NAMED))));
        return guesses;
    }
}

package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.PositionEncoding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Frequencies that an engine may have used.
 *
 * @param category of the defect if it did
 * @param defect one sentence
 * @param observed parameters, by the names of configs
 * @param omega ω [pairs], radians per token; not modified
 * @param amplitude factor on cos and sin that goes with them
 * @param rank how readily it is believed
 */
record ScheduleGuess(
        DefectCategory category,
        String defect,
        Map<String, Object> observed,
        double[] omega,
        double amplitude,
        Rank rank) {
    ScheduleGuess {
        observed = Collections.unmodifiableMap(new LinkedHashMap<>(observed));
    }

    static ScheduleGuess of(
            DefectCategory category, String defect, Setting setting, PositionEncoding encoding, Rank rank) {
        return new ScheduleGuess(
                category,
                defect,
                setting.described(),
                encoding.frequencies().toArray(),
                encoding.attention().amplitude(),
                rank);
    }
}

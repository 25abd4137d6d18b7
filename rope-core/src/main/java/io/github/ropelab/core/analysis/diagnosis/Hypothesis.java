package io.github.ropelab.core.analysis.diagnosis;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An explanation of a dump.
 *
 * @param category of the defect
 * @param defect one sentence
 * @param observed parameters, by the names of configs; kept in their order, so that outputs are the same in every run
 * @param model phases
 * @param amplitude factor on cos and sin that goes with it; NaN where it says nothing
 * @param rank how readily it is believed
 */
record Hypothesis(
        DefectCategory category,
        String defect,
        Map<String, Object> observed,
        RotationModel model,
        double amplitude,
        Rank rank) {
    Hypothesis {
        observed = Collections.unmodifiableMap(new TreeMap<>(observed));
    }
}

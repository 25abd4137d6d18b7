package io.github.ropelab.core.analysis.diagnosis;

import java.util.Map;

/**
 * A map of positions.
 *
 * @param category of the defect
 * @param defect one sentence
 * @param observed by the names of reports
 * @param rule the map
 * @param rank how readily it is believed
 */
record PositionGuess(
        DefectCategory category, String defect, Map<String, Object> observed, PositionRule rule, Rank rank) {}

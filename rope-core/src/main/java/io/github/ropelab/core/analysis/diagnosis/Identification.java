package io.github.ropelab.core.analysis.diagnosis;

import java.util.List;
import java.util.Map;

/**
 * What a dump shows when nothing is declared.
 *
 * @param defect one sentence: what is applied
 * @param observed parameters, by the names of configs; empty where nothing fits
 * @param amplitude factor on cos and sin; 1 where the dump shows none
 * @param amplitudeMeasured whether the dump shows a factor
 * @param source which part of the dump was looked at
 * @param format the format that its numbers were rounded to
 * @param confidence from 0 to 1; see {@link Confidence}
 * @param alternatives other explanations that fit as well
 * @param notes limits of the evidence
 */
public record Identification(
        String defect,
        Map<String, Object> observed,
        double amplitude,
        boolean amplitudeMeasured,
        String source,
        String format,
        double confidence,
        List<Diagnosis.Alternative> alternatives,
        List<String> notes) {}

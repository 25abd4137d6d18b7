package io.github.ropelab.core.analysis.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an engine really applies.
 *
 * @param verdict in one word
 * @param category of the defect; none where there is none
 * @param defect one sentence
 * @param declared parameters, by the names of configs
 * @param observed parameters that were found, alike
 * @param amplitudeDeclared factor on cos and sin that is declared
 * @param amplitudeObserved factor that was found; the declared one where the dump shows none
 * @param amplitudeMeasured whether the dump shows a factor
 * @param source which part of the dump shows the defect: table, inv_freq, queries, keys
 * @param format the format that the numbers of the dump were rounded to, as in bf16
 * @param errors distance from the declared rotation, cell by cell
 * @param first where the two part
 * @param residual largest phase error of the explanation over the noise that a correct engine may have; absent without one
 * @param confidence from 0 to 1; see {@link Confidence}
 * @param alternatives other explanations that fit the dump as well
 * @param notes limits of the evidence, and what a person should know
 */
public record Diagnosis(
        Verdict verdict,
        DefectCategory category,
        String defect,
        Map<String, Object> declared,
        Map<String, Object> observed,
        double amplitudeDeclared,
        double amplitudeObserved,
        boolean amplitudeMeasured,
        String source,
        String format,
        PhaseErrors errors,
        First first,
        OptionalDouble residual,
        double confidence,
        List<Alternative> alternatives,
        List<String> notes) {
    /** In one word. */
    public enum Verdict {
        /** The declared rotation. */
        EQUAL,
        /** The declared rotation, but for the rounding of the dumped numbers. */
        EQUAL_UP_TO_ROUNDING,
        /** Another rotation. */
        DIFFERENT,
        /** The dump does not say. */
        UNDECIDABLE
    }

    /**
     * Where the observed rotation leaves the declared one.
     *
     * @param row first row of the dump
     * @param inDump its position; the row where positions have several axes
     * @param anyInteger smallest position at all, 0 or above, by the explanation found
     */
    public record First(OptionalInt row, OptionalInt inDump, OptionalInt anyInteger) {
        /** Nowhere. */
        static First nowhere() {
            return new First(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
        }
    }

    /**
     * Another explanation that fits.
     *
     * @param category of the defect
     * @param defect one sentence
     * @param observed parameters
     * @param separatedBy the smallest position whose row would tell the two apart; absent where none does
     */
    public record Alternative(
            DefectCategory category, String defect, Map<String, Object> observed, OptionalInt separatedBy) {}

    /** Whether the dump is the declared rotation; empty where it does not say. */
    public Optional<Boolean> equalsDeclared() {
        return switch (verdict) {
            case EQUAL, EQUAL_UP_TO_ROUNDING -> Optional.of(true);
            case DIFFERENT -> Optional.of(false);
            case UNDECIDABLE -> Optional.empty();
        };
    }
}

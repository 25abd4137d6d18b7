package io.github.ropelab.core.analysis.soundness;

/**
 * What a check saw.
 *
 * @param check id of the check
 * @param verdict whether it holds
 * @param promised whether the modification claims that it holds; a breach of no claim is no flaw
 * @param value the number that decided; NaN where there is none
 * @param unit of the number
 * @param witness where it was seen; empty where nowhere in particular
 * @param statement the result in a sentence
 */
public record Outcome(
        String check, Verdict verdict, boolean promised, double value, String unit, String witness, String statement) {
    /** Results of a check. */
    public enum Verdict {
        /** It holds. */
        HOLDS,
        /** It does not. */
        BROKEN,
        /** It has no meaning here, or nothing is declared to compare with. */
        NOT_ASKED
    }

    static Outcome of(
            Check check, boolean holds, boolean promised, double value, String unit, String witness, String statement) {
        return new Outcome(
                check.id(), holds ? Verdict.HOLDS : Verdict.BROKEN, promised, value, unit, witness, statement);
    }

    static Outcome notAsked(Check check, String why) {
        return new Outcome(check.id(), Verdict.NOT_ASKED, false, Double.NaN, "", "", why);
    }

    /** Whether it holds; false where it was not asked. */
    public boolean holds() {
        return verdict == Verdict.HOLDS;
    }

    /** Whether it was asked and does not hold. */
    public boolean broken() {
        return verdict == Verdict.BROKEN;
    }
}

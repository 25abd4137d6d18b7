package io.github.ropelab.core.analysis.diagnosis;

import java.util.List;

/** Position maps that effective positions suggest. */
interface PositionRules {
    /** Adds every map that is worth testing to the rows. */
    void propose(EffectiveRows rows);

    /** Maps worth testing, by all rules; a new one is one file and one name here. */
    static List<PositionGuess> of(Evidence evidence, double[] effective) {
        EffectiveRows rows = new EffectiveRows(evidence, effective);
        if (rows.count() > 0) {
            for (PositionRules rules :
                    List.of(new WholeRules(), new GroupedRules(), new FromOnRules(), new IrregularRule())) {
                rules.propose(rows);
            }
        }
        return rows.guesses();
    }
}

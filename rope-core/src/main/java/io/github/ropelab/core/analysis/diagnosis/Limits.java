package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.Piecewise;
import java.util.List;

/** What a dump cannot show, said beside every diagnosis that it concerns. */
final class Limits {
    private Limits() {}

    static void add(List<String> notes, Declaration declaration, List<Inspection> inspections, Hypothesis best) {
        Setting setting = declaration.setting();
        if (setting.encoding().positions() instanceof Piecewise) {
            notes.add("of a window scheme the near branch alone was compared");
        }
        if (!setting.encoding().attention().logit().constant()
                || setting.encoding().attention().logit().at(0) != 1) {
            notes.add("the temperature on logits ("
                    + setting.encoding().attention().logit().formula() + ") leaves no trace in rotated vectors");
        }
        boolean rows = inspections.stream().anyMatch(i -> i.observed().hasRows());
        if (!rows) {
            notes.add("frequencies alone show neither positions nor the factor on cos and sin nor the pairing");
        } else if (inspections.stream()
                .noneMatch(i -> i.name().equals("queries") || i.name().equals("keys"))) {
            notes.add("tables show neither the pairing nor whether queries and keys use the same rows");
        }
        if (best.rank() == Rank.DECLARED && setting.strategy().dynamic()) {
            notes.add("at this length; another length or history of calls has other frequencies");
        }
        if (best.rank() == Rank.DECLARED && sameAsPlain(inspections, setting)) {
            notes.add(
                    "on these rows the declared rotation and plain frequencies agree: longer positions would tell them"
                            + " apart");
        }
    }

    /** Whether rows cannot tell a declared scaling from none. */
    static boolean sameAsPlain(List<Inspection> inspections, Setting setting) {
        double[] plain = setting.context().baseFrequencies().toArray();
        double[] declared = setting.encoding().frequencies().toArray();
        if (java.util.Arrays.equals(plain, declared)) {
            return false;
        }
        return inspections.stream()
                .filter(i ->
                        i.observed().pairs() == plain.length && i.observed().axes() == 1)
                .allMatch(i -> Fit.holds(
                        i.observed(), RotationModel.schedule(plain, io.github.ropelab.core.PairAxes.single())));
    }
}

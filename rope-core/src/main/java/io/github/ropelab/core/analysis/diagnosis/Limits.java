package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.Piecewise;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    }

    /** Why rows that agree with the declaration still prove nothing; empty where they do prove something. */
    static Optional<String> proofless(Declaration declaration, List<Inspection> inspections) {
        if (inspections.stream().noneMatch(i -> i.observed().hasPhases())) {
            return Optional.of("no cell of the dump is a finite number");
        }
        Setting setting = declaration.setting();
        double[] declared = setting.encoding().frequencies().toArray();
        if (Arrays.stream(declared).anyMatch(w -> w != 0) && allFit(inspections, new double[declared.length])) {
            return Optional.of(
                    "on these rows the declared rotation turns nothing: rows at larger positions are needed");
        }
        double[] plain = setting.context().baseFrequencies().toArray();
        if (!Arrays.equals(plain, declared) && allFit(inspections, plain)) {
            return Optional.of(
                    "on these rows the declared scaling and plain frequencies agree: rows at larger positions"
                            + " are needed");
        }
        return Optional.empty();
    }

    private static boolean allFit(List<Inspection> inspections, double[] omega) {
        return inspections.stream()
                .allMatch(i -> i.observed().pairs() == omega.length
                        && i.observed().axes() == 1
                        && Fit.holds(i.observed(), RotationModel.schedule(omega, PairAxes.single())));
    }
}

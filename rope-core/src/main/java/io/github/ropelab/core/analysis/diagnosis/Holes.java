package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.CACHE_TABLE;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.DYNAMIC_NTK;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PRECISION_POSITIONS;

import io.github.ropelab.core.Lengths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is no number where there must be one, or zero where something turns. */
final class Holes {
    /** The smallest position that float16 rounds to infinity. */
    private static final double FLOAT16_OVERFLOW = 65_520;

    private Holes() {}

    /** Cells that are no numbers, or rows of zeros: what overflowed, or was never written. */
    static Optional<Hypothesis> of(ObservedRotation observed, Declaration declaration) {
        int bad = 0;
        int zero = 0;
        int below = 0;
        double first = -1;
        for (int t = 0; t < observed.rows(); t++) {
            int turned = 0;
            int empty = 0;
            for (int i = 0; i < observed.pairs(); i++) {
                turned += observed.broken(t, i) ? 1 : 0;
                empty += observed.finite(t, i) && observed.magnitude(t, i) == 0 ? 1 : 0;
            }
            if (turned > 0) {
                bad++;
                below += observed.position(t) < FLOAT16_OVERFLOW ? 1 : 0;
                first = first < 0 ? observed.position(t) : first;
            } else if (empty == observed.pairs()) {
                zero++;
                first = first < 0 ? observed.position(t) : first;
            }
        }
        if (bad == 0 && zero == 0) {
            return Optional.empty();
        }
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("rope_type", bad > 0 ? "non_finite" : "zero");
        seen.put("from_position", first);
        Setting setting = declaration.setting();
        DefectCategory category = CACHE_TABLE;
        if (!observed.hasRows() && bad > 0) {
            return Optional.of(new Hypothesis(
                    DefectCategory.UNKNOWN,
                    "frequencies are not finite",
                    seen,
                    RotationModel.NONE,
                    Double.NaN,
                    Rank.WHOLE_NUMBER));
        }
        String rows = observed.name().equals("table") ? "the table is" : "rotated " + observed.name() + " are";
        String defect = rows + (bad > 0 ? " not finite" : " zero") + " from position " + Rounded.text(first)
                + " on: rows that were never written, or a table read past its end";
        if (bad > 0 && below == 0) {
            category = PRECISION_POSITIONS;
            seen.put("dtype", "fp16 positions");
            defect = "positions from 65520 on are infinite: they are held in float16";
        } else if (bad > 0 && DynamicBase.isDynamicBase(setting)) {
            Lengths lengths = setting.context().lengths();
            double s = ((Number) setting.strategy().parameters().get("factor")).doubleValue();
            double length = declaration.facts().seqLen().orElse(lengths.current());
            double lambda = s * length / lengths.trained() - (s - 1);
            category = DYNAMIC_NTK;
            seen.put("multiplier", lambda);
            defect = "the table is not finite: at a length of " + Rounded.text(length)
                    + " the dynamic base would be multiplied by a power of " + Rounded.text(lambda)
                    + ", which must not go below 1";
        }
        double from = first;
        DeclaredPhase declared = DeclaredPhase.of(declaration, false);
        RotationModel model =
                (position, row, pair) -> position[0] < from ? declared.phase(position, row, pair) : Double.NaN;
        return Optional.of(new Hypothesis(category, defect, seen, model, Double.NaN, Rank.WHOLE_NUMBER));
    }

    /** Where overflow and another explanation of the same kind fit, the one that says more comes first. */
    static void prefer(List<Hypothesis> found) {
        Hypothesis holes = found.get(0);
        for (int k = 1; k < found.size(); k++) {
            if (holes.category() == PRECISION_POSITIONS && found.get(k).category() == holes.category()) {
                found.add(0, found.remove(k));
                return;
            }
        }
    }
}

package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.POSITIONS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every row has a position, but no rule tells which: said row by row. */
final class IrregularRule implements PositionRules {
    private static final int SHOWN = 8;

    @Override
    public void propose(EffectiveRows rows) {
        if (rows.count() < rows.evidence().sample().rows()) {
            return;
        }
        Map<Double, Double> map = new HashMap<>();
        List<List<Double>> moved = new ArrayList<>();
        for (int t = 0; t < rows.count(); t++) {
            double whole = Math.rint(rows.effective(t));
            double effective =
                    Math.abs(whole - rows.effective(t)) <= EffectiveRows.tolerance(whole) ? whole : rows.effective(t);
            map.put(rows.declared(t), effective);
            if (effective != rows.declared(t) && moved.size() < SHOWN) {
                moved.add(List.of(rows.declared(t), effective));
            }
        }
        rows.add(
                POSITIONS,
                "the frequencies are right; rows are rotated at other positions, by no rule that is known",
                Map.of("position_map", "irregular", "moved", moved),
                p -> map.getOrDefault(p, Double.NaN),
                Rank.FREE);
    }
}

package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PARTIAL_ROTARY;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.RotaryGeometry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table with more or fewer pairs than declared. */
final class OtherWidth {
    private OtherWidth() {}

    static Inspection inspect(ObservedRotation observed, Declaration declaration) {
        RotaryGeometry geometry = declaration.setting().context().geometry();
        double base = declaration.setting().context().base();
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("rotated_pairs", observed.pairs());
        String words = observed.pairs() + " pairs are rotated instead of " + geometry.pairs();
        List<Hypothesis> found = new ArrayList<>();
        for (int denominator : new int[] {2 * observed.pairs(), geometry.headDim(), geometry.rotaryDim()}) {
            double[] omega = FrequencySchedule.geometric(base, observed.pairs(), denominator)
                    .toArray();
            RotationModel model = RotationModel.schedule(omega, declaration.pairAxes());
            if (found.isEmpty() && Fit.holds(observed, model)) {
                seen.put("freq_denominator", denominator);
                seen.put("rotary_dim", 2 * observed.pairs());
                found.add(new Hypothesis(
                        PARTIAL_ROTARY,
                        words + ", with frequencies over " + denominator + " components",
                        seen,
                        model,
                        1,
                        Rank.NAMED));
            }
        }
        if (found.isEmpty()) {
            found.add(new Hypothesis(PARTIAL_ROTARY, words, seen, RotationModel.NONE, Double.NaN, Rank.FREE));
        }
        Magnitude magnitude =
                Magnitude.of(observed, declaration.encoding().attention().amplitude());
        return new Inspection(observed.name(), observed, false, magnitude, false, found);
    }
}

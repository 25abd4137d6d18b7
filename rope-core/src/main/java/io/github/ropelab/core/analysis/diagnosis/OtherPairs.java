package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.LAYOUT;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PARTIAL_ROTARY;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.RotaryGeometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Vectors that rotate, but by other pairs than declared. */
final class OtherPairs {
    private final DumpedVectors vectors;
    private final double[][] positions;
    private final Declaration declaration;
    private final RotaryGeometry geometry;

    OtherPairs(DumpedVectors vectors, double[][] positions, Declaration declaration) {
        this.vectors = vectors;
        this.positions = positions;
        this.declaration = declaration;
        this.geometry = declaration.setting().context().geometry();
    }

    /** What turns the pairs that were found. */
    Inspection inspect(PairChoice choice) {
        ObservedRotation observed = vectors.rotation(choice, positions);
        boolean sameWidth =
                choice.pairs() == geometry.pairs() && choice.start() == 0 && (choice.neighbours() || choice.halves());
        Map<String, Object> seen = new LinkedHashMap<>();
        String words;
        if (sameWidth) {
            String layout = choice.neighbours() ? "interleaved" : "half";
            seen.put("layout", layout);
            seen.put("rotary_dim", geometry.rotaryDim());
            words = choice.neighbours()
                    ? "neighbours (2i, 2i+1) form pairs, the model is half-split (i, i+" + geometry.rotaryDim() / 2
                            + ")"
                    : "components (i, i+" + geometry.rotaryDim() / 2
                            + ") form pairs, the model is interleaved (2i, 2i+1)";
        } else {
            seen.put("rotated_pairs", choice.pairs());
            seen.put("partner_offset", choice.offset());
            words = choice.pairs() + " pairs rotate whose partners are " + choice.offset() + " apart"
                    + (choice.start() > 0 ? ", beginning at component " + choice.start() : "") + "; declared are "
                    + geometry.pairs() + " pairs with partners "
                    + geometry.pairing().second(0, geometry.rotaryDim()) + " apart";
        }
        DefectCategory category = sameWidth ? LAYOUT : PARTIAL_ROTARY;
        Setting other = declaration.setting();
        List<Hypothesis> found = new ArrayList<>();
        frequencies(choice).forEach((denominator, omega) -> {
            RotationModel model = RotationModel.schedule(omega, declaration.pairAxes());
            if (found.isEmpty() && Fit.holds(observed, model)) {
                Map<String, Object> all = new LinkedHashMap<>(seen);
                boolean usual = denominator == geometry.rotaryDim();
                if (!sameWidth || !usual) {
                    all.put("freq_denominator", denominator);
                }
                found.add(new Hypothesis(
                        category,
                        words + (usual ? "" : "; frequencies count pairs over " + denominator + " components"),
                        all,
                        model,
                        Double.NaN,
                        Rank.NAMED));
            }
        });
        if (found.isEmpty() && choice.pairs() == geometry.pairs()) {
            for (Hypothesis inner : Inspection.of(
                            observed, declaration, vectors.name().equals("keys"))
                    .found()) {
                Map<String, Object> all = new LinkedHashMap<>(seen);
                all.putAll(inner.observed());
                found.add(new Hypothesis(
                        category,
                        words + "; moreover, " + inner.defect(),
                        all,
                        inner.model(),
                        inner.amplitude(),
                        Rank.FREE));
            }
        }
        if (found.isEmpty()) {
            found.add(new Hypothesis(
                    category, words + "; no known frequencies fit", seen, RotationModel.NONE, Double.NaN, Rank.FREE));
        }
        Magnitude magnitude =
                Magnitude.of(observed, other.encoding().attention().amplitude());
        return new Inspection(vectors.name(), observed, false, magnitude, false, found);
    }

    /** Frequencies for so many pairs, by the width that their exponents count over. */
    private Map<Integer, double[]> frequencies(PairChoice choice) {
        Map<Integer, double[]> all = new LinkedHashMap<>();
        double[] declared = declaration.encoding().frequencies().toArray();
        if (choice.pairs() <= declared.length) {
            all.put(geometry.rotaryDim(), Arrays.copyOf(declared, choice.pairs()));
        } else if (RotatedPairs.stopsPairs(declared)) {
            all.put(geometry.rotaryDim(), Arrays.copyOf(declared, choice.pairs()));
        }
        double base = declaration.setting().context().base();
        for (int denominator : new int[] {2 * choice.pairs(), geometry.headDim(), geometry.rotaryDim()}) {
            all.putIfAbsent(
                    denominator,
                    FrequencySchedule.geometric(base, choice.pairs(), denominator)
                            .toArray());
        }
        return all;
    }
}

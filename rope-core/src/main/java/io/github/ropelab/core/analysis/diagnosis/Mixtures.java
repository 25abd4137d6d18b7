package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.LAYOUT;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.SIGN_FORMULA;

import io.github.ropelab.core.RotaryGeometry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Products that are no rotation: y_j = x_j·cos φ_{a(j)} ± x_{b(j)}·sin φ_{a(j)} where the order of angles a, the partner b or
 * the signs do not belong together.
 */
final class Mixtures {
    private static final double MOST = 0.99;

    /**
     * One wrong product.
     *
     * @param category of the defect
     * @param defect one sentence
     * @param observed by the names of reports
     */
    record Mixture(DefectCategory category, String defect, Map<String, Object> observed) {}

    private Mixtures() {}

    /** The first that reproduces the vectors. */
    static Optional<Mixture> find(
            DumpedVectors vectors, RotaryGeometry geometry, double[] omega, double amplitude, double[][] positions) {
        for (boolean halfAngles : new boolean[] {true, false}) {
            for (boolean halfPartners : new boolean[] {true, false}) {
                for (int first : new int[] {-1, 1}) {
                    for (int second : new int[] {1, -1}) {
                        if (reproduces(
                                vectors,
                                geometry,
                                omega,
                                amplitude,
                                positions,
                                halfAngles,
                                halfPartners,
                                first,
                                second)) {
                            return Optional.of(mixture(halfAngles, halfPartners, first, second));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean reproduces(
            DumpedVectors vectors,
            RotaryGeometry geometry,
            double[] omega,
            double amplitude,
            double[][] positions,
            boolean halfAngles,
            boolean halfPartners,
            int first,
            int second) {
        int r = geometry.rotaryDim();
        if (vectors.headDim() < r || omega.length != r / 2) {
            return false;
        }
        double scale = StrictMath.sqrt(vectors.meanSquare());
        double allowed = scale * (5 * ObservedRotation.TOLERANCE + 2 * StoredFormat.ofVectors(vectors.format()));
        long seen = 0;
        long good = 0;
        for (int t = 0; t < vectors.rows(); t++) {
            for (int j = 0; j < r; j++) {
                double phase = positions[0][t] * omega[halfAngles ? j % (r / 2) : j / 2];
                if (ObservedRotation.PRODUCT_ROUNDING * phase > ObservedRotation.TOLERANCE) {
                    continue;
                }
                double cos = amplitude * StrictMath.cos(phase);
                double sin = amplitude * StrictMath.sin(phase);
                boolean leading = halfPartners ? j < r / 2 : j % 2 == 0;
                int partner = halfPartners ? (j + r / 2) % r : j ^ 1;
                int sign = leading ? first : second;
                for (int h = 0; h < vectors.heads(); h++) {
                    double expected = vectors.in(t, h, j) * cos + sign * vectors.in(t, h, partner) * sin;
                    seen++;
                    good += Math.abs(vectors.out(t, h, j) - expected) <= allowed ? 1 : 0;
                }
            }
        }
        return seen > 0 && good >= MOST * seen;
    }

    private static Mixture mixture(boolean halfAngles, boolean halfPartners, int first, int second) {
        Map<String, Object> observed = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        if (halfAngles != halfPartners) {
            observed.put("layout", "mixture");
            observed.put("angle_order", halfAngles ? "half" : "adjacent");
            observed.put("partner", halfPartners ? "half" : "adjacent");
            words.add("angles are laid out for " + (halfAngles ? "half-split" : "adjacent")
                    + " pairs, partners are taken from " + (halfPartners ? "half a head away" : "the neighbour"));
        }
        if (first == second) {
            observed.put("signs", first < 0 ? "minus in both components" : "plus in both components");
            words.add("the sine has the same sign in both components of a pair");
        } else if (first > 0) {
            observed.put("sign", -1);
            words.add("the rotation is inverse");
        }
        return new Mixture(
                halfAngles != halfPartners ? LAYOUT : SIGN_FORMULA,
                String.join(", and ", words) + ": not a rotation of the declared pairs",
                observed);
    }
}

package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.RotaryGeometry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** θ bases that a dump suggests. */
final class SuggestedBases {
    /** What engines and models have: RoFormer and Llama 2, Llama 3, Code Llama, gpt-oss. */
    static final List<Double> USUAL = List.of(10_000.0, 500_000.0, 1_000_000.0, 150_000.0);

    private SuggestedBases() {}

    /** Bases that the fastest pairs suggest, b = (ω_i/ω_0)^(-d/2i), rounded as far as the rows allow; then the usual ones. */
    static Set<Double> of(ObservedRotation sample, RotaryGeometry geometry) {
        FreeFit free = FreeFit.of(sample, PairAxes.single());
        Set<Double> bases = new LinkedHashSet<>();
        double first = Math.abs(free.omega(0));
        double scale = first > 0 && Math.abs(first - 1) > 2 * free.error(0) + 1e-3 ? first : 1;
        List<Double> read = new ArrayList<>();
        int heads = Math.max(3, geometry.pairs() / 6);
        for (int i = 1; i < Math.min(heads, geometry.pairs()); i++) {
            double omega = Math.abs(free.omega(i)) / scale;
            if (omega > 0 && omega < 1) {
                read.add(StrictMath.pow(omega, -geometry.rotaryDim() / (2.0 * i)));
            }
        }
        read.sort(null);
        if (!read.isEmpty()) {
            double middle = read.get(read.size() / 2);
            if (middle > 1 && Double.isFinite(middle)) {
                for (int digits = 1; digits <= 4; digits++) {
                    double rounded = Rounded.to(middle, digits);
                    if (Math.abs(rounded / middle - 1) < 2e-3) {
                        bases.add(rounded);
                    }
                }
                bases.add(middle);
            }
        }
        bases.addAll(USUAL);
        return bases;
    }
}

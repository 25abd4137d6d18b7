package io.github.ropelab.experiments.reproduction.interpolation;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** The fits of {@link PiFigure2}: 20 draws with every solver. */
final class PiFigure2Fits {
    private static final int D = 128;
    private static final double C = 10_000;
    private static final int L = 2048;
    private static final int SEEDS = 20;
    private static final int PARTS = 8;
    private static final int FIRST = 25;
    private static final int LAST = 75;
    private static final Map<String, Double> RIDGES = ridges();
    private static final String TIGHT = "1e-8";

    private final Work work;
    private final double[][] inside;
    private final double[][] outside;
    private final double[][] between;
    private final RidgeFit fit;
    private final RidgeFit lastBits;
    private final FloatNormalEquations forwards;
    private final FloatNormalEquations backwards;
    private final double[][] floatOutside;
    private final double[][] floatInside;
    private final PiFigure2Tables tables = new PiFigure2Tables();

    private final double[] recipeHeights = new double[SEEDS];
    private final double[] recipeInside = new double[SEEDS];
    private final double[] orderFactors = new double[SEEDS];
    private final double[] bitFactors = new double[SEEDS];
    private final Map<String, double[]> heights = new LinkedHashMap<>();
    private final Map<String, double[]> insides = new LinkedHashMap<>();
    private final Map<String, double[]> ratios = new LinkedHashMap<>();
    private final Map<String, double[]> bounds = new LinkedHashMap<>();
    private final double[] offLine = new double[SEEDS];
    private int aboveBound;
    private double largestBetween;
    private double bitsWithRidge = 1;

    PiFigure2Fits(Work work) {
        this.work = work;
        Rope rope = new Rope(D, C, Lengths.trained(L));
        FrequencySchedule theta = rope.frequencies("none");
        inside = RotaryBasis.at(theta, 0, L, Arithmetic.F64);
        outside = RotaryBasis.at(theta, L, L, Arithmetic.F64);
        between = RotaryBasis.at(
                rope.frequencies("linear:factor=" + PARTS), FIRST * PARTS, (LAST - FIRST) * PARTS + 1, Arithmetic.F64);
        floatInside = RotaryBasis.at(theta, 0, L, Arithmetic.F32);
        floatOutside = RotaryBasis.at(theta, L, L, Arithmetic.F32);
        fit = new RidgeFit(inside);
        work.step(1, SEEDS + 2, "decomposed the functions");
        lastBits = new RidgeFit(oneBitOff(inside));
        work.step(2, SEEDS + 2, "decomposed them with one bit changed");
        forwards = new FloatNormalEquations(floatInside, false);
        backwards = new FloatNormalEquations(floatInside, true);
        for (String ridge : RIDGES.keySet()) {
            heights.put(ridge, new double[SEEDS]);
            insides.put(ridge, new double[SEEDS]);
            ratios.put(ridge, new double[SEEDS]);
            bounds.put(ridge, new double[SEEDS]);
        }
    }

    private static Map<String, Double> ridges() {
        Map<String, Double> ridges = new LinkedHashMap<>();
        for (String ridge : new String[] {TIGHT, "1e-3", "1", "100"}) {
            ridges.put(ridge, Double.parseDouble(ridge));
        }
        return ridges;
    }

    /** All of it. */
    Recomputed compute() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Gaussian normal = stream().child("y", seed).gaussian();
            double[] y = new double[L];
            for (int s = 0; s < L; s++) {
                y[s] = normal.next();
            }
            recipe(seed, y);
            withoutRidge(seed, y);
            for (String ridge : RIDGES.keySet()) {
                withRidge(seed, y, ridge);
            }
            work.step(seed + 3, SEEDS + 2, "draw " + seed);
        }
        return values();
    }

    private void recipe(int seed, double[] y) {
        double[] c = forwards.weights(y);
        double[] other = backwards.weights(y);
        recipeHeights[seed] = RotaryBasis.largest(RotaryBasis.sums(floatOutside, c));
        recipeInside[seed] = RotaryBasis.largest(RotaryBasis.sums(floatInside, c));
        double otherHeight = RotaryBasis.largest(RotaryBasis.sums(floatOutside, other));
        double otherInside = RotaryBasis.largest(RotaryBasis.sums(floatInside, other));
        orderFactors[seed] = factor(recipeHeights[seed], otherHeight);
        tables.solved(seed, "float32, sums forwards", null, recipeInside[seed], recipeHeights[seed]);
        tables.solved(seed, "float32, sums backwards", null, otherInside, otherHeight);
    }

    private void withoutRidge(int seed, double[] y) {
        double[] c = fit.weights(y);
        double height = RotaryBasis.largest(RotaryBasis.sums(outside, c));
        double other = RotaryBasis.largest(RotaryBasis.sums(outside, lastBits.weights(y)));
        bitFactors[seed] = factor(height, other);
        double in = RotaryBasis.largest(RotaryBasis.sums(inside, c));
        tables.solved(seed, "float64", null, in, height);
    }

    private void withRidge(int seed, double[] y, String ridge) {
        double lambda = RIDGES.get(ridge);
        double[] c = fit.weights(y, lambda);
        double[] in = RotaryBasis.sums(inside, c);
        double[] out = RotaryBasis.sums(outside, c);
        heights.get(ridge)[seed] = RotaryBasis.largest(out);
        insides.get(ridge)[seed] = RotaryBasis.largest(in);
        ratios.get(ridge)[seed] = RotaryBasis.largest(out) / RotaryBasis.largest(in);
        tables.solved(seed, "float64 with ridge", lambda, RotaryBasis.largest(in), RotaryBasis.largest(out));
        double[] fine = RotaryBasis.sums(between, c);
        aboveBound += aboveBound(fine, c) ? 1 : 0;
        bounds.get(ridge)[seed] = largestProduct(c) * InterpolationBound.unit(0).corrected(D, C, 0.5);
        if (ridge.equals(TIGHT)) {
            largestBetween = Math.max(largestBetween, RotaryBasis.largest(fine));
            offLine[seed] = RotaryBasis.largest(offLine(fine));
            double other = RotaryBasis.largest(RotaryBasis.sums(outside, lastBits.weights(y, lambda)));
            bitsWithRidge = Math.max(bitsWithRidge, factor(RotaryBasis.largest(out), other));
        }
        if (seed == 0) {
            tables.curve(ridge, in, out, fine, FIRST, PARTS);
        }
    }

    /** Differences of a curve in parts of tokens from the straight lines between whole tokens. */
    private static double[] offLine(double[] fine) {
        double[] off = new double[fine.length];
        for (int i = 0; i + PARTS < fine.length; i += PARTS) {
            InterpolationBound gap = InterpolationBound.unit(0);
            for (int part = 0; part < PARTS; part++) {
                off[i + part] = fine[i + part] - gap.line(fine[i], fine[i + PARTS], part / (double) PARTS);
            }
        }
        return off;
    }

    /** max |h_j| of weights: h_j has the size of (α_j, β_j). */
    private static double largestProduct(double[] c) {
        return new PairProducts(Arrays.copyOf(c, D / 2), Arrays.copyOfRange(c, D / 2, D)).largest();
    }

    private static boolean aboveBound(double[] fine, double[] c) {
        double[] off = offLine(fine);
        for (int i = 0; i < off.length; i++) {
            double bound = InterpolationBound.unit(0).corrected(D, C, i % PARTS / (double) PARTS);
            if (i % PARTS > 0 && Math.abs(off[i]) > largestProduct(c) * bound) {
                return true;
            }
        }
        return false;
    }

    private Recomputed values() {
        Recomputed recomputed = new Recomputed();
        recomputed.put("rank", fit.rank(1e-12)).put("condition", fit.condition());
        for (String ridge : RIDGES.keySet()) {
            recomputed
                    .put("height-" + ridge, median(heights.get(ridge)))
                    .put("inside-" + ridge, median(insides.get(ridge)))
                    .put("ratio-" + ridge, median(ratios.get(ridge)));
        }
        int explodes = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            explodes += recipeHeights[seed] > 10 * recipeInside[seed] ? 1 : 0;
        }
        recomputed
                .put("height-published", median(recipeHeights))
                .put("height-with-ridge", median(heights.get(TIGHT)))
                .put("explodes", explodes)
                .put("fitted", median(recipeInside))
                .put("order-changes-height", median(orderFactors))
                .put("bits-change-height", median(bitFactors))
                .put("bits-with-ridge", bitsWithRidge)
                .put("between", largestBetween)
                .put("bound-1e-8", median(bounds.get(TIGHT)))
                .put("bound-1", median(bounds.get("1")))
                .put("off-line", median(offLine))
                .put("off-line-over-bound", aboveBound);
        return tables.addTo(recomputed);
    }

    private static double[][] oneBitOff(double[][] values) {
        Gaussian sign = stream().child("bits").gaussian();
        double[][] changed = new double[values.length][];
        for (int i = 0; i < values.length; i++) {
            changed[i] = values[i].clone();
            for (int j = 0; j < changed[i].length; j++) {
                changed[i][j] = sign.next() > 0 ? Math.nextUp(changed[i][j]) : Math.nextDown(changed[i][j]);
            }
        }
        return changed;
    }

    private static Streams stream() {
        return Streams.root(15595).child("pi-figure2");
    }

    private static double factor(double a, double b) {
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double median(double[] values) {
        return new Median().evaluate(values);
    }
}

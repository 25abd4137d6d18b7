package io.github.ropelab.core.drift;

import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.kernel.LogitKernel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The control: the definitions written down in double, row by row. */
final class NaiveDrift {
    /**
     * Scores of order 1 to 10 in float: products of some hundred terms round by up to 1e-6 of their size, angles add two
     * float cosines, and the statistics are sums of such scores.
     */
    static final Tolerance FLOAT = new Tolerance("float scores", 1e-4, 2e-5);

    private NaiveDrift() {}

    /** Compares every value of every row and the sums of every distance; an overlap may differ by near-ties. */
    static void check(
            String what,
            HeadDrift actual,
            int strategy,
            LogitKernel reference,
            LogitKernel candidate,
            int trained,
            int k) {
        RowSample sample = actual.sample();
        int tokens = reference.tokens();
        double[][] byDistance = new double[3][tokens];
        double[] p = new double[tokens];
        double[] r = new double[tokens];
        double overlapGap = 0;
        for (int i = 0; i < sample.size(); i++) {
            int row = sample.row(i);
            reference.row(row, p);
            candidate.row(row, r);
            Map<RowValue, Double> expected = row(p, r, row + 1, trained, k, byDistance);
            for (RowValue value : RowValue.values()) {
                double found = actual.strategy(strategy, value, i);
                if (value == RowValue.TOP_OVERLAP) {
                    overlapGap += Math.abs(found - expected.get(value));
                } else {
                    check(() -> what + " row " + row + " " + value, found, expected.get(value));
                }
            }
        }
        // A near-tie swaps one key of k in one row; a wrong key set is wrong in most rows.
        new Tolerance("near-ties", 0, 0.002 * sample.size()).check(what + " overlap", overlapGap, 0);
        for (int d = 0; d < tokens; d++) {
            int cells = sample.reaching(d);
            if (cells > 0) {
                int distance = d;
                Supplier<String> where = () -> what + " distance " + distance;
                check(where, actual.absolute(strategy, d, d + 1) / cells, byDistance[0][d] / cells);
                check(where, actual.square(strategy, d, d + 1) / cells, byDistance[1][d] / cells);
                check(where, actual.delta(strategy, d, d + 1) / cells, byDistance[2][d] / cells);
            }
        }
    }

    /** Hundreds of thousands of values: text is made where one is wrong. */
    private static void check(Supplier<String> what, double actual, double expected) {
        if (!FLOAT.accepts(actual, expected)) {
            FLOAT.check(what.get(), actual, expected);
        }
    }

    private static Map<RowValue, Double> row(
            double[] a, double[] b, int keys, int trained, int k, double[][] byDistance) {
        double[] p = softmax(a, keys);
        double[] r = softmax(b, keys);
        Map<RowValue, Double> values = new EnumMap<>(RowValue.class);
        for (RowValue value : RowValue.values()) {
            values.put(value, 0.0);
        }
        for (int n = 0; n < keys; n++) {
            double delta = b[n] - a[n];
            int distance = keys - 1 - n;
            byDistance[0][distance] += Math.abs(delta);
            byDistance[1][distance] += delta * delta;
            byDistance[2][distance] += delta;
            values.merge(RowValue.ENTROPY, -r[n] * Math.log(Math.max(r[n], Double.MIN_VALUE)), Double::sum);
            values.merge(RowValue.MASS_BEYOND, distance >= trained ? r[n] : 0, Double::sum);
            double ratio = Math.log(Math.max(p[n], Double.MIN_VALUE)) - Math.log(Math.max(r[n], Double.MIN_VALUE));
            values.merge(RowValue.KL_REFERENCE_STRATEGY, p[n] * ratio, Double::sum);
            values.merge(RowValue.KL_STRATEGY_REFERENCE, -r[n] * ratio, Double::sum);
            values.merge(RowValue.ABSOLUTE, Math.abs(delta) / keys, Double::sum);
            values.merge(RowValue.SQUARE, delta * delta / keys, Double::sum);
            values.merge(RowValue.DELTA, delta / keys, Double::sum);
        }
        Set<Integer> top = top(a, keys, k);
        int size = top.size();
        top.retainAll(top(b, keys, k));
        values.put(RowValue.TOP_OVERLAP, (double) top.size() / size);
        return values;
    }

    private static double[] softmax(double[] scores, int keys) {
        double max = Double.NEGATIVE_INFINITY;
        for (int n = 0; n < keys; n++) {
            max = Math.max(max, scores[n]);
        }
        double sum = 0;
        double[] p = new double[keys];
        for (int n = 0; n < keys; n++) {
            p[n] = Math.exp(scores[n] - max);
            sum += p[n];
        }
        for (int n = 0; n < keys; n++) {
            p[n] /= sum;
        }
        return p;
    }

    /** The keys of the k largest scores; ties go to the smaller key. */
    private static Set<Integer> top(double[] scores, int keys, int k) {
        int[] best = new int[Math.min(k, keys)];
        int found = 0;
        for (int n = 0; n < keys; n++) {
            int at = found;
            while (at > 0 && scores[n] > scores[best[at - 1]]) {
                at--;
            }
            if (at < best.length) {
                int end = Math.min(found, best.length - 1);
                System.arraycopy(best, at, best, at + 1, end - at);
                best[at] = n;
                found = Math.min(found + 1, best.length);
            }
        }
        return new HashSet<>(Arrays.stream(best).boxed().toList());
    }
}

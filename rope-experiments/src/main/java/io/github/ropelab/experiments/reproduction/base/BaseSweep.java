package io.github.ropelab.experiments.reproduction.base;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.kernel.CurveBlocks;
import io.github.ropelab.core.kernel.DistanceCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The intervals of bases b with B(m; b) = Σ_i cos(m·b^(-2i/d)) ≥ 0 at all m = 0 .. L-1, by steps that are proved to skip none.
 * With t = ln b, x_i = 2i/d and θ_i = b^(-x_i),
 *
 * <pre>B' = Σ_i sin(mθ_i)·mθ_i·x_i,   |B''| ≤ M = Σ_i (mθ_i·x_i)² + mθ_i·x_i²   at t and everywhere above</pre>
 *
 * so B(t + δ) ≤ B + B'δ + Mδ²/2. One m with B &lt; 0 makes all bases bad up to the positive root δ of the right side; all m
 * with B &gt; 0 make them good up to the smallest root of B + B'δ - Mδ²/2. What is narrower than {@link #RESOLUTION} is left open.
 */
final class BaseSweep {
    /** Of a base: narrower intervals and gaps are not told apart. */
    static final double RESOLUTION = 1e-12;

    /** What rounding adds to B per token of distance. */
    private static final double ROUNDING = 1e-14;

    /** Distances looked at closely in a good interval. */
    private static final int CLOSE = 48;

    private final int width;
    private final int length;
    private final double[] x;
    private final double[] theta;
    private final double[] block = new double[CurveBlocks.SIZE];
    private final CurveBlocks blocks;
    private DistanceCurve curve;
    private double slope;
    private int near;

    /**
     * @param width d, rotary width, even
     * @param length L, tokens
     */
    BaseSweep(int width, int length) {
        this.width = width;
        this.length = length;
        x = new double[width / 2];
        theta = new double[width / 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = 2.0 * i / width;
        }
        blocks = new CurveBlocks(x.length);
    }

    /**
     * Good bases.
     *
     * @param from smallest
     * @param to largest
     */
    record Interval(double from, double to) {}

    /**
     * The good intervals between two bases, upwards; the last may be cut off at the upper one.
     *
     * @param from above 1
     * @param to above {@code from}
     * @param most ends after so many
     */
    List<Interval> between(double from, double to, int most) {
        List<Interval> found = new ArrayList<>();
        double t = StrictMath.log(from);
        double end = StrictMath.log(to);
        double start = Double.NaN;
        while (t < end && found.size() < most) {
            move(t);
            double bad = badUpTo();
            if (bad > RESOLUTION && !Double.isNaN(start)) {
                found.add(new Interval(StrictMath.exp(start), StrictMath.exp(t)));
                start = Double.NaN;
            }
            double good = bad > RESOLUTION ? 0 : goodUpTo();
            if (good > RESOLUTION && Double.isNaN(start)) {
                start = t;
            }
            t += Math.max(RESOLUTION, Math.max(bad, good));
        }
        if (!Double.isNaN(start) && found.size() < most) {
            found.add(new Interval(StrictMath.exp(start), to));
        }
        return found;
    }

    private void move(double t) {
        FrequencySchedule schedule = FrequencySchedule.geometric(StrictMath.exp(t), width);
        slope = 0;
        for (int i = 0; i < theta.length; i++) {
            theta[i] = schedule.omega(i);
            slope += theta[i] * x[i];
        }
        curve = DistanceCurve.ofCosines(schedule);
    }

    /** How far above t all bases are bad for one distance that was found near the last one; 0 if none is. */
    private double badUpTo() {
        double enough = 1.0 / length;
        double best = near > 0 ? root(near, -1) : 0;
        if (best > enough) {
            return best;
        }
        blocks.load(curve);
        int home = near / CurveBlocks.SIZE;
        int last = (length - 1) / CurveBlocks.SIZE;
        for (int away = 0; away <= Math.max(home, last - home) && best <= enough; away++) {
            if (home - away >= 0) {
                best = Math.max(best, badIn(home - away, best));
            }
            if (away > 0 && home + away <= last && best <= enough) {
                best = Math.max(best, badIn(home + away, best));
            }
        }
        return best;
    }

    private double badIn(int index, double least) {
        blocks.read(index, block, 0);
        int first = index * CurveBlocks.SIZE;
        int count = Math.min(block.length, length - first);
        int lowest = 0;
        double score = 0;
        for (int k = 0; k < count; k++) {
            double here = block[k] / Math.max(1, first + k);
            if (here < score) {
                score = here;
                lowest = first + k;
            }
        }
        if (score >= 0) {
            return 0;
        }
        double root = root(lowest, -1);
        if (root > least) {
            near = lowest;
        }
        return root;
    }

    /** How far above t all bases are good; 0 if that is open. */
    private double goodUpTo() {
        double[] values = curve.values(length, 1);
        double[] closest = new double[CLOSE + 1];
        int[] where = new int[CLOSE + 1];
        Arrays.fill(closest, Double.POSITIVE_INFINITY);
        for (int m = 1; m < length; m++) {
            double reach = values[m] / (m * slope);
            if (reach < closest[CLOSE]) {
                int k = CLOSE;
                while (k > 0 && closest[k - 1] > reach) {
                    closest[k] = closest[k - 1];
                    where[k] = where[k - 1];
                    k--;
                }
                closest[k] = reach;
                where[k] = m;
            }
        }
        double good = closest[CLOSE];
        for (int k = 0; k < CLOSE && good > 0; k++) {
            good = Math.min(good, Math.max(root(where[k], 1), 0));
        }
        return Math.max(0, good);
    }

    /** The δ up to which sign·B(m) stays above 0; 0 if it is not at t. */
    private double root(int m, int sign) {
        double value = -ROUNDING * m;
        double first = 0;
        double second = 0;
        for (int i = 0; i < theta.length; i++) {
            double angle = m * theta[i];
            double reach = angle * x[i];
            value += sign * StrictMath.cos(angle);
            first += sign * StrictMath.sin(angle) * reach;
            second += reach * reach + reach * x[i];
        }
        if (value <= 0) {
            return 0;
        }
        double size = Math.sqrt(first * first + 2 * second * value);
        return first > 0 ? (first + size) / second : 2 * value / (size - first);
    }
}

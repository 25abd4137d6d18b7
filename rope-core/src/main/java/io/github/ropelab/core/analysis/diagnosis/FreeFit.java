package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.PairAxes;
import java.util.Arrays;

/**
 * Phases as straight lines: for each pair the ω and φ_0 of φ = φ_0 + ω·p that fit most rows, with no hypothesis at all.
 * ω is the peak of the periodogram |Σ_t z_t·e^{-iωp_t}| over the densest 64 positions, known modulo 2π only where
 * positions are integers; then the line is fitted to ever more distant rows, each predicted to less than a turn.
 */
final class FreeFit {
    private static final int WINDOW = 64;
    private static final int GRID = 512;
    private static final int SECTIONS = 28;
    private static final double[] COS = new double[GRID];
    private static final double[] SIN = new double[GRID];

    static {
        for (int g = 0; g < GRID; g++) {
            COS[g] = StrictMath.cos(2 * Math.PI * g / GRID);
            SIN[g] = StrictMath.sin(2 * Math.PI * g / GRID);
        }
    }

    private static final double REACH = 3;
    /** Another peak of this height is as good as the highest: the rows alias. */
    private static final double RIVAL = 0.97;

    private final ObservedRotation observed;
    private final double[] omega;
    private final double[] intercept;
    private final double[] error;
    private final boolean[] linear;

    private FreeFit(ObservedRotation observed, PairAxes axes) {
        this.observed = observed;
        omega = new double[observed.pairs()];
        intercept = new double[observed.pairs()];
        error = new double[observed.pairs()];
        linear = new boolean[observed.pairs()];
        int[][] sorted = new int[observed.axes()][];
        int[][] dense = new int[observed.axes()][];
        for (int axis = 0; axis < observed.axes(); axis++) {
            sorted[axis] = observed.byPosition(axis);
            dense[axis] = densest(sorted[axis], axis);
        }
        for (int i = 0; i < observed.pairs(); i++) {
            int axis = axes.of(i);
            fit(i, axis, sorted[axis], dense[axis]);
        }
    }

    /** Fits every pair against the positions of its axis. */
    static FreeFit of(ObservedRotation observed, PairAxes axes) {
        return new FreeFit(observed, axes);
    }

    /** ω of a pair, radians per token in [-π, π]; NaN where the rows do not say. */
    double omega(int pair) {
        return omega[pair];
    }

    /** φ_0 of a pair, radians in [-π, π]. */
    double intercept(int pair) {
        return intercept[pair];
    }

    /** How far ω may be off, radians per token. */
    double error(int pair) {
        return error[pair];
    }

    /** Whether the line fits every row. */
    boolean linear(int pair) {
        return linear[pair];
    }

    /** Whether every pair whose ω is known is a line over all rows. */
    boolean linear() {
        int known = 0;
        for (int i = 0; i < omega.length; i++) {
            if (!Double.isNaN(omega[i])) {
                known++;
                if (!linear[i]) {
                    return false;
                }
            }
        }
        return known > 0;
    }

    /** Whether every line passes through the origin. */
    boolean throughOrigin() {
        for (int i = 0; i < omega.length; i++) {
            double allowed = ObservedRotation.TOLERANCE + observed.rounding() + error[i] * WINDOW;
            if (!Double.isNaN(omega[i]) && Math.abs(intercept[i]) > 2 * allowed) {
                return false;
            }
        }
        return true;
    }

    /** The rows of the 64 neighbouring positions that hold most rows; the first such. */
    private int[] densest(int[] byPosition, int axis) {
        int bestFrom = 0;
        int bestCount = 0;
        int to = 0;
        for (int from = 0; from < byPosition.length; from++) {
            double start = observed.position(byPosition[from], axis);
            while (to < byPosition.length && observed.position(byPosition[to], axis) < start + WINDOW) {
                to++;
            }
            if (to - from > bestCount) {
                bestCount = to - from;
                bestFrom = from;
            }
        }
        return Arrays.copyOfRange(byPosition, bestFrom, bestFrom + bestCount);
    }

    private void fit(int pair, int axis, int[] byPosition, int[] dense) {
        omega[pair] = Double.NaN;
        error[pair] = Double.POSITIVE_INFINITY;
        double[] peak = peak(pair, axis, dense);
        if (peak == null) {
            return;
        }
        double w = peak[0];
        double centre = observed.position(dense[dense.length / 2], axis);
        double[] line = {StrictMath.atan2(peak[2], peak[1]), w}; // phase at the centre, slope
        double reach = WINDOW;
        double farthest = 0;
        for (int row : byPosition) {
            farthest = Math.max(farthest, Math.abs(observed.position(row, axis) - centre));
        }
        double within = 0;
        boolean straight = true;
        while (true) {
            double[] next = refined(pair, axis, byPosition, centre, reach, line);
            if (next == null) {
                straight = false;
                break;
            }
            line = next;
            within = Math.min(reach, farthest);
            if (reach >= farthest) {
                break;
            }
            reach *= REACH;
        }
        omega[pair] = line[1];
        intercept[pair] = ObservedRotation.wrap(line[0] - line[1] * centre);
        error[pair] = (1e-6 + observed.rounding() / 4) / Math.max(1, within) + 0x1p-24 * Math.abs(line[1]);
        linear[pair] = straight;
    }

    /** {ω, re, im} of the highest peak; null where there are too few rows or another peak is as high. */
    private double[] peak(int pair, int axis, int[] dense) {
        double[] height = new double[GRID];
        double[] phases = new double[dense.length];
        double centre = observed.position(dense[dense.length / 2], axis);
        int count = 0;
        for (int t = 0; t < dense.length; t++) {
            phases[t] = observed.phase(dense[t], pair);
            count += Double.isNaN(phases[t]) ? 0 : 1;
        }
        if (count < 3) {
            return null;
        }
        int best = 0;
        Turns turns = new Turns(axis, dense, phases, centre);
        for (int g = 0; g < GRID; g++) {
            height[g] = turns.height(g);
            best = height[g] > height[best] ? g : best;
        }
        double rival = 0;
        for (int g = 0; g < GRID; g++) {
            int apart = Math.min(Math.abs(g - best), GRID - Math.abs(g - best));
            if (apart > 2 * GRID / WINDOW) {
                rival = Math.max(rival, height[g]);
            }
        }
        if (rival > RIVAL * height[best]) {
            return null;
        }
        double low = grid(best) - 2 * Math.PI / GRID;
        double high = grid(best) + 2 * Math.PI / GRID;
        for (int step = 0; step < SECTIONS; step++) {
            double a = low + (high - low) * 0.382;
            double b = low + (high - low) * 0.618;
            double[] sa = sum(axis, dense, phases, centre, a);
            double[] sb = sum(axis, dense, phases, centre, b);
            if (StrictMath.hypot(sa[0], sa[1]) > StrictMath.hypot(sb[0], sb[1])) {
                high = b;
            } else {
                low = a;
            }
        }
        double w = (low + high) / 2;
        double[] sum = sum(axis, dense, phases, centre, w);
        return new double[] {w, sum[0], sum[1]};
    }

    /** |Σ_t z_t·e^{-iωx_t}| at the frequencies of the grid; between whole numbers e^{-iωx} is an entry of one table. */
    private final class Turns {
        private final double[] re;
        private final double[] im;
        private final double[] x;
        private final boolean whole;

        Turns(int axis, int[] rows, double[] phases, double centre) {
            re = new double[rows.length];
            im = new double[rows.length];
            x = new double[rows.length];
            boolean all = true;
            for (int t = 0; t < rows.length; t++) {
                boolean known = !Double.isNaN(phases[t]);
                re[t] = known ? StrictMath.cos(phases[t]) : 0;
                im[t] = known ? StrictMath.sin(phases[t]) : 0;
                x[t] = observed.position(rows[t], axis) - centre;
                all &= x[t] == Math.rint(x[t]);
            }
            whole = all;
        }

        double height(int g) {
            double real = 0;
            double imaginary = 0;
            for (int t = 0; t < x.length; t++) {
                double cos;
                double sin;
                if (whole) { // ω = 2πg/GRID - π: a half turn per step beside the entry
                    int at = Math.floorMod((long) g * (long) x[t], GRID);
                    double sign = x[t] % 2 == 0 ? 1 : -1;
                    cos = sign * COS[at];
                    sin = sign * SIN[at];
                } else {
                    cos = StrictMath.cos(grid(g) * x[t]);
                    sin = StrictMath.sin(grid(g) * x[t]);
                }
                real += re[t] * cos + im[t] * sin;
                imaginary += im[t] * cos - re[t] * sin;
            }
            return StrictMath.hypot(real, imaginary);
        }
    }

    private static double grid(int g) {
        return -Math.PI + 2 * Math.PI * g / GRID;
    }

    private double[] sum(int axis, int[] rows, double[] phases, double centre, double w) {
        double re = 0;
        double im = 0;
        for (int t = 0; t < rows.length; t++) {
            if (!Double.isNaN(phases[t])) {
                double angle = phases[t] - w * (observed.position(rows[t], axis) - centre);
                re += StrictMath.cos(angle);
                im += StrictMath.sin(angle);
            }
        }
        return new double[] {re, im};
    }

    /** Least squares of the phases, unwrapped around the line, over rows within reach; null where they are no line. */
    private double[] refined(int pair, int axis, int[] byPosition, double centre, double reach, double[] line) {
        double[] current = line;
        for (int pass = 0; pass < 2; pass++) {
            double n = 0;
            double sx = 0;
            double sxx = 0;
            double sy = 0;
            double sxy = 0;
            for (int row : byPosition) {
                double x = observed.position(row, axis) - centre;
                double phase = observed.phase(row, pair);
                if (Math.abs(x) > reach || Double.isNaN(phase)) {
                    continue;
                }
                double y = ObservedRotation.wrap(phase - current[0] - current[1] * x);
                double weight = 1 / square(observed.noise(current[1] * observed.position(row, axis)));
                n += weight;
                sx += weight * x;
                sxx += weight * x * x;
                sy += weight * y;
                sxy += weight * x * y;
            }
            double spread = n * sxx - sx * sx;
            double slope = spread > 0 ? (n * sxy - sx * sy) / spread : 0;
            double level = n > 0 ? (sy - slope * sx) / n : 0;
            current = new double[] {current[0] + level, current[1] + slope};
        }
        for (int row : byPosition) {
            double x = observed.position(row, axis) - centre;
            double phase = observed.phase(row, pair);
            double off = Math.abs(ObservedRotation.wrap(phase - current[0] - current[1] * x));
            if (Math.abs(x) <= reach && off > 2 * observed.noise(current[1] * observed.position(row, axis))) {
                return null;
            }
        }
        return current;
    }

    private static double square(double x) {
        return x * x;
    }
}

package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.kernel.NumberFormat;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What a dump says of a rotation: for each row t and pair i one complex number z = m·e^{iφ} that multiplies the pair
 * (x_a + i·x_b), at a declared position p_t; immutable.
 */
public final class ObservedRotation {
    /** Phases closer than this are equal (radians): ten times what float32 tables of sine and cosine can be off. */
    static final double TOLERANCE = 1e-3;

    /** Worst phase error of a float32 product p·ω, relative to the phase (measured: 2^-21.1); one bit of slack. */
    static final double PRODUCT_ROUNDING = 0x1p-20;

    /** Numbers below it have so few bits in float16 that they say nothing of a frequency. */
    private static final double FLOAT16_KEEPS = 0x1p-15;

    private static final int KEPT_PHASES = 1 << 24; // cells, 128 MiB

    private final String name;
    private final double[][] positions;
    private final int rows;
    private final int pairs;
    private final double[] re;
    private final double[] im;
    private final NumberFormat format;
    private final double rounding;
    private final double productRounding; // relative to the phase
    private final boolean sampledPhases;
    private final double[] phases; // of small observations, empty for large ones

    private ObservedRotation(
            String name,
            double[][] positions,
            int pairs,
            double[] re,
            double[] im,
            NumberFormat format,
            double rounding,
            double productRounding,
            boolean sampledPhases) {
        this.name = name;
        this.positions = positions;
        this.rows = positions[0].length;
        this.pairs = pairs;
        this.re = re;
        this.im = im;
        this.format = format;
        this.rounding = rounding;
        this.productRounding = productRounding;
        this.sampledPhases = sampledPhases;
        this.phases = new double[re.length <= KEPT_PHASES ? re.length : 0];
        for (int at = 0; at < phases.length; at++) {
            phases[at] = angle(at);
        }
    }

    private double angle(int at) {
        boolean none = re[at] == 0 && im[at] == 0 || Double.isInfinite(re[at]) || Double.isInfinite(im[at]);
        return none ? Double.NaN : StrictMath.atan2(im[at], re[at]);
    }

    /**
     * Rows of a dump.
     *
     * @param name what it was read from, as in {@code table}
     * @param positions declared positions [axes][rows]. Not copied.
     * @param pairs rotary pairs
     * @param re real parts [rows][pairs], row-major. Not copied.
     * @param im imaginary parts, alike. Not copied.
     * @param format the narrowest format that holds the stored numbers exactly
     * @param rounding how far that format and the arithmetic on it may turn a phase, radians
     */
    static ObservedRotation of(
            String name,
            double[][] positions,
            int pairs,
            double[] re,
            double[] im,
            NumberFormat format,
            double rounding) {
        int cells = Math.multiplyExact(positions[0].length, pairs);
        InvalidParameter.require(re.length == cells && im.length == cells, name, re.length, "have rows × pairs cells");
        return new ObservedRotation(name, positions, pairs, re, im, format, rounding, PRODUCT_ROUNDING, true);
    }

    /**
     * Frequencies as a rotation: the phases p·ω at positions that show them to full precision.
     *
     * @param frequencies ω [pairs], radians per token; may be negative or not finite
     * @param format the narrowest format that holds them
     * @param length the largest position to look at
     */
    static ObservedRotation ofFrequencies(double[] frequencies, NumberFormat format, int length) {
        double[][] positions = {virtualPositions(length)};
        int rows = positions[0].length;
        double[] re = new double[rows * frequencies.length];
        double[] im = new double[re.length];
        for (int t = 0; t < rows; t++) {
            for (int i = 0; i < frequencies.length; i++) {
                boolean lost = format == NumberFormat.FLOAT16 && Math.abs(frequencies[i]) < FLOAT16_KEEPS;
                double phase = positions[0][t] * frequencies[i];
                re[t * frequencies.length + i] = lost ? 0 : StrictMath.cos(phase); // 0 + 0i has no phase
                im[t * frequencies.length + i] = lost ? 0 : StrictMath.sin(phase);
            }
        }
        double relative =
                switch (format) {
                    case BFLOAT16 -> 0x1p-8;
                    case FLOAT16 -> 0x1p-10;
                    default -> PRODUCT_ROUNDING;
                };
        return new ObservedRotation("inv_freq", positions, frequencies.length, re, im, format, 0, relative, false);
    }

    /** 0 .. 64, then steps that widen by an eighth, up to the length. */
    private static double[] virtualPositions(int length) {
        double[] chosen = new double[1024];
        int count = 0;
        for (long p = 0; p <= length && count < chosen.length; p += Math.max(1, p / 8)) {
            chosen[count++] = p;
        }
        return Arrays.copyOf(chosen, count);
    }

    /** What it was read from. */
    public String name() {
        return name;
    }

    /** Rows. */
    public int rows() {
        return rows;
    }

    /** Pairs. */
    public int pairs() {
        return pairs;
    }

    /** Position axes. */
    public int axes() {
        return positions.length;
    }

    /** Declared position of a row on an axis, tokens. */
    public double position(int row, int axis) {
        return positions[axis][row];
    }

    /** Declared position of a row on the first axis, tokens. */
    public double position(int row) {
        return positions[0][row];
    }

    /** The largest declared position on any axis. */
    public double largestPosition() {
        double largest = 0;
        for (double[] axis : positions) {
            for (double p : axis) {
                largest = Math.max(largest, p);
            }
        }
        return largest;
    }

    /** Whether rows come from the dump; frequencies have no rows of their own. */
    public boolean hasRows() {
        return sampledPhases;
    }

    /** The narrowest format that holds the stored numbers exactly. */
    public NumberFormat format() {
        return format;
    }

    /** How far the stored format may turn a phase, radians. */
    public double rounding() {
        return rounding;
    }

    /** Whether a cell has this phase, within its noise; an infinite one fits no finite cell, NaN on a side says nothing. */
    boolean agrees(int row, int pair, double predicted) {
        double error = Math.abs(wrap(phase(row, pair) - predicted));
        return !(error > noise(predicted)) && !(Double.isInfinite(predicted) && finite(row, pair));
    }

    /** Rows in the order of their positions on an axis, equal ones in the order of the dump. */
    int[] byPosition(int axis) {
        return IntStream.range(0, rows)
                .boxed()
                .sorted(Comparator.comparingDouble(t -> positions[axis][t]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Whether both parts of a cell are finite. */
    public boolean finite(int row, int pair) {
        int at = row * pairs + pair;
        return Double.isFinite(re[at]) && Double.isFinite(im[at]);
    }

    /** Whether a cell is no number where there must be one; NaN of vectors is a pair too short to tell. */
    boolean broken(int row, int pair) {
        int at = row * pairs + pair;
        boolean vectors = sampledPhases && !name.equals("table");
        return vectors ? Double.isInfinite(re[at]) || Double.isInfinite(im[at]) : !finite(row, pair);
    }

    /** Whether any cell has a phase. */
    boolean hasPhases() {
        for (int t = 0; t < rows; t++) {
            for (int i = 0; i < pairs; i++) {
                if (!Double.isNaN(phase(t, i))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** m of a cell. */
    public double magnitude(int row, int pair) {
        int at = row * pairs + pair;
        return StrictMath.sqrt(re[at] * re[at] + im[at] * im[at]);
    }

    /** φ of a cell, radians in [-π, π]; NaN where the cell is not finite or 0. */
    public double phase(int row, int pair) {
        int at = row * pairs + pair;
        return phases.length > 0 ? phases[at] : angle(at);
    }

    /** Phases that a correct engine may be off by at this phase, radians. */
    public double noise(double phase) {
        return Math.max(TOLERANCE, productRounding * Math.abs(phase)) + rounding;
    }

    /** The inverse rotation. */
    ObservedRotation conjugate() {
        double[] negated = new double[im.length];
        for (int at = 0; at < im.length; at++) {
            negated[at] = -im[at];
        }
        return new ObservedRotation(
                name, positions, pairs, re, negated, format, rounding, productRounding, sampledPhases);
    }

    /** The given rows alone. */
    ObservedRotation select(int[] chosen) {
        double[][] some = new double[positions.length][chosen.length];
        double[] a = new double[chosen.length * pairs];
        double[] b = new double[a.length];
        for (int t = 0; t < chosen.length; t++) {
            for (int axis = 0; axis < positions.length; axis++) {
                some[axis][t] = positions[axis][chosen[t]];
            }
            System.arraycopy(re, chosen[t] * pairs, a, t * pairs, pairs);
            System.arraycopy(im, chosen[t] * pairs, b, t * pairs, pairs);
        }
        return new ObservedRotation(name, some, pairs, a, b, format, rounding, productRounding, sampledPhases);
    }

    /** The angle in [-π, π] that differs from the given one by whole turns, as exact as the angle itself (half an ulp). */
    static double wrap(double angle) {
        return angle - 2 * Math.PI * Math.rint(angle / (2 * Math.PI));
    }
}

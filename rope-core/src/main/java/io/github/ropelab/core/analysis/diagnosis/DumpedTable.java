package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.kernel.NumberFormat;

/** Tables of cosines and sines: a column per pair, or each column twice, as engines keep them for one product. */
public final class DumpedTable {
    private static final double ALIKE = 1e-6;

    private final int rows;
    private final int width;
    private final double[] cos;
    private final double[] sin;

    /**
     * @param rows rows
     * @param cos [rows][width], row-major. Not copied.
     * @param sin alike. Not copied.
     */
    public DumpedTable(int rows, double[] cos, double[] sin) {
        InvalidParameter.require(rows >= 1, "cos", rows + " rows", "have a row");
        InvalidParameter.require(
                cos.length == sin.length && cos.length % rows == 0 && cos.length > 0,
                "sin",
                sin.length,
                "have as many values as cos (" + cos.length + "), in " + rows + " rows");
        this.rows = rows;
        this.width = cos.length / rows;
        this.cos = cos;
        this.sin = sin;
    }

    /** Rows. */
    public int rows() {
        return rows;
    }

    /** How the columns repeat: {@code none}, {@code halves} or {@code neighbours}. */
    String repetition() {
        if (width % 2 != 0 || width < 2) {
            return "none";
        }
        boolean halves = true;
        boolean neighbours = true;
        for (int t = 0; t < rows && (halves || neighbours); t++) {
            for (int i = 0; i < width / 2; i++) {
                halves &= same(t, i, i + width / 2);
                neighbours &= same(t, 2 * i, 2 * i + 1);
            }
        }
        boolean telling = !allColumnsAlike();
        return halves && telling ? "halves" : neighbours && telling ? "neighbours" : "none";
    }

    /** Columns that are all alike repeat in every way, and say nothing of how. */
    private boolean allColumnsAlike() {
        for (int t = 0; t < rows; t++) {
            for (int i = 1; i < width; i++) {
                if (!same(t, 0, i)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean same(int row, int a, int b) {
        int at = row * width;
        return alike(cos[at + a], cos[at + b]) && alike(sin[at + a], sin[at + b]);
    }

    private static boolean alike(double a, double b) {
        return Math.abs(a - b) <= ALIKE || !Double.isFinite(a) && !Double.isFinite(b);
    }

    /**
     * The rotation of the table.
     *
     * @param positions [axes][rows]. Not copied.
     * @param declaredPairs pairs that are declared; decides between one column per pair and two where all columns are alike
     */
    ObservedRotation rotation(double[][] positions, int declaredPairs) {
        NumberFormat format = NumberFormat.narrowest(cos, sin);
        String repetition = repetition();
        if (width == declaredPairs && repetition.equals("neighbours")) {
            repetition = "none"; // two declared pairs may have one frequency by mistake, two halves never all
        }
        if (repetition.equals("none")) {
            return ObservedRotation.of("table", positions, width, cos, sin, format, StoredFormat.ofTable(format));
        }
        int pairs = width / 2;
        double[] re = new double[rows * pairs];
        double[] im = new double[re.length];
        for (int t = 0; t < rows; t++) {
            for (int i = 0; i < pairs; i++) {
                int from = t * width + (repetition.equals("halves") ? i : 2 * i);
                re[t * pairs + i] = cos[from];
                im[t * pairs + i] = sin[from];
            }
        }
        return ObservedRotation.of("table", positions, pairs, re, im, format, StoredFormat.ofTable(format));
    }
}

package io.github.ropelab.core.kernel;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RotaryGeometry;

/**
 * Rotates the rows of a matrix by a table: for each pair with components (x, y)
 *
 * <pre>x' = x·cos - y·sin,  y' = y·cos + x·sin</pre>
 *
 * Components beyond the rotary width are copied.
 */
public final class Rotation {
    private Rotation() {}

    /**
     * Rotates in double.
     *
     * @param source [tokens][headDim], row-major. Not modified, unless it is also the target.
     * @param target [tokens][headDim]. Written.
     * @param geometry shape of a row
     * @param table row t belongs to row t of the source
     */
    public static void rotate(double[] source, double[] target, RotaryGeometry geometry, RotaryTable table) {
        check(source.length, target.length, geometry, table);
        int headDim = geometry.headDim();
        int rotaryDim = geometry.rotaryDim();
        for (int t = 0; t < table.tokens(); t++) {
            int row = t * headDim;
            for (int i = 0; i < table.pairs(); i++) {
                int a = row + geometry.pairing().first(i, rotaryDim);
                int b = row + geometry.pairing().second(i, rotaryDim);
                double x = source[a];
                double y = source[b];
                double cos = table.cos(t, i);
                double sin = table.sin(t, i);
                target[a] = x * cos - y * sin;
                target[b] = y * cos + x * sin;
            }
            System.arraycopy(source, row + rotaryDim, target, row + rotaryDim, headDim - rotaryDim);
        }
    }

    /**
     * Rotates with every operand, product and sum rounded to a format, as engines do on vectors of that format.
     *
     * @param source [tokens][headDim], row-major. Not modified, unless it is also the target.
     * @param target [tokens][headDim]. Written with numbers of the format.
     * @param geometry shape of a row
     * @param table row t belongs to row t of the source
     * @param format of vectors, products and sums
     */
    public static void rotate(
            double[] source, double[] target, RotaryGeometry geometry, RotaryTable table, NumberFormat format) {
        if (format == NumberFormat.FLOAT64) {
            rotate(source, target, geometry, table);
            return;
        }
        check(source.length, target.length, geometry, table);
        int headDim = geometry.headDim();
        int rotaryDim = geometry.rotaryDim();
        for (int t = 0; t < table.tokens(); t++) {
            int row = t * headDim;
            for (int i = 0; i < table.pairs(); i++) {
                int a = row + geometry.pairing().first(i, rotaryDim);
                int b = row + geometry.pairing().second(i, rotaryDim);
                double x = format.round(source[a]);
                double y = format.round(source[b]);
                double cos = format.round(table.cos(t, i));
                double sin = format.round(table.sin(t, i));
                target[a] = format.result(format.result(x * cos) - format.result(y * sin));
                target[b] = format.result(format.result(y * cos) + format.result(x * sin));
            }
            for (int c = row + rotaryDim; c < row + headDim; c++) {
                target[c] = format.round(source[c]);
            }
        }
    }

    /**
     * Rotates in float: entries of the table are rounded to float, each product and each sum is a float operation.
     *
     * @param source [tokens][headDim], row-major. Not modified, unless it is also the target.
     * @param target [tokens][headDim]. Written.
     * @param geometry shape of a row
     * @param table row t belongs to row t of the source
     */
    public static void rotate(float[] source, float[] target, RotaryGeometry geometry, RotaryTable table) {
        check(source.length, target.length, geometry, table);
        int headDim = geometry.headDim();
        int rotaryDim = geometry.rotaryDim();
        for (int t = 0; t < table.tokens(); t++) {
            int row = t * headDim;
            for (int i = 0; i < table.pairs(); i++) {
                int a = row + geometry.pairing().first(i, rotaryDim);
                int b = row + geometry.pairing().second(i, rotaryDim);
                float x = source[a];
                float y = source[b];
                float cos = (float) table.cos(t, i);
                float sin = (float) table.sin(t, i);
                target[a] = x * cos - y * sin;
                target[b] = y * cos + x * sin;
            }
            System.arraycopy(source, row + rotaryDim, target, row + rotaryDim, headDim - rotaryDim);
        }
    }

    private static void check(int source, int target, RotaryGeometry geometry, RotaryTable table) {
        int expected = Math.multiplyExact(table.tokens(), geometry.headDim());
        InvalidParameter.require(
                table.pairs() == geometry.pairs(), "table", table.pairs(), "have " + geometry.pairs() + " pairs");
        InvalidParameter.require(
                source == expected, "source", source, "hold tokens × head_dim = " + expected + " values");
        InvalidParameter.require(
                target == expected, "target", target, "hold tokens × head_dim = " + expected + " values");
    }
}

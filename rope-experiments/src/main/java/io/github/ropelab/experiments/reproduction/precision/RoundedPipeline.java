package io.github.ropelab.experiments.reproduction.precision;

import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Rotation;
import io.github.ropelab.experiments.reproduction.frame.Rope;

/**
 * Where half precision enters on the way to a score.
 *
 * @param id in names
 * @param title for people
 * @param arithmetic of the rotation
 * @param stored format that rotated vectors are rounded to before their products, which are summed in double
 */
record RoundedPipeline(String id, String title, Arithmetic arithmetic, NumberFormat stored) {
    /** Rows of vectors [tokens][headDim], each turned to its position and rounded. */
    double[] rotated(Rope rope, double[] rows, double[] positions) {
        RotaryGeometry geometry = rope.context().geometry();
        double[] turned = new double[rows.length];
        RotaryTable table = RotaryTable.of(rope.frequencies("none"), positions, 1, arithmetic);
        Rotation.rotate(rows, turned, geometry, table, arithmetic.rotation());
        return rounded(turned);
    }

    /** As {@link #rotated}, all rows turned to one position: one row of a table serves them all. */
    double[] rotated(Rope rope, double[] rows, double position) {
        RotaryGeometry geometry = rope.context().geometry();
        int width = geometry.headDim();
        RotaryTable table = RotaryTable.of(rope.frequencies("none"), new double[] {position}, 1, arithmetic);
        double[] all = new double[rows.length];
        double[] source = new double[width];
        double[] turned = new double[width];
        for (int at = 0; at < rows.length; at += width) {
            System.arraycopy(rows, at, source, 0, width);
            Rotation.rotate(source, turned, geometry, table, arithmetic.rotation());
            System.arraycopy(turned, 0, all, at, width);
        }
        return rounded(all);
    }

    private double[] rounded(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = stored.round(values[i]);
        }
        return values;
    }
}

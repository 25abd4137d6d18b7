package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Rotation;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.util.List;

/** Where the vector of a token and a head stands in an array of two or three axes. */
record VectorLayout(int tokens, int heads, int width, boolean headsFirst) {
    private static final List<String> ORDERS = List.of("thd", "htd");

    /** @param order {@code thd} or {@code htd}; {@code null} for tokens first */
    static VectorLayout of(String source, List<Integer> shape, String order) {
        InvalidParameter.require(
                order == null || ORDERS.contains(order),
                "--axes",
                order,
                "be thd or htd",
                order == null ? null : Nearest.suggestion(order, ORDERS));
        boolean headsFirst = "htd".equals(order);
        boolean fits = shape.size() == 3 || shape.size() == 2 && !headsFirst;
        if (!fits || shape.contains(0)) {
            throw new InvalidInput(
                    source,
                    Problem.of(
                            "shape",
                            shape,
                            headsFirst ? "be [heads, T, d], none empty" : "be [T, d] or [T, heads, d], none empty"));
        }
        int width = shape.get(shape.size() - 1);
        if (shape.size() == 2) {
            return new VectorLayout(shape.get(0), 1, width, false);
        }
        return headsFirst
                ? new VectorLayout(shape.get(1), shape.get(0), width, true)
                : new VectorLayout(shape.get(0), shape.get(1), width, false);
    }

    /** Rotates all heads in place, row t of the table for token t. */
    void rotate(double[] values, RotaryGeometry geometry, RotaryTable table, NumberFormat format) {
        double[] head = new double[tokens * width];
        for (int h = 0; h < heads; h++) {
            for (int t = 0; t < tokens; t++) {
                System.arraycopy(values, at(t, h), head, t * width, width);
            }
            Rotation.rotate(head, head, geometry, table, format);
            for (int t = 0; t < tokens; t++) {
                System.arraycopy(head, t * width, values, at(t, h), width);
            }
        }
    }

    private int at(int token, int head) {
        return (headsFirst ? head * tokens + token : token * heads + head) * width;
    }
}

package io.github.ropelab.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Tolerance;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each loop alone against the same in double, for the loops that this JVM has: the plain ones here. */
public class MatrixLoopsTest {
    /** A float sum of up to 131 products of normal numbers. */
    private static final Tolerance SUM = new Tolerance("float sum", 2e-6, 2e-5);

    /** exp(-y) in float is off by 6·10⁻⁸·y, and y ends at 87, where the exact silu is below 10⁻³⁰. */
    private static final Tolerance GATE = new Tolerance("float silu", 6e-6, 1e-30);

    private final MatrixLoops loops = MatrixLoops.installed();
    private final Random random = new Random(22);

    private float[] normal(int size, double scale) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    @Test
    void aTileIsTheProduct() {
        for (int depth : new int[] {1, 2, 7, 64, 131}) {
            int stride = depth + 2;
            float[] a = normal(MatrixLoops.ROWS * stride + 3, 1);
            float[] b = normal(depth * MatrixLoops.COLUMNS + 5, 1);
            int width = MatrixLoops.COLUMNS + 9;
            float[] c = new float[MatrixLoops.ROWS * width + 2];
            loops.multiply(a, 3, stride, b, 5, depth, c, 2, width);
            for (int r = 0; r < MatrixLoops.ROWS; r++) {
                for (int n = 0; n < MatrixLoops.COLUMNS; n++) {
                    double expected = 0;
                    for (int i = 0; i < depth; i++) {
                        expected += (double) a[3 + r * stride + i] * b[5 + i * MatrixLoops.COLUMNS + n];
                    }
                    SUM.check("component", c[2 + r * width + n], expected);
                }
                assertThat(c[2 + r * width + MatrixLoops.COLUMNS]).isZero();
            }
        }
    }

    @Test
    void theGateIsSiluTimesUp() {
        float[] z = normal(133, 30);
        z[40] = 200;
        z[41] = -200;
        z[42] = 0;
        float[] up = normal(133, 1);
        float[] gated = z.clone();
        loops.gate(gated, up, 5, 132);
        for (int i = 0; i < z.length; i++) {
            double expected = i < 5 || i >= 132 ? z[i] : z[i] / (1 + Math.exp(-(double) z[i])) * up[i];
            if (Math.abs(z[i]) < 87) {
                GATE.check("gate of " + z[i], gated[i], expected);
            }
        }
        assertThat(gated[40]).isEqualTo(200 * up[40]);
        assertThat(Math.abs(gated[41])).isLessThan(1e-30f);
    }
}

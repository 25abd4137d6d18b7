package io.github.ropelab.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.kernel.Arithmetic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products, norm, gate and sums of exponentials against the plain kernels. */
class FastKernelsTest {
    /** Sums of up to 700 products of normal numbers: of order 30, each term off by a float's rounding. */
    private static final Tolerance PRODUCT = new Tolerance("float sum of products", 0, 1e-4);

    /** exp(-y) in float is off by 6·10⁻⁸·y, and y ends at 87, where the exact silu is below 10⁻³⁰. */
    private static final Tolerance GATE = new Tolerance("float silu", 6e-6, 1e-30);

    /** The sum is off by 2·10⁻⁷ of itself per term's exp, and by 10⁻⁶ from sums in float. */
    private static final Tolerance LOG = new Tolerance("log of a sum in float parts", 0, 2e-6);

    private static final Kernels PLAIN = new PlainKernels(Arithmetic.F32);

    static List<Kernels> kernels() {
        return List.of(FastKernels.installed(2), FastKernels.installed(1), FastKernels.plain(3, Arithmetic.F32));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void productsOfAllSizesAgree(Kernels kernels) {
        int[][] sizes = {{1, 1, 1}, {3, 65, 17}, {4, 64, 16}, {5, 130, 700}, {259, 63, 33}, {513, 192, 48}};
        for (int[] size : sizes) {
            int rows = size[0];
            Matrix w = new Matrix(size[1], size[2], FastAttentionTest.normal(size[1] * size[2], 1, 1));
            float[] x = FastAttentionTest.normal(rows * size[2] + 3, 2, 1);
            for (boolean add : new boolean[] {false, true}) {
                float[] actual = FastAttentionTest.normal(rows * size[1] + 9, 3, 1);
                float[] expected = actual.clone();
                kernels.multiply(x, 3, rows, w, actual, 5, add);
                PLAIN.multiply(x, 3, rows, w, expected, 5, add);
                check(PRODUCT, actual, expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void normsAndGatesAgree(Kernels kernels) {
        int count = 200_007;
        float[] actual = FastAttentionTest.normal(count, 1, 20);
        actual[3] = 500;
        actual[4] = -500;
        float[] expected = actual.clone();
        float[] up = FastAttentionTest.normal(count, 2, 1);
        kernels.gate(actual, up, count - 1);
        PLAIN.gate(expected, up, count - 1);
        check(GATE, actual, expected);
        float[] weight = FastAttentionTest.normal(33, 4, 1);
        float[] y = new float[33 * 150];
        float[] other = y.clone();
        kernels.norm(up, 5, 149, weight, 1e-5, y, 33);
        PLAIN.norm(up, 5, 149, weight, 1e-5, other, 33);
        assertThat(y).isEqualTo(other);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumsOfExponentialsAgree(Kernels kernels) {
        float[] x = FastAttentionTest.normal(49_160, 1, 6);
        for (int count : new int[] {1, 15, 16, 1024, 1041, 49_152}) {
            LOG.check("count " + count, kernels.logSumExp(x, 7, count), PLAIN.logSumExp(x, 7, count));
        }
        x[7] = 900;
        LOG.check("one term", kernels.logSumExp(x, 7, 256), 900);
    }

    @Test
    void otherRotationsAreRefused() {
        assertThatThrownBy(() -> FastKernels.installed(1, Arithmetic.BF16))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("f32");
    }

    private static void check(Tolerance tolerance, float[] actual, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (!tolerance.accepts(actual[i], expected[i])) {
                tolerance.check("component " + i, actual[i], expected[i]);
            }
        }
    }
}

package io.github.ropelab.experiments.convention;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.RotaryTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What float32 does to angles. */
final class PrecisionConventions {
    private static final int HEAD_DIM = 128;
    private static final double BASE = 10_000;
    private static final FrequencySchedule EXACT = FrequencySchedule.geometric(BASE, HEAD_DIM);

    private PrecisionConventions() {}

    static List<Convention> all() {
        return List.of(floatAngles());
    }

    private static Convention floatAngles() {
        return new Convention(
                19,
                "float32 angles",
                "ggml builds the angle of pair i by i float32 multiplications with b^(-2/d), so rounding grows with the "
                        + "pair. transformers rounds the frequency once and the product with the position once. Errors "
                        + "against float64, the largest over all pairs, d = 128, b = 10000; (cos, sin) is taken as a "
                        + "vector. The number recorded for the single product is that of the cosine alone; the vector's "
                        + "error is larger, and of ggml's order.",
                "The arithmetic of a table: `f32` is the single product, `f32-ggml` the repeated one.",
                List.of(
                        Measurement.recorded(
                                "(cos, sin), repeated product, position 1e5",
                                worst(repeatedProduct(100_000)),
                                9.813e-3,
                                5e-7),
                        Measurement.recorded(
                                "(cos, sin), repeated product, position 1e6",
                                worst(repeatedProduct(1_000_000)),
                                7.771e-2,
                                5e-6),
                        Measurement.recorded(
                                "cos alone, single product, position 1e6",
                                singleProduct(1_000_000)
                                        .mapToDouble(Deviation::cos)
                                        .max()
                                        .orElseThrow(),
                                1.6e-2,
                                5e-4),
                        Measurement.apart(
                                "(cos, sin), single product, position 1e6", worst(singleProduct(1_000_000)))));
    }

    /** Errors of one pair. */
    private record Deviation(double cos, double sin) {
        static Deviation of(double cos, double sin, double angle) {
            return new Deviation(Math.abs(cos - StrictMath.cos(angle)), Math.abs(sin - StrictMath.sin(angle)));
        }
    }

    private static double worst(Stream<Deviation> errors) {
        return errors.mapToDouble(error -> StrictMath.hypot(error.cos(), error.sin()))
                .max()
                .orElseThrow();
    }

    // The kernel's running product replaces this loop once it is merged.
    private static Stream<Deviation> repeatedProduct(int position) {
        List<Deviation> errors = new ArrayList<>();
        float ratio = (float) StrictMath.pow(BASE, -2.0 / HEAD_DIM);
        float angle = position;
        for (int i = 0; i < EXACT.pairs(); i++) {
            errors.add(Deviation.of(
                    (float) StrictMath.cos(angle), (float) StrictMath.sin(angle), position * EXACT.omega(i)));
            angle *= ratio;
        }
        return errors.stream();
    }

    private static Stream<Deviation> singleProduct(int position) {
        RotaryTable table = RotaryTable.of(EXACT, new double[] {position}, 1, Arithmetic.F32);
        return IntStream.range(0, EXACT.pairs())
                .mapToObj(i -> Deviation.of(table.cos(0, i), table.sin(0, i), position * EXACT.omega(i)));
    }
}

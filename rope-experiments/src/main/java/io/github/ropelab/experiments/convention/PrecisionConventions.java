package io.github.ropelab.experiments.convention;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
import java.util.List;
import java.util.OptionalDouble;
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
                        + "pair. transformers computes the frequency in float32 and rounds its product with the position once. Errors "
                        + "against float64, the largest over all pairs, d = 128, b = 10000; (cos, sin) is taken as a "
                        + "vector. The number recorded for the single product is that of the cosine alone with correctly "
                        + "rounded frequencies; engines compute 1/b^(2i/d) in float32, an ulp beside, and are further off.",
                "The arithmetic of a table: `f32` is the single product, `f32-ggml` the repeated one.",
                List.of(
                        Measurement.recorded(
                                "(cos, sin), repeated product, position 1e5",
                                worst(deviations(100_000, Arithmetic.F32_GGML)),
                                9.813e-3,
                                5e-7),
                        Measurement.recorded(
                                "(cos, sin), repeated product, position 1e6",
                                worst(deviations(1_000_000, Arithmetic.F32_GGML)),
                                7.771e-2,
                                5e-6),
                        Measurement.recorded(
                                "cos alone, single product, frequencies rounded correctly, position 1e6",
                                deviations(EXACT.map((i, theta) -> (float) theta), 1_000_000, Arithmetic.F32)
                                        .mapToDouble(Deviation::cos)
                                        .max()
                                        .orElseThrow(),
                                1.6e-2,
                                5e-4),
                        Measurement.apart(
                                "cos alone, single product, frequencies as float32 engines compute them, position 1e6",
                                deviations(1_000_000, Arithmetic.F32)
                                        .mapToDouble(Deviation::cos)
                                        .max()
                                        .orElseThrow()),
                        Measurement.apart(
                                "(cos, sin), single product, position 1e6",
                                worst(deviations(1_000_000, Arithmetic.F32)))));
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

    private static Stream<Deviation> deviations(int position, Arithmetic arithmetic) {
        return deviations(EXACT, position, arithmetic);
    }

    private static Stream<Deviation> deviations(FrequencySchedule schedule, int position, Arithmetic arithmetic) {
        RotaryTable table = new TableRecipe(
                        schedule, OptionalDouble.of(BASE), 1, RadialScale.none(), PairAxes.single(), arithmetic)
                .table(Side.QUERY, new double[] {position}, 0);
        return IntStream.range(0, EXACT.pairs())
                .mapToObj(i -> Deviation.of(table.cos(0, i), table.sin(0, i), position * EXACT.omega(i)));
    }
}

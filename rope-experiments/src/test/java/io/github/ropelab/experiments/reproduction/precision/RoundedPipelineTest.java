package io.github.ropelab.experiments.reproduction.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import org.junit.jupiter.api.Test;

class RoundedPipelineTest {
    private static final Rope ROPE = new Rope(128, 10_000, Lengths.trained(4096));

    @Test
    void anglesInDoubleAreOffByTheirRoundingAlone() {
        AngleErrors exact = AngleErrors.at(ROPE, Arithmetic.F64, 1_000_003);
        AngleErrors single = AngleErrors.at(ROPE, Arithmetic.F32, 1_000_003);
        assertThat(exact.max()).isLessThan(Math.ulp(1e6)); // half an ulp, and the sines
        assertThat(single.max()).isGreaterThan(1e6 * exact.max());
        assertThat(single.entry()).isGreaterThanOrEqualTo(single.cosine());
    }

    /** A position that a format cannot hold turns a pair by whole radians too much. */
    @Test
    void aPositionOneTooFarIsARadianInTheFirstPair() {
        assertThat(AngleErrors.at(ROPE, Arithmetic.of("positions=bf16"), 257).angles()[0])
                .isCloseTo(1, within(1e-12));
        assertThat(PositionFormats.sharing(NumberFormat.FLOAT32, 8192, 8192)).isZero();
    }

    @Test
    void oneRowOfATableServesAllVectors() {
        RoundedPipeline pipeline = new RoundedPipeline("bf16", "all in bf16", Arithmetic.BF16, NumberFormat.BFLOAT16);
        double[] rows = new double[3 * ROPE.headDim()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = StrictMath.sin(i);
        }
        assertThat(pipeline.rotated(ROPE, rows, 1001))
                .containsExactly(pipeline.rotated(ROPE, rows, new double[] {1001, 1001, 1001}));
    }

    /** In double nothing of the shift is left, whatever the norm of the first key. */
    @Test
    void inDoubleNoKeyIsSpecial() {
        RoundedPipeline exact = new RoundedPipeline("f64", "double", Arithmetic.F64, NumberFormat.FLOAT64);
        SinkShift shift = SinkShift.measure(exact, ROPE, 16, 16, 2);
        assertThat(shift.first()).isLessThan(1e-12);
        assertThat(shift.others()).isLessThan(1e-13);
    }
}

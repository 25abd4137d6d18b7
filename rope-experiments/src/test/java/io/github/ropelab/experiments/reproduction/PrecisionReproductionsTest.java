package io.github.ropelab.experiments.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionReproductionsTest {
    private static final Rope ROPE = new Rope(128, 10_000, Lengths.trained(4096));

    @Test
    void aChangedFrequencyIsSeenAndAMissingPairIsAnError(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("frequencies.csv");
        Files.writeString(file, "# two pairs\nmodel,ramp,pair,frequency\na,code,0,1.0\na,code,1,0.5\n");
        PairFrequencies known = PairFrequencies.read(file);
        assertThat(known.largestDifference("a", "code", FrequencySchedule.of(1, 0.5)))
                .isZero();
        assertThat(known.largestDifference("a", "code", FrequencySchedule.of(1, 0.4)))
                .isCloseTo(0.2, within(1e-15));
        assertThatThrownBy(() -> known.largestDifference("a", "code", FrequencySchedule.of(1, 0.5, 0.25)))
                .isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> known.largestDifference("b", "code", FrequencySchedule.of(1, 0.5)))
                .isInstanceOf(InvalidParameter.class);
    }

    @Test
    void theBaseIsReadBackFromASchedule() {
        assertThat(NtkBases.baseOf(FrequencySchedule.geometric(54_321, 64))).isCloseTo(54_321, within(1e-8));
    }

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

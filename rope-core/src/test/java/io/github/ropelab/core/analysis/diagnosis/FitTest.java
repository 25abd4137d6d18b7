package io.github.ropelab.core.analysis.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.kernel.NumberFormat;
import org.junit.jupiter.api.Test;

class FitTest {
    /** Two rows of one pair, at positions 1 and 70000: phases 0.1 and 0.2, or no number in the second. */
    private static ObservedRotation rows(boolean finite) {
        double[] re = {Math.cos(0.1), finite ? Math.cos(0.2) : Double.NaN};
        double[] im = {Math.sin(0.1), finite ? Math.sin(0.2) : Double.NaN};
        return ObservedRotation.of("table", new double[][] {{1, 70_000}}, 1, re, im, NumberFormat.FLOAT32, 0);
    }

    /** Positions in float16 are infinite from 65520 on: they explain rows that are no numbers there, and no others. */
    @Test
    void anInfinitePhaseFitsNoNumber() {
        RotationModel overflows = (position, row, pair) -> position[0] < 65_520 ? 0.1 : Double.POSITIVE_INFINITY;
        assertThat(Fit.holds(rows(true), overflows)).isFalse();
        assertThat(Fit.of(rows(true), overflows).fits()).isFalse();
        assertThat(Fit.of(rows(true), overflows).firstRow()).isEqualTo(1);
        assertThat(Fit.holds(rows(false), overflows)).isTrue();
        assertThat(Fit.of(rows(false), overflows).fits()).isTrue();
    }

    @Test
    void aModelThatSaysNothingOfARowIsNotJudgedByIt() {
        RotationModel silent = (position, row, pair) -> row == 0 ? 0.1 : Double.NaN;
        assertThat(Fit.holds(rows(true), silent)).isTrue();
        assertThat(Fit.of(rows(true), silent).cells()).isEqualTo(1);
    }

    @Test
    void wholeTurnsDoNotCount() {
        RotationModel turned = (position, row, pair) -> row == 0 ? 0.1 + 20 * Math.PI : 0.2 - 2 * Math.PI;
        assertThat(Fit.of(rows(true), turned).fits()).isTrue();
    }
}

package io.github.ropelab.experiments.published;

import static io.github.ropelab.experiments.published.Published.printed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published numbers and the intervals that agree with them. */
class PublishedTest {
    private static final Published.Number NUMBER = printed("height", "height of the curve", "1", 2.5);

    @Test
    void bothEndsOfTheIntervalAgreeAndWhatIsBeyondDoesNot() {
        Published number = NUMBER.within(0.5, "half a unit of the last digit");
        assertThat(number.verdict(2)).isEqualTo(Verdict.HOLDS);
        assertThat(number.verdict(3)).isEqualTo(Verdict.HOLDS);
        assertThat(number.verdict(Math.nextDown(2))).isEqualTo(Verdict.DIFFERS);
        assertThat(number.verdict(Math.nextUp(3))).isEqualTo(Verdict.DIFFERS);
        assertThat(number.verdict(Double.NaN)).isEqualTo(Verdict.DIFFERS);
    }

    /** A discrepancy that is gone, and one that is another, are news. */
    @Test
    void aCorrectedNumberMustMissThePublishedOneAndHitTheRightOne() {
        Published number = NUMBER.within(0.5, "printed so").corrected(7, 0.25, "the sum begins at 0");
        assertThat(number.verdict(7)).isEqualTo(Verdict.KNOWN_DISCREPANCY);
        assertThat(number.verdict(6.75)).isEqualTo(Verdict.KNOWN_DISCREPANCY);
        assertThat(number.verdict(7.3)).isEqualTo(Verdict.DIFFERS);
        assertThat(number.verdict(2.5)).isEqualTo(Verdict.DIFFERS);
        Published overlapping = NUMBER.within(0.5, "printed so").corrected(3.2, 0.5, "rounded wrongly");
        assertThat(overlapping.verdict(3)).as("agrees with both").isEqualTo(Verdict.DIFFERS);
        assertThat(overlapping.verdict(3.4)).isEqualTo(Verdict.KNOWN_DISCREPANCY);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, 0.005, 0.5, 3, 1e-15, 123456.789})
    void theToleranceIsTheOneThatWasGiven(double tolerance) {
        for (double value : new double[] {0, 2.5, -20.845357778356764, 9_370_821}) {
            Published number = printed("n", "n", "1", value).within(tolerance, "so");
            double told = number.tolerance().orElseThrow();
            // An end is the nearest double to value ± tolerance: no more than its spacing is lost.
            assertThat(told)
                    .isBetween(
                            tolerance - Math.ulp(Math.abs(value) + tolerance),
                            tolerance + Math.ulp(Math.abs(value) + tolerance));
        }
        double near =
                printed("n", "n", "1", 2.5).within(tolerance, "so").tolerance().orElseThrow();
        assertThat(tolerance > 1e-14 ? near : tolerance).isEqualTo(tolerance);
    }

    @Test
    void rangesAndLopsidedIntervalsHaveNoTolerance() {
        assertThat(Published.range("r", "r", "1", Origin.PUBLICATION, 19, 22, "by eye")
                        .tolerance())
                .isEmpty();
        assertThat(NUMBER.between(2, 4, "cut off, not rounded").tolerance()).isEmpty();
        assertThat(NUMBER.between(2, 3, "rounded").tolerance()).hasValue(0.5);
        assertThat(NUMBER.withinShare(0.1, "a tenth").tolerance()).hasValue(0.25);
    }

    @Test
    void whatIsNoIntervalIsRefused() {
        assertThatThrownBy(() -> NUMBER.between(3, 4, "beside it")).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> NUMBER.within(-1, "no width")).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> NUMBER.within(1, " ")).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> NUMBER.exactly("so").corrected(3, 0.1, "")).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> NUMBER.exactly("so").correctedTo(4, 3, "upside down"))
                .isInstanceOf(InvalidParameter.class);
    }

    @Test
    void theWorstVerdictIsTheLast() {
        assertThat(Verdict.values()).containsExactly(Verdict.HOLDS, Verdict.KNOWN_DISCREPANCY, Verdict.DIFFERS);
        assertThat(Verdict.KNOWN_DISCREPANCY.key()).isEqualTo("known_discrepancy");
    }
}

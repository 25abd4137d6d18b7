package io.github.ropelab.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PValueTextTest {
    @ParameterizedTest
    @CsvSource({"0, p < 0.001", "0.00099, p < 0.001", "0.001, p = 0.001", "0.5386, p = 0.539", "1, p = 1.000"})
    void threeDigitsOrLessThanTheirLast(double probability, String text) {
        assertThat(PValueText.of(probability)).isEqualTo(text);
    }
}

package io.github.ropelab.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArithmeticTest {
    static Stream<Map.Entry<String, Arithmetic>> named() {
        return Arithmetic.named().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("named")
    void namesReadBack(Map.Entry<String, Arithmetic> entry) {
        assertThat(Arithmetic.of(entry.getKey())).isEqualTo(entry.getValue());
        assertThat(entry.getValue().id()).isEqualTo(entry.getKey());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "positions=bf16,frequencies=bf16,angles=bf16,table=f32",
                "f32,product=repeated",
                "bf16,rotation=float64",
                "table=f16"
            })
    void textsReadBack(String text) {
        Arithmetic arithmetic = Arithmetic.of(text);
        assertThat(Arithmetic.of(arithmetic.id())).isEqualTo(arithmetic);
        assertThat(arithmetic).isNotEqualTo(Arithmetic.F64);
    }

    @Test
    void aTextIsAsShortAsItCanBe() {
        assertThat(Arithmetic.of("rotation=f64,table=bfloat16").id()).isEqualTo("table=bf16");
        assertThat(Arithmetic.of("product=repeated").id()).isEqualTo("product=repeated");
    }

    @Test
    void aStageThatNothingNamesIsExact() {
        assertThat(Arithmetic.of("table=bf16").rotation()).isEqualTo(NumberFormat.FLOAT64);
        assertThat(Arithmetic.of("f32,product=repeated")).isEqualTo(Arithmetic.F32_GGML);
        assertThat(Arithmetic.of("f16,table=f32").rotation()).isEqualTo(NumberFormat.FLOAT16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bf61; did you mean 'bf16'?",
                "position=bf16; did you mean 'positions'?",
                "table=bf61; did you mean 'bf16'?",
                "f32,product=repeatd; did you mean 'repeated'?",
                "table=f16,table=f32; not name table twice",
                "table=f16,f32; be a named setting first",
                "''; be a named setting"
            })
    void unknownWordsAreRefusedWithTheNearestKnownOne(String text, String message) {
        assertThatThrownBy(() -> Arithmetic.of(text))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyStageMatters() {
        FrequencySchedule theta = FrequencySchedule.geometric(10_000, 8);
        double[] positions = {70_001.3};
        for (String stage : new String[] {"positions", "frequencies", "angles", "table"}) {
            RotaryTable exact = RotaryTable.of(theta, positions, 1, Arithmetic.F64);
            RotaryTable rounded = RotaryTable.of(theta, positions, 1, Arithmetic.of(stage + "=bf16"));
            assertThat(rounded.cos(0, 1)).as(stage).isNotEqualTo(exact.cos(0, 1));
        }
    }

    @Test
    void theRunningProductNeedsABase() {
        FrequencySchedule theta = FrequencySchedule.geometric(10_000, 8);
        assertThatThrownBy(() -> RotaryTable.of(theta, new double[] {1}, 1, Arithmetic.F32_GGML))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("base");
    }
}

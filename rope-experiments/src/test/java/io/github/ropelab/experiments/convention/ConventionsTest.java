package io.github.ropelab.experiments.convention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the ledger holds now. */
class ConventionsTest {
    /** Rows of the notes that the ledger grew out of. */
    private static final int RECORDED_ROWS = 28;

    private static final List<Convention> LEDGER = Conventions.builtIn();

    static Stream<Named<Convention>> rows() {
        return LEDGER.stream().map(row -> Named.of(row.row() + " " + row.topic(), row));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void factsHold(Convention row) {
        assertThat(row.facts()).isNotEmpty().allSatisfy(fact -> assertThat(fact.holds())
                .as("%s: found %s, expected %s", fact.statement(), fact.found(), fact.expected())
                .isTrue());
        assertThat(row.facts().stream().map(Fact::statement).distinct()).hasSameSizeAs(row.facts());
    }

    @Test
    void everyRecordedRowIsThere() {
        assertThat(LEDGER.stream().map(Convention::row).limit(RECORDED_ROWS))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, RECORDED_ROWS).boxed().toList());
    }

    @Test
    void aMissingOrDoubledRowIsAnError() {
        Convention first = LEDGER.get(0);
        assertThatThrownBy(() -> Conventions.joined(List.of(first, LEDGER.get(2))))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("[1, 3]");
        assertThatThrownBy(() -> Conventions.joined(List.of(first, first))).isInstanceOf(InvalidParameter.class);
    }

    @Test
    void aWrongNumberIsNoticed() {
        assertThat(Measurement.recorded("a", 1.3690, 1.3689, 5e-5).holds()).isFalse();
        assertThat(Measurement.recorded("a", Double.NaN, 1.3689, 5e-5).holds()).isFalse();
        assertThat(Measurement.apart("a", 0).holds()).isFalse();
        assertThat(Measurement.apart("a", Double.NaN).holds()).isFalse();
        assertThat(new Observation("a", "accepted", "refused").holds()).isFalse();
        assertThatThrownBy(() -> new Measurement("a", 0.5, OptionalDouble.of(0.5), 1, ""))
                .as("a tolerance that accepts 0")
                .isInstanceOf(InvalidParameter.class);
    }
}

package io.github.ropelab.experiments.reproduction.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.experiments.convention.Convention;
import io.github.ropelab.experiments.convention.Measurement;
import io.github.ropelab.experiments.published.Published;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialectNumberTest {
    private static final List<Convention> LEDGER = DialectNumber.ledger();

    /** Row 13 says which list is used, row 26 what is refused; no other row is without a number. */
    @Test
    void everyRowWithANumberIsThere() {
        assertThat(DialectNumber.all().stream()
                        .map(DialectNumber::row)
                        .distinct()
                        .toList())
                .containsExactlyElementsOf(LEDGER.stream()
                        .filter(row -> row.facts().stream().anyMatch(Measurement.class::isInstance))
                        .map(Convention::row)
                        .toList());
    }

    @Test
    void anotherEnginesNumberWouldBeNoticed() {
        for (DialectNumber number : DialectNumber.all()) {
            Published published = number.published();
            double value = number.measured(LEDGER);
            assertThat(published.agrees(value)).as(published.name()).isTrue();
            assertThat(published.agrees(value + Math.max(1e-5 * Math.abs(value), Double.MIN_NORMAL)))
                    .as(published.name())
                    .isFalse();
        }
    }

    @Test
    void aMeasurementThatIsGoneIsAnError() {
        DialectNumber first = DialectNumber.all().get(0);
        assertThatThrownBy(() -> new DialectNumber(2, first.statement(), first.published()).measured(LEDGER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("row 2");
    }
}

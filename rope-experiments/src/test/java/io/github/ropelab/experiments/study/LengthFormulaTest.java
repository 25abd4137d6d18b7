package io.github.ropelab.experiments.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthFormulaTest {
    private static final RopeContext CELL =
            new RopeContext(new RotaryGeometry(64, 32, Pairing.HALF_SPLIT), 10_000, new Lengths(4096, 16384, 8192));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 4",
                "1e5 | 100000",
                "2.5E-1 | 0.25",
                ".5 | 0.5",
                "target/trained | 4",
                "2*current/trained | 4",
                "2 * (current / trained) | 4",
                "trained - current/2 - 1 | -1",
                "trained/2/2 | 1024",
                "2+3*4 | 14",
                "(2+3)*4 | 20",
                "-trained + --1 | -4095",
                "2*-3 | -6",
                "min(trained/2, 512, head_dim) | 64",
                "max(1) | 1",
                "max(rotary_dim, head_dim/4) | 32",
                "round(2.5) | 3",
                "round(-2.5) | -2",
                "floor(-2.5) | -3",
                "ceil(trained/1000) | 5",
                "round(min(base, trained)/3)*3 | 4095"
            })
    void valuesFollowTheUsualRules(String text, double value) {
        assertThat(LengthFormula.parse("factor", text).in(CELL)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target/traned | character 8: traned | did you mean 'trained'?",
                "target/ | a number, a name or ( at character 8 | ''",
                "'' | a number, a name or ( at character 1 | ''",
                "(target | ) at character 8 | ''",
                "target) | an operator or the end at character 7 | ''",
                "2 trained | an operator or the end at character 3 | ''",
                "min trained | ( at character 5 | ''",
                "1.2.3 | a number at character 1 | ''",
                "2^3 | an operator or the end at character 2 | ''",
                "min(1,) | a number, a name or ( at character 7 | ''"
            })
    void whatCannotBeReadIsNamedWithItsPosition(String text, String where, String suggestion) {
        InvalidParameter e = catchThrowableOfType(InvalidParameter.class, () -> LengthFormula.parse("factor", text));
        assertThat(e).isNotNull();
        assertThat(e.name()).isEqualTo("factor");
        assertThat(e.rule()).contains(where);
        assertThat(e.suggestion().orElse("")).isEqualTo(suggestion);
    }

    @Test
    void aDivisionByNothingIsNoNumber() {
        assertThat(LengthFormula.parse("factor", "1/(trained-4096)").in(CELL)).isInfinite();
    }
}

package io.github.ropelab.experiments.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.config.StrategyText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AngleErrorTest {
    /** The same products, summed in another order. */
    private static final Tolerance ANGLE = new Tolerance("angle", 1e-12, 1e-12);

    /** Factors have six digits. */
    private static final Tolerance FITTED = new Tolerance("six digits of the factor", 1e-5, 1e-9);

    private static final RopeContext CONTEXT =
            new RopeContext(RotaryGeometry.full(16, Pairing.HALF_SPLIT), 10_000, Lengths.extended(256, 700));

    private static PositionEncoding encoding(String text) {
        return strategy(text).encode(CONTEXT);
    }

    private static RopeStrategy strategy(String text) {
        return Strategies.read(StrategyText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "yarn:factor=4",
                "linear_align_corners",
                "offset:offset=100",
                "rerope:window=100",
                "leaky_rerope:window=100",
                "self_extend:group_size=6,neighbor_window=100",
                "dual_chunk:chunk_size=190,local_window=33",
                "string:shift=200,local_window=30"
            })
    void theCornersHoldTheLargestErrorOfAllCells(String text) {
        PositionEncoding encoding = encoding(text);
        for (String other : List.of("none", "linear:factor=3", "ntk_aware:factor=9")) {
            FrequencySchedule frequencies = encoding(other).frequencies();
            double largest = 0;
            for (int query = 0; query < 700; query++) {
                for (int key = 0; key <= query; key++) {
                    for (int i = 0; i < frequencies.pairs(); i++) {
                        largest = Math.max(
                                largest,
                                Math.abs(encoding.frequencies().omega(i)
                                                * encoding.positions().effectiveDistance(query, key)
                                        - frequencies.omega(i) * (query - key)));
                    }
                }
            }
            ANGLE.check(text, AngleError.of(encoding, 700).against(frequencies), largest);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "none; none; 0",
                "offset:offset=100; none; 0",
                "linear:factor=5; linear:factor=5; 0",
                "linear_align_corners; linear:factor=2.74118; 0.0005",
                "ntk_aware:factor=3; ntk_aware:factor=3; 0",
                "yarn:factor=6; yarn:factor=6; 0",
                "llama3:factor=4; llama3:factor=4; 0",
            })
    void whatAFamilySaysItselfIsFoundInIt(String text, String nearest, double error) {
        RopeSetup setup = new RopeSetup(CONTEXT, strategy(text), Dialect.TRANSFORMERS, true, List.of());
        NearestExpressible found = NearestExpressible.to(setup);
        assertThat(found.strategy()).isEqualTo(nearest);
        assertThat(found.angleError()).isLessThanOrEqualTo(error + 1e-9);
        assertThat(found.tokens()).isEqualTo(700);
    }

    /** ω = 1 at w = 100: 100 - 100/s at the border and 699/s - 100 at the end are equal at s = 799/200. */
    @Test
    void theBestDivisorOfAWindowBalancesItsBorderAndItsEnd() {
        String text = "rerope:window=100";
        RopeSetup setup = new RopeSetup(CONTEXT, strategy(text), Dialect.TRANSFORMERS, true, List.of());
        NearestExpressible found = NearestExpressible.to(setup);
        assertThat(found.strategy()).isEqualTo("linear:factor=3.995");
        FITTED.check(text, found.angleError(), 100 - 100 / 3.995);
    }
}

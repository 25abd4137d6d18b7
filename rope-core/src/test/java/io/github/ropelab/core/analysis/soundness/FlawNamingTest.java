package io.github.ropelab.core.analysis.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.strategy.Strategies;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names follow from evidence: the same mistakes with other numbers, in other heads, have the same names. */
class FlawNamingTest {
    private static final RotaryGeometry HEAD = RotaryGeometry.full(48, Pairing.INTERLEAVED);
    private static final RopeContext CONTEXT = new RopeContext(HEAD, 50_000, Lengths.extended(1000, 3000));
    private static final Subject PLAIN = right(Map.of("rope_type", "none"), CONTEXT, Arithmetic.F64);
    private static final Subject THIRD = right(Map.of("rope_type", "linear", "factor", 3), CONTEXT, Arithmetic.F64);
    private static final Subject YARN = right(Map.of("rope_type", "yarn", "factor", 3), CONTEXT, Arithmetic.F64);

    private static Subject right(Map<String, Object> block, RopeContext context, Arithmetic arithmetic) {
        return Subject.of(Strategies.read(block), context, arithmetic, false);
    }

    private static double[] query(Subject right, double[] x, int position) {
        return right.modification().rotated(Side.QUERY, x, position, position);
    }

    private static double[] times(double[] x, double factor) {
        double[] y = x.clone();
        for (int c = 0; c < y.length; c++) {
            y[c] *= factor;
        }
        return y;
    }

    private static NamedFlaw named(Modification flawed, Subject right) {
        Trial trial = Trial.of(flawed.geometry(), 3000);
        Soundness result = Soundness.of(Subject.of(flawed, right.promise()), trial);
        assertThat(result.sound()).isFalse();
        return result.named().orElse(new NamedFlaw("", "", ""));
    }

    private static NamedFlaw named(Modification.OneSide query, Modification.OneSide key, Subject right) {
        return named(Modification.of(HEAD, query, key), right);
    }

    @Test
    void anOffsetOnEitherSideIsEstimated() {
        NamedFlaw onKey = named((q, m) -> query(PLAIN, q, m), (k, n) -> query(PLAIN, k, n + 250), PLAIN);
        assertThat(onKey.flaw()).isEqualTo("2");
        assertThat(onKey.sentence()).contains("-250.000");
        assertThat(named((q, m) -> query(THIRD, q, m + 6), (k, n) -> query(THIRD, k, n), THIRD)
                        .flaw())
                .isEqualTo("2");
    }

    @Test
    void aScaleOnOneSideIsToldFromOtherFrequencies() {
        assertThat(named((q, m) -> query(PLAIN, q, m), (k, n) -> query(THIRD, k, n), THIRD))
                .extracting(NamedFlaw::flaw, NamedFlaw::name)
                .containsExactly("3", "one-sided-scaling");
        Subject abf = right(Map.of("rope_type", "abf", "rope_theta", 900_000), CONTEXT, Arithmetic.F64);
        assertThat(named((q, m) -> query(abf, q, m), (k, n) -> query(PLAIN, k, n), PLAIN)
                        .flaw())
                .isEqualTo("4");
    }

    @Test
    void factorsAreToldApart() {
        assertThat(named(
                                (q, m) -> query(PLAIN, times(q, 1.0 / 3), m),
                                (k, n) -> query(PLAIN, times(k, 1.0 / 3), n),
                                THIRD)
                        .flaw())
                .isEqualTo("1");
        assertThat(named((q, m) -> query(THIRD, times(q, 0.7), m), (k, n) -> query(THIRD, times(k, 0.7), n), THIRD)
                        .sentence())
                .contains("0.7000", "0.4900");
        double a = YARN.promise().amplitude();
        assertThat(named(Modification.of(HEAD, (q, m) -> query(YARN, q, m), (k, n) -> query(YARN, k, n), a * a), YARN)
                        .flaw())
                .isEqualTo("14");
        Modification.OneSide bare = (x, p) -> times(query(YARN, x, p), 1 / a);
        assertThat(named(Modification.of(HEAD, bare, bare, a), YARN).flaw()).isEqualTo("15");
    }

    @Test
    void positionsAreEstimated() {
        Modification.OneSide floored = (x, p) -> query(PLAIN, x, p / 3);
        assertThat(named(floored, floored, THIRD).flaw()).isEqualTo("7");
        RopeContext half =
                new RopeContext(RotaryGeometry.full(48, Pairing.HALF_SPLIT), 50_000, Lengths.extended(1000, 3000));
        Subject bf16 = right(Map.of("rope_type", "linear", "factor", 3), half, Arithmetic.of("positions=bf16"));
        Subject claimed = right(Map.of("rope_type", "linear", "factor", 3), half, Arithmetic.F64);
        NamedFlaw rounded = named(bf16.modification(), claimed);
        assertThat(rounded.flaw()).isEqualTo("10");
        assertThat(rounded.sentence()).contains("257 is read as 256");
    }

    @Test
    void theCoresOwnRunningProductIsNamedToo() {
        RopeContext wide = new RopeContext(RotaryGeometry.full(128, Pairing.HALF_SPLIT), 10_000, Lengths.trained(4096));
        Subject ggml = right(Map.of("rope_type", "none"), wide, Arithmetic.F32_GGML);
        Soundness result = Soundness.of(ggml, Trial.of(wide.geometry(), 4096));
        assertThat(result.findings())
                .singleElement()
                .extracting(Finding::check, Finding::flaw)
                .containsExactly("frequencies", "17");
    }

    @Test
    void whatFitsNoRuleHasNoName() {
        Modification.OneSide odd = (x, p) -> {
            double[] y = query(PLAIN, x, p);
            y[5] *= 1 + 0.3 * StrictMath.sin(p);
            return y;
        };
        assertThat(named(odd, odd, PLAIN).flaw()).isEmpty();
    }
}

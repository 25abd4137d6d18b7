package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.strategy.Strategies;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class EncodingDistanceTest {
    /** The closed form against the sum of as many terms as there are distances: roundings of the sum. */
    private static final Percentage SUM = Percentage.withPercentage(1e-9);

    /** A few roundings. */
    private static final Percentage DOUBLE = Percentage.withPercentage(1e-12);

    private static final List<Map<String, Object>> BLOCKS = List.of(
            Map.of("rope_type", "none"),
            Map.of("rope_type", "linear"),
            Map.of("rope_type", "linear_align_corners"),
            Map.of("rope_type", "offset", "offset", 7),
            Map.of("rope_type", "yarn"),
            Map.of("rope_type", "yarn", "attention_factor", 1),
            Map.of("rope_type", "yarn", "mscale", 0.7, "mscale_all_dim", 0.4),
            Map.of("rope_type", "ntk_aware"),
            Map.of("rope_type", "llama3"),
            Map.of("rope_type", "nope"));

    private static RopeContext context(int headDim, int rotaryDim) {
        return new RopeContext(
                new RotaryGeometry(headDim, rotaryDim, Pairing.HALF_SPLIT), 10000, new Lengths(128, 512, 300));
    }

    private static double rms(Map<String, Object> a, Map<String, Object> b, RopeContext context) {
        List<Measurement> values = new EncodingDistance()
                .measure(Strategies.read(a).encode(context), Strategies.read(b).encode(context), context);
        assertThat(values).hasSize(1);
        return values.get(0).value().orElseThrow();
    }

    /** E[(s - s')²] for independent components of variance 1, term by term as docs/metrics.md defines it. */
    private static double bruteForce(PositionEncoding a, PositionEncoding b, RopeContext context) {
        double sum = 0;
        int query = context.lengths().current() - 1;
        for (int key = 0; key < query; key++) {
            for (int i = 0; i < a.frequencies().pairs(); i++) {
                double x = a.frequencies().omega(i) * a.positions().effectiveDistance(query, key);
                double y = b.frequencies().omega(i) * b.positions().effectiveDistance(query, key);
                double re = factor(a) * Math.cos(x) - factor(b) * Math.cos(y);
                double im = factor(a) * Math.sin(x) - factor(b) * Math.sin(y);
                sum += 2 * (re * re + im * im);
            }
            double unrotated =
                    a.attention().logit().at(query) - b.attention().logit().at(query);
            sum += (context.geometry().headDim() - context.geometry().rotaryDim()) * unrotated * unrotated;
        }
        return Math.sqrt(sum / query / context.geometry().headDim());
    }

    private static double factor(PositionEncoding encoding) {
        double amplitude = encoding.attention().amplitude();
        return amplitude * amplitude * encoding.attention().logit().at(0);
    }

    @Test
    void theClosedFormIsTheSumOverAllDistances() {
        for (RopeContext context : List.of(context(64, 64), context(64, 32))) {
            for (Map<String, Object> a : BLOCKS) {
                for (Map<String, Object> b : BLOCKS) {
                    if (!a.equals(b)) {
                        double expected = bruteForce(
                                Strategies.read(a).encode(context),
                                Strategies.read(b).encode(context),
                                context);
                        assertThat(rms(a, b, context)).as("%s against %s", a, b).satisfies(rms -> {
                            if (expected < 1e-12) {
                                assertThat(rms).isLessThan(1e-12); // offset against none: rounding of the sum
                            } else {
                                assertThat(rms).isCloseTo(expected, SUM);
                            }
                        });
                    }
                }
            }
        }
    }

    /**
     * What it is the expectation of: E[(s - s')²] is the sum over all pairs of unit vectors of the squared change of the
     * score, here by the kernel itself.
     */
    @Test
    void itsSquareIsTheExpectedSquareOfTheScoreChange() {
        RopeContext context =
                new RopeContext(new RotaryGeometry(8, 6, Pairing.INTERLEAVED), 100, new Lengths(16, 64, 24));
        for (Map<String, Object> a : BLOCKS) {
            for (Map<String, Object> b : BLOCKS) {
                double sum = 0;
                for (int component = 0; component < 64; component++) {
                    double[] q = rowsOf(component / 8, 24);
                    double[] k = rowsOf(component % 8, 24);
                    double[] first = lastRow(a, context, q, k);
                    double[] second = lastRow(b, context, q, k);
                    for (int key = 0; key < 23; key++) {
                        sum += Math.pow(first[key] - second[key], 2);
                    }
                }
                assertThat(rms(a, b, context))
                        .as("%s against %s", a, b)
                        .isCloseTo(Math.sqrt(sum / 23), Offset.offset(1e-12));
            }
        }
    }

    private static double[] rowsOf(int component, int tokens) {
        double[] rows = new double[tokens * 8];
        for (int i = 0; i < tokens; i++) {
            rows[i * 8 + component] = 1;
        }
        return rows;
    }

    private static double[] lastRow(Map<String, Object> block, RopeContext context, double[] q, double[] k) {
        double[][] logits = new double[1][24];
        new EncodedLogits(Strategies.read(block).encode(context), context.geometry(), Arithmetic.F64, q, k)
                .rows(23, 1, logits);
        return logits[0];
    }

    @Test
    void itIsADistance() {
        RopeContext context = context(64, 64);
        for (Map<String, Object> a : BLOCKS) {
            assertThat(rms(a, a, context)).isZero();
            for (Map<String, Object> b : BLOCKS) {
                assertThat(rms(a, b, context)).isEqualTo(rms(b, a, context));
                for (Map<String, Object> c : BLOCKS) {
                    assertThat(rms(a, c, context)).isLessThanOrEqualTo(rms(a, b, context) + rms(b, c, context) + 1e-12);
                }
            }
        }
    }

    /** Equal frequencies: |A² - 1| in rotated components, nothing in the others. */
    @Test
    void anAmplitudeAloneIsItsSquareLessOne() {
        Map<String, Object> one = Map.of("rope_type", "yarn", "attention_factor", 1);
        Map<String, Object> other = Map.of("rope_type", "yarn", "attention_factor", 1.25);
        assertThat(rms(one, other, context(64, 64))).isCloseTo(1.25 * 1.25 - 1, DOUBLE);
        assertThat(rms(one, other, context(64, 32))).isCloseTo((1.25 * 1.25 - 1) * Math.sqrt(0.5), DOUBLE);
    }

    /** 1 - cos of small angles loses all digits where it is taken literally; the leading term is x²/2. */
    @Test
    void smallTurnsKeepTheirDigits() {
        int distances = 65535;
        double squares = distances * (distances + 1.0) * (2.0 * distances + 1) / 6;
        for (double turn : List.of(1e-9, 1e-12, 1e-17)) {
            assertThat(EncodingDistance.oneMinusCosine(turn, distances))
                    .isCloseTo(turn * turn / 2 * squares, Percentage.withPercentage(1e-6));
        }
        for (double turn : List.of(1e-5, 1e-3, 0.4, 3.0)) {
            double sum = 0;
            for (int i = 1; i <= distances; i++) {
                sum += 2 * Math.pow(Math.sin(turn * i / 2), 2);
            }
            assertThat(EncodingDistance.oneMinusCosine(turn, distances)).isCloseTo(sum, SUM);
        }
    }

    @Test
    void whereAScoreDependsOnMoreThanTheDistanceItIsNotDefined() {
        RopeContext context = context(64, 64);
        PositionEncoding plain = Strategies.read(Map.of("rope_type", "none")).encode(context);
        assertThat(plain.positions()).isInstanceOf(Uniform.class);
        for (String id : List.of("rerope", "log_n", "xpos")) {
            PositionEncoding other = Strategies.read(Map.of("rope_type", id)).encode(context);
            for (List<PositionEncoding> pair : List.of(List.of(plain, other), List.of(other, plain))) {
                List<Measurement> values = new EncodingDistance().measure(pair.get(0), pair.get(1), context);
                assertThat(values).as(id).singleElement().satisfies(m -> assertThat(m.value())
                        .isEmpty());
                assertThat(values.get(0).note()).contains("distance alone");
            }
        }
    }
}

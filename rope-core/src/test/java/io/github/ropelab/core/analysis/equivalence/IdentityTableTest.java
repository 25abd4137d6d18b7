package io.github.ropelab.core.analysis.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Rotation;
import io.github.ropelab.core.strategy.Strategies;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The identities of {@code data/oracle/identities}, each with its own tolerance, by this project's strategies and kernels. */
class IdentityTableTest {
    private static final Pattern ROW =
            Pattern.compile("\"?(d(\\d+)_b(\\d+):)?(.*?)\"?,([-\\d.e]+),([-\\d.e]+),([-\\d.e]+),PASS");
    private static final int TOKENS = 120;
    private static final int LENGTH = 8192;

    record Identity(String name, int d, double base, double expected, double tolerance) {}

    static Stream<Identity> identities() {
        return OracleFiles.lines("identities/identities.csv").stream().map(line -> {
            Matcher row = ROW.matcher(line);
            assertThat(row.matches()).as(line).isTrue();
            boolean any = row.group(1) == null;
            return new Identity(
                    row.group(4).strip(),
                    any ? 128 : Integer.parseInt(row.group(2)),
                    any ? 10_000 : Double.parseDouble(row.group(3)),
                    Double.parseDouble(row.group(5)),
                    Double.parseDouble(row.group(7)));
        });
    }

    @ParameterizedTest
    @MethodSource("identities")
    void holds(Identity identity) {
        new Tolerance("of the row", 0, identity.tolerance())
                .check(
                        identity.name(),
                        new Head(identity.d(), identity.base()).value(identity.name()),
                        identity.expected());
    }

    /** One head with random vectors at random positions. */
    private static final class Head {
        private final int d;
        private final RopeContext context;
        private final double[] q;
        private final double[] k;
        private final int[] positions =
                new Random(3).ints(2 * TOKENS, 0, LENGTH).toArray();

        Head(int d, double base) {
            this.d = d;
            context = new RopeContext(RotaryGeometry.full(d, Pairing.HALF_SPLIT), base, Lengths.extended(2048, LENGTH));
            q = new Random(1).doubles((long) TOKENS * d, -1, 1).toArray();
            k = new Random(2).doubles((long) TOKENS * d, -1, 1).toArray();
        }

        double value(String name) {
            FrequencySchedule theta = context.baseFrequencies();
            return switch (name) {
                case "PI positions/s == freqs/s (max abs score)" ->
                    furthest(scores(theta, context.geometry(), 1, 0.25, 0, q, k), scores(linear(4), 1, 0));
                case "offset invariance +100000" -> furthest(scores(theta, 1, 100_000), scores(theta, 1, 0));
                case "relative form == absolute form" -> furthest(scores(theta, 1, 0), relative(false));
                case "conj symmetry s(q,k,D)=s(k,q,-D)" -> furthest(scores(theta, 1, 0), relative(true));
                case "norm preservation (rel)" -> normChange();
                case "NTK: theta_j/theta_j == s^(-2j/(d-2)) (max rel)" ->
                    apart(ntk(4), theta.map((j, t) -> t * StrictMath.pow(4, -2.0 * j / (d - 2))));
                case "NTK pair 0 unchanged" -> ntk(4).omega(0) / theta.omega(0);
                case "NTK last pair == PI" ->
                    ntk(4).omega(d / 2 - 1) / linear(4).omega(d / 2 - 1);
                case "PI(2) o PI(4) == PI(8) (rel)" -> apart(linear(2).map((j, omega) -> omega / 4), linear(8));
                case "NTK(2) o NTK(4) == NTK(8) (rel)" -> {
                    double between = context.base() * StrictMath.pow(2, d / (d - 2.0));
                    yield apart(new Head(d, between).ntk(4), ntk(8));
                }
                case "base change b->b2 == per-pair scale (b2/b)^(-2j/d)" -> {
                    double other = 50 * context.base();
                    yield apart(
                            frequencies(Map.of("rope_type", "abf", "base", other)),
                            theta.map((j, t) -> t * StrictMath.pow(other / context.base(), -2.0 * j / d)));
                }
                case "s=1: PI,NTK == identity" -> Math.max(apart(linear(1), theta), apart(ntk(1), theta));
                case "interleaved == half-split under permutation" -> {
                    RotaryGeometry interleaved = RotaryGeometry.full(d, Pairing.INTERLEAVED);
                    yield furthest(scores(theta, interleaved, 1, 1, 0, permuted(q), permuted(k)), scores(theta, 1, 0));
                }
                case "attention factor m on cos,sin == logits x m^2 (rel)" -> {
                    double[] amplified = scores(theta, context.geometry(), 1.2, 1, 0, q, k);
                    double[] plain = scores(theta, 1, 0);
                    yield IntStream.range(0, TOKENS)
                            .mapToDouble(t -> Math.abs(amplified[t] / (1.2 * 1.2 * plain[t]) - 1))
                            .max()
                            .orElseThrow();
                }
                case "|score| <= sum_j |q_j||k_j| (excess)" -> excess();
                case "book: i=4096 under PI 2048->8192 -> position 1024" -> interpolated(4096);
                case "book: last index 8191 -> m_l - m_l/m" -> interpolated(8191);
                case "book: 2047.75 exceeds max trained index 2047 by" -> interpolated(8191) - 2047;
                case "endpoint-exact scale (m_l-1)/(m-1) maps 8191 -> 2047" ->
                    Strategies.read(Map.of("rope_type", "linear_align_corners"))
                            .encode(context)
                            .positions()
                            .effectiveDistance(8191, 0);
                case "book: NTK lambda=(m/m_l)^(d/(d-2)) d=64 s=4" -> new Head(64, context.base()).lambda();
                case "book: NTK lambda=(m/m_l)^(d/(d-2)) d=128 s=4" -> new Head(128, context.base()).lambda();
                default -> throw new AssertionError("no check for the identity " + name);
            };
        }

        private FrequencySchedule frequencies(Map<String, Object> block) {
            return Strategies.read(block).encode(context).frequencies();
        }

        private FrequencySchedule linear(double s) {
            return frequencies(Map.of("rope_type", "linear", "factor", s));
        }

        private FrequencySchedule ntk(double s) {
            return frequencies(Map.of("rope_type", "ntk_aware", "factor", s));
        }

        private double lambda() {
            return Strategies.read(Map.of("rope_type", "ntk_aware", "factor", 4))
                            .encode(context)
                            .trace()
                            .derived()
                            .get("base")
                    / context.base();
        }

        private double interpolated(int position) {
            return EffectivePositions.of(
                            Strategies.read(Map.of("rope_type", "linear")).encode(context), context)
                    .at(position, 0);
        }

        private double[] scores(FrequencySchedule frequencies, double slope, double offset) {
            return scores(frequencies, context.geometry(), 1, slope, offset, q, k);
        }

        /** q_t·k_t after both are rotated at slope·position + offset. */
        private double[] scores(
                FrequencySchedule frequencies,
                RotaryGeometry geometry,
                double amplitude,
                double slope,
                double offset,
                double[] queries,
                double[] keys) {
            double[] a = rotated(frequencies, geometry, amplitude, slope, offset, queries, t -> positions[t]);
            double[] b = rotated(frequencies, geometry, amplitude, slope, offset, keys, t -> positions[TOKENS + t]);
            return IntStream.range(0, TOKENS)
                    .mapToDouble(t -> IntStream.range(t * d, (t + 1) * d)
                            .mapToDouble(c -> a[c] * b[c])
                            .sum())
                    .toArray();
        }

        private static double[] rotated(
                FrequencySchedule frequencies,
                RotaryGeometry geometry,
                double amplitude,
                double slope,
                double offset,
                double[] rows,
                IntUnaryOperator position) {
            double[] at = IntStream.range(0, TOKENS)
                    .mapToDouble(t -> slope * position.applyAsInt(t) + offset)
                    .toArray();
            double[] result = new double[rows.length];
            Rotation.rotate(rows, result, geometry, RotaryTable.of(frequencies, at, amplitude, Arithmetic.F64));
            return result;
        }

        /** Σ_j Re(q_j·conj(k_j)·e^{iDθ_j}), D the difference of positions; with q and k and the sign of D exchanged if asked. */
        private double[] relative(boolean exchanged) {
            double[] x = exchanged ? k : q;
            double[] y = exchanged ? q : k;
            double[] scores = new double[TOKENS];
            for (int t = 0; t < TOKENS; t++) {
                int distance = (exchanged ? -1 : 1) * (positions[t] - positions[TOKENS + t]);
                for (int j = 0; j < d / 2; j++) {
                    int first = t * d + j;
                    int second = first + d / 2;
                    double angle = distance * context.baseFrequencies().omega(j);
                    scores[t] += (x[first] * y[first] + x[second] * y[second]) * StrictMath.cos(angle)
                            + (x[first] * y[second] - x[second] * y[first]) * StrictMath.sin(angle);
                }
            }
            return scores;
        }

        private double normChange() {
            double[] turned = rotated(context.baseFrequencies(), context.geometry(), 1, 1, 0, q, t -> positions[t]);
            return IntStream.range(0, TOKENS)
                    .mapToDouble(t -> Math.abs(norm(turned, t * d, d, 1) / norm(q, t * d, d, 1) - 1))
                    .max()
                    .orElseThrow();
        }

        private double excess() {
            double[] scores = scores(context.baseFrequencies(), 1, 0);
            double excess = 0;
            for (int t = 0; t < TOKENS; t++) {
                double bound = 0;
                for (int j = 0; j < d / 2; j++) {
                    bound += norm(q, t * d + j, 2, d / 2) * norm(k, t * d + j, 2, d / 2);
                }
                excess = Math.max(excess, Math.abs(scores[t]) - bound);
            }
            return excess;
        }

        /** Of {@code count} components, {@code step} apart. */
        private static double norm(double[] x, int from, int count, int step) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += x[from + i * step] * x[from + i * step];
            }
            return Math.sqrt(sum);
        }

        private double[] permuted(double[] halfSplit) {
            double[] interleaved = new double[halfSplit.length];
            for (int t = 0; t < TOKENS; t++) {
                for (int j = 0; j < d / 2; j++) {
                    interleaved[t * d + 2 * j] = halfSplit[t * d + j];
                    interleaved[t * d + 2 * j + 1] = halfSplit[t * d + j + d / 2];
                }
            }
            return interleaved;
        }

        private static double furthest(double[] a, double[] b) {
            return IntStream.range(0, a.length)
                    .mapToDouble(i -> Math.abs(a[i] - b[i]))
                    .max()
                    .orElseThrow();
        }

        /** Largest relative difference of two schedules. */
        private static double apart(FrequencySchedule a, FrequencySchedule b) {
            return IntStream.range(0, a.pairs())
                    .mapToDouble(j -> Math.abs(a.omega(j) / b.omega(j) - 1))
                    .max()
                    .orElseThrow();
        }
    }
}

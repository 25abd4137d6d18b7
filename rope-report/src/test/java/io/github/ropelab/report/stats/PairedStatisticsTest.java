package io.github.ropelab.report.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against SciPy, statsmodels and pingouin (data/oracle/statistics), by enumeration, and by symmetries. */
class PairedStatisticsTest {
    /** Sums of a few thousand probabilities in double. */
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    /** Two implementations of the normal distribution function. */
    private static final Offset<Double> NORMAL = Offset.offset(1e-10);

    private static JsonNode oracle(String name) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("data/oracle"))) {
            root = root.getParent();
        }
        JsonNode document = new ObjectMapper()
                .readTree(root.resolve("data/oracle/statistics").resolve(name).toFile());
        assertThat(document.get("cases").size()).isGreaterThan(3);
        return document.get("cases");
    }

    private static double[] numbers(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToDouble(i -> list.get(i).doubleValue())
                .toArray();
    }

    private static double[] drawn(Random random, int n) {
        return random.doubles(n).map(x -> x - 0.4).toArray();
    }

    /** Small whole numbers: many ties, some zeros. */
    private static double[] tied(Random random, int n) {
        return random.ints(n, -3, 5).asDoubleStream().toArray();
    }

    @Test
    void signedRanksAgreeWithSciPyAndPingouin() throws IOException {
        for (JsonNode expected : oracle("signed_rank.json")) {
            String name = expected.get("name").textValue();
            double[] d = numbers(expected.get("differences"));
            SignedRank ranks = SignedRank.of(d);
            assertThat(ranks.positive())
                    .as(name)
                    .isEqualTo(expected.get("w_plus").doubleValue());
            assertThat(ranks.exact())
                    .as(name)
                    .isEqualTo(!expected.get("call").textValue().contains("asymptotic"));
            assertThat(ranks.pValue())
                    .as(name)
                    .isCloseTo(expected.get("p_value").doubleValue(), ranks.exact() ? EXACT : NORMAL);
            assertThat(ranks.rankBiserial())
                    .as(name)
                    .isCloseTo(expected.get("rank_biserial").doubleValue(), EXACT);
            assertThat(MedianBootstrap.median(d))
                    .as(name)
                    .isCloseTo(expected.get("median").doubleValue(), EXACT);
            assertThat(PairedComparison.hodgesLehmann(d))
                    .as(name)
                    .isCloseTo(expected.get("hodges_lehmann").doubleValue(), EXACT);
        }
    }

    @Test
    void holmAgreesWithStatsmodels() throws IOException {
        for (JsonNode expected : oracle("holm.json")) {
            List<Double> p = Arrays.stream(numbers(expected.get("p"))).boxed().toList();
            double[] adjusted = Holm.adjust(p);
            double[] wanted = numbers(expected.get("adjusted"));
            for (int i = 0; i < wanted.length; i++) {
                assertThat(adjusted[i]).isCloseTo(wanted[i], EXACT);
            }
        }
    }

    /**
     * Ends of our 1,999 resamples lie between the 1 % and 4 % (96 % and 99 %) quantiles of SciPy's 400,000: the level of an
     * end has a standard error of √(0.025·0.975/1999) = 0.35 %.
     */
    @Test
    void bootstrapIntervalsAgreeWithSciPyUpToTheNumberOfResamples() throws IOException {
        for (JsonNode expected : oracle("bootstrap_median.json")) {
            Interval interval = MedianBootstrap.interval(numbers(expected.get("differences")));
            JsonNode quantiles = expected.get("quantiles");
            assertThat(interval.low())
                    .isBetween(
                            quantiles.get("0.01").doubleValue(),
                            quantiles.get("0.04").doubleValue());
            assertThat(interval.high())
                    .isBetween(
                            quantiles.get("0.96").doubleValue(),
                            quantiles.get("0.99").doubleValue());
        }
    }

    /** For odd n, P(median of a resample ≤ k-th value) is a binomial tail: at least (n+1)/2 of n draws with chance k/n. */
    @Test
    void bootstrapEndsHaveTheirLevelInClosedForm() {
        for (int n : new int[] {7, 11, 25, 51}) {
            double[] sorted = drawn(new Random(n), n);
            Arrays.sort(sorted);
            Interval interval = MedianBootstrap.interval(sorted);
            int low = Arrays.binarySearch(sorted, interval.low()) + 1;
            int high = Arrays.binarySearch(sorted, interval.high()) + 1;
            double slack = 4 * Math.sqrt(0.025 * 0.975 / MedianBootstrap.RESAMPLES);
            assertThat(atMost(low, n)).as("n = %d", n).isGreaterThan(0.025 - slack);
            assertThat(atMost(low - 1, n)).as("n = %d", n).isLessThan(0.025 + slack);
            assertThat(atMost(high, n)).as("n = %d", n).isGreaterThan(0.975 - slack);
            assertThat(atMost(high - 1, n)).as("n = %d", n).isLessThan(0.975 + slack);
        }
    }

    private static double atMost(int k, int n) {
        return 1 - new BinomialDistribution(null, n, (double) k / n).cumulativeProbability((n - 1) / 2);
    }

    @Test
    void pIsExactByEnumerationWithTiesAndZeros() {
        Random random = new Random(5);
        for (int n = 1; n <= 8; n++) {
            for (int repeat = 0; repeat < 30; repeat++) {
                double[] d = repeat % 2 == 0 ? drawn(random, n) : tied(random, n);
                assertThat(SignedRank.of(d).pValue()).as(Arrays.toString(d)).isCloseTo(enumerated(d), EXACT);
            }
        }
    }

    /** The share of all assignments of signs with |W⁺ - W⁻| at least as large as observed. */
    private static double enumerated(double[] differences) {
        double[] d = Arrays.stream(differences).filter(x -> x != 0).toArray();
        double[] ranks = new double[d.length];
        double observed = 0;
        for (int i = 0; i < d.length; i++) {
            for (double other : d) {
                ranks[i] += Math.abs(other) < Math.abs(d[i]) ? 1 : Math.abs(other) == Math.abs(d[i]) ? 0.5 : 0;
            }
            ranks[i] += 0.5;
            observed += Math.signum(d[i]) * ranks[i];
        }
        int extreme = 0;
        for (int signs = 0; signs < 1 << d.length; signs++) {
            double sum = 0;
            for (int i = 0; i < d.length; i++) {
                sum += (signs >> i & 1) == 1 ? ranks[i] : -ranks[i];
            }
            extreme += Math.abs(sum) >= Math.abs(observed) ? 1 : 0;
        }
        return (double) extreme / (1 << d.length);
    }

    /** Where nothing is tied or zero, Commons Math's exact p is the same; where something is, it is not. */
    @Test
    void commonsMathAgreesOnlyWithoutTiesAndZeros() {
        double[] clean = drawn(new Random(9), 12);
        WilcoxonSignedRankTest commons = new WilcoxonSignedRankTest();
        assertThat(SignedRank.of(clean).pValue())
                .isCloseTo(commons.wilcoxonSignedRankTest(new double[12], clean, true), EXACT);
        double[] zeros = {0, 0, 0, 0, 0, 0, 1, -2, 3, -4, 5, -6};
        assertThat(SignedRank.of(zeros).pValue()).isGreaterThan(0.8);
        assertThat(commons.wilcoxonSignedRankTest(new double[12], zeros, true)).isLessThan(0.5);
    }

    /** Closer than Commons Math's, even without ties; with ties on five sizes 0.02 is the grain of the rank sums. */
    @Test
    void theNormalApproximationMeetsTheExactDistribution() {
        Random random = new Random(3);
        WilcoxonSignedRankTest commons = new WilcoxonSignedRankTest();
        double ours = 0;
        double theirs = 0;
        for (int repeat = 0; repeat < 40; repeat++) {
            double[] d = repeat % 2 == 0
                    ? drawn(random, 60)
                    : Arrays.stream(tied(random, 60)).filter(x -> x != 0).toArray();
            double exact = SignedRank.of(d).pValue();
            double normal = SignedRank.of(d, 0).pValue();
            assertThat(normal).isCloseTo(exact, Offset.offset(0.02));
            if (repeat % 2 == 0) {
                double other = commons.wilcoxonSignedRankTest(new double[d.length], d, false);
                assertThat(other).as("its correction goes the wrong way").isLessThan(normal);
                ours += Math.abs(normal - exact);
                theirs += Math.abs(other - exact);
            }
        }
        assertThat(theirs).isGreaterThan(ours);
    }

    @Test
    void signsAndOrderDoNotMatterBeyondTheMirror() {
        Random random = new Random(7);
        for (int n : new int[] {6, 9, 40, 130}) {
            double[] a = drawn(random, n);
            double[] b = drawn(random, n);
            PairedComparison one = PairedComparison.of("a", "b", a, b);
            PairedComparison mirrored = PairedComparison.of("b", "a", b, a);
            assertThat(mirrored.ranks().pValue()).isEqualTo(one.ranks().pValue());
            assertThat(mirrored.ranks().rankBiserial()).isEqualTo(-one.ranks().rankBiserial());
            assertThat(mirrored.medianDifference()).isEqualTo(-one.medianDifference());
            assertThat(mirrored.hodgesLehmann()).isEqualTo(-one.hodgesLehmann());
            Interval interval = one.interval().orElseThrow();
            assertThat(mirrored.interval()).contains(new Interval(-interval.high(), -interval.low()));
            List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
            Collections.shuffle(order, random);
            PairedComparison shuffled = PairedComparison.of("a", "b", ordered(a, order), ordered(b, order));
            assertThat(shuffled).isEqualTo(one);
        }
    }

    private static double[] ordered(double[] values, List<Integer> order) {
        return order.stream().mapToDouble(i -> values[i]).toArray();
    }

    @Test
    void fewPairsHaveNoIntervalAndCannotReachFivePercent() {
        for (int n = 1; n <= 8; n++) {
            double[] ones = new double[n];
            Arrays.setAll(ones, i -> i + 1);
            PairedComparison comparison = PairedComparison.of("a", "b", ones, new double[n]);
            assertThat(comparison.ranks().pValue()).isEqualTo(SignedRank.leastPValue(n));
            assertThat(comparison.enough()).isEqualTo(comparison.ranks().pValue() < 0.05);
            assertThat(comparison.interval().isPresent()).isEqualTo(comparison.enough());
        }
    }

    @Test
    void valuesThatDifferByRoundingAreEqual() {
        double[] a = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
        double[] b = Arrays.stream(a).map(Math::nextUp).toArray();
        PairedComparison comparison = PairedComparison.of("a", "b", a, b);
        assertThat(comparison.ranks()).isEqualTo(new SignedRank(0, 0, 0, 1, true));
        assertThat(comparison.medianDifference()).isZero();
    }
}

package io.github.ropelab.experiments.reproduction.attention;

import static io.github.ropelab.experiments.published.Published.computed;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.expectation.CorrelatedScores;
import io.github.ropelab.experiments.expectation.FixedQuery;
import io.github.ropelab.experiments.expectation.IndependentScores;
import io.github.ropelab.experiments.expectation.MeanAbsoluteDifference;
import io.github.ropelab.experiments.expectation.ScoreTerms;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The closed forms for keys that correlate with their queries and for one given query: against NumPy, and against draws. And
 * the kurtosis of a difference with the approximations that take it: against NumPy.
 */
record DependentScores(RopeContext context, PositionEncoding reference, Map<String, PositionEncoding> strategies) {
    private static final double RHO = 0.5;
    private static final int PAIRS = 200;

    /** Of the distances of the independent draws. */
    private static final int EVERY = 2;

    /** Two double implementations of sums over 64 pairs. */
    private static final double ROUNDING = 1e-9;

    private static final String REASON = "two double implementations; a share of 1e-9";

    /**
     * Strategy, distance, excess kurtosis of s'-s, with ρ = 1/2 E (s'-s) and E (s'-s)², Var (s'-s) for the query, and two
     * approximations of E|s'-s|, √(2/π)·τ and √(2/π)·τ·(1 - κ/24).
     */
    private static final String VALUES = """
            pi 16 0.19309564922832428 0.7852753662609866 1.3060290587432073 2.2090157165746733 0.6558114471442482 0.6505350164293446
            pi 2047 0.07684043066705316 0.4501662062427896 1.9449303423760316 6.6842532372237 1.0425753045413007 1.0392373072328094
            ntk 16 0.17123835234357926 0.2747245686840965 0.20224488763777254 0.5001167078422604 0.28289411036992995 0.28087568031378624
            ntk 2047 0.0782895450928544 0.9321645627610805 2.7131148383354664 7.630760995326519 1.0844212667060231 1.0808838147202136
            yarn-nofactor 16 0.1638144028928627 0.06593606667311264 0.006921106844534595 0.012356748597380326 0.04369026156773247 0.04339204931310951
            yarn-nofactor 2047 0.11025297751943784 0.5405833583216116 1.5733137234803207 5.030652410070973 0.9011948602547165 0.8970548845602042
            yarn 16 0.047084756931830354 1.1258708603821246 1.374418292966233 0.3710482086008783 0.2417286849486968 0.2412544459331026
            yarn 2047 0.10401790172943354 0.9294684334264259 2.6397530312213378 6.877153076672625 1.0530406461065345 1.048476684504709
            abf5e5 16 0.17558791577234056 0.6175900971250652 0.954131900054725 2.200959251799826 0.6001007216742914 0.5957102868837802
            abf5e5 2047 0.07726845531623402 1.2581746509895142 3.3511359877160545 6.556725021805896 1.0487539962532144 1.0453775128658305
            """;

    private static final List<String> NAMES =
            List.of("kurtosis", "correlated-mean", "correlated-square", "given-query", "gaussian-rule", "edgeworth");

    private static final List<String> WORDS = List.of(
            "excess kurtosis of the difference",
            "mean difference with ρ = 1/2",
            "mean square with ρ = 1/2",
            "variance for the query",
            "mean absolute value as if normal",
            "mean absolute value with Edgeworth's term");

    /** Distance, E s and Var s of plain RoPE with ρ = 1/2. */
    private static final double[][] PLAIN = {
        {16, 3.5091635853022725, 1.139366463005624},
        {2047, 0.7711038368883685, 0.9832379733144402}
    };

    /** The components (c mod 7) - 3: of both signs, and no two pairs in a row alike. */
    private static double[] query(int width) {
        return IntStream.range(0, width).mapToDouble(c -> c % 7 - 3).toArray();
    }

    /** The numbers of NumPy, and what chance makes of the draws. */
    static List<Published> published(Set<String> strategies) {
        List<Published> published = new ArrayList<>();
        for (String line : VALUES.strip().split("\n")) {
            String[] cells = line.split(" ");
            for (int i = 0; i < NAMES.size(); i++) {
                published.add(computed(
                                NAMES.get(i) + "-" + cells[0] + "-" + cells[1],
                                WORDS.get(i) + ", " + DriftOracle.words(cells[0]) + " at distance " + cells[1],
                                "1",
                                Double.parseDouble(cells[i + 2]))
                        .withinShare(ROUNDING, REASON));
            }
        }
        for (double[] row : PLAIN) {
            String at = " of a score with ρ = 1/2, RoPE at distance " + (int) row[0];
            published.add(computed("plain-mean-" + (int) row[0], "mean" + at, "1", row[1])
                    .withinShare(ROUNDING, REASON));
            published.add(computed("plain-variance-" + (int) row[0], "variance" + at, "1", row[2])
                    .withinShare(ROUNDING, REASON));
        }
        int estimates = distances().size() * strategies.size();
        published.addAll(Scatter.expected("mean difference with ρ = 1/2", "correlated-mean", estimates));
        published.addAll(Scatter.expected("mean square with ρ = 1/2", "correlated-square", estimates));
        published.addAll(Scatter.expected("variance for a given query", "given-query", estimates));
        return published;
    }

    private static List<Integer> distances() {
        List<Integer> all = DriftDraws.distances();
        return IntStream.iterate(0, i -> i < all.size(), i -> i + EVERY)
                .mapToObj(all::get)
                .toList();
    }

    void addTo(Recomputed recomputed) {
        int width = context.geometry().headDim();
        CorrelatedScores correlated = new CorrelatedScores(RHO);
        FixedQuery given = new FixedQuery(context.geometry(), query(width));
        for (String line : VALUES.strip().split("\n")) {
            String[] cells = line.split(" ");
            ScoreTerms terms = terms(strategies.get(cells[0]), Integer.parseInt(cells[1]));
            String of = "-" + cells[0] + "-" + cells[1];
            recomputed
                    .put("kurtosis" + of, IndependentScores.differenceExcessKurtosis(terms))
                    .put("correlated-mean" + of, correlated.meanDifference(terms))
                    .put("correlated-square" + of, correlated.meanSquareDifference(terms))
                    .put("given-query" + of, given.differenceVariance(terms))
                    .put("gaussian-rule" + of, MeanAbsoluteDifference.gaussianRule(terms))
                    .put("edgeworth" + of, MeanAbsoluteDifference.edgeworth(terms));
        }
        for (double[] row : PLAIN) {
            ScoreTerms terms = terms(reference, (int) row[0]);
            recomputed
                    .put("plain-mean-" + (int) row[0], correlated.referenceMean(terms))
                    .put("plain-variance-" + (int) row[0], correlated.referenceVariance(terms));
        }
        draw(recomputed, correlated, given);
    }

    private ScoreTerms terms(PositionEncoding strategy, int distance) {
        return ScoreTerms.of(reference, strategy, context, distance, 0);
    }

    private void draw(Recomputed recomputed, CorrelatedScores correlated, FixedQuery given) {
        List<Integer> distances = distances();
        int count = distances.size() * strategies.size();
        double[] means = new double[count];
        double[] squares = new double[count];
        double[] variances = new double[count];
        int at = 0;
        for (Map.Entry<String, PositionEncoding> strategy : strategies.entrySet()) {
            for (int distance : distances) {
                Streams stream = Streams.root(12345)
                        .child("drift-oracle-dependent")
                        .child(strategy.getKey())
                        .child("distance", distance);
                ScoreTerms terms = terms(strategy.getValue(), distance);
                IntToDoubleFunction both = differences(
                        PairScores.correlated(context, stream.child("correlated"), PAIRS, RHO),
                        strategy.getValue(),
                        distance);
                double mean = correlated.meanDifference(terms);
                double square = correlated.meanSquareDifference(terms);
                means[at] = (mean(both) - mean) / Math.sqrt((square - mean * mean) / PAIRS);
                squares[at] = studentized(i -> both.applyAsDouble(i) * both.applyAsDouble(i), square);
                IntToDoubleFunction ofOne = differences(
                        PairScores.ofOneQuery(context, stream.child("given"), PAIRS, given.query()),
                        strategy.getValue(),
                        distance);
                variances[at] = wilsonHilferty(
                        mean(i -> ofOne.applyAsDouble(i) * ofOne.applyAsDouble(i)) / given.differenceVariance(terms));
                at++;
            }
        }
        Scatter.put(recomputed, "correlated-mean", means);
        Scatter.put(recomputed, "correlated-square", squares);
        Scatter.put(recomputed, "given-query", variances);
    }

    private IntToDoubleFunction differences(PairScores pairs, PositionEncoding strategy, int distance) {
        double[] before = pairs.at(reference, distance);
        double[] after = pairs.at(strategy, distance);
        return i -> after[i] - before[i];
    }

    private static double mean(IntToDoubleFunction value) {
        return IntStream.range(0, PAIRS).mapToDouble(value).sum() / PAIRS;
    }

    /** With the standard deviation of the draws: fourth moments of correlated vectors have no form here. */
    private static double studentized(IntToDoubleFunction value, double expected) {
        double mean = mean(value);
        double square = mean(i -> (value.applyAsDouble(i) - mean) * (value.applyAsDouble(i) - mean));
        return (mean - expected) / Math.sqrt(square / (PAIRS - 1));
    }

    /**
     * A chi-square over its degrees of freedom as a normal value (Wilson and Hilferty 1931): given the query the differences
     * are exactly normal.
     */
    private static double wilsonHilferty(double ratio) {
        double variance = 2.0 / (9 * PAIRS);
        return (StrictMath.cbrt(ratio) - (1 - variance)) / Math.sqrt(variance);
    }
}

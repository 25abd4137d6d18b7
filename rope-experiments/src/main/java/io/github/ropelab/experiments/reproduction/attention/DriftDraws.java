package io.github.ropelab.experiments.reproduction.attention;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.expectation.IndependentScores;
import io.github.ropelab.experiments.expectation.MeanAbsoluteDifference;
import io.github.ropelab.experiments.expectation.ScoreTerms;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Estimates of the drift from drawn vectors, each with vectors of its own, as z-scores against the closed forms. */
record DriftDraws(RopeContext context, PositionEncoding reference, Map<String, PositionEncoding> strategies) {
    private static final int PAIRS = 200;
    private static final int LAST = 8191;
    private static final double TWO_SIDED_95 = 1.96;

    /** What is estimated. */
    enum Statistic {
        /** E (s' - s)². */
        SQUARE("square", "mean square"),
        /** E |s' - s|. */
        ABSOLUTE("absolute", "mean absolute value"),
        /** E s·s'. */
        COVARIANCE("covariance", "covariance");

        private final String id;
        private final String words;

        Statistic(String id, String words) {
            this.id = id;
            this.words = words;
        }

        String id() {
            return id;
        }

        String words() {
            return words;
        }
    }

    /** The distances: each from 1 on, then in steps of a twelfth. */
    static List<Integer> distances() {
        List<Integer> distances = new ArrayList<>();
        for (int distance = 1; distance < LAST; distance = Math.max(distance + 1, distance + distance / 12)) {
            distances.add(distance);
        }
        distances.add(LAST);
        return distances;
    }

    /** Adds the scatter of the z-scores, the control, and the tables. */
    void addTo(Recomputed recomputed, Work work) {
        List<Integer> distances = distances();
        int count = distances.size() * strategies.size();
        Map<Statistic, double[]> z = new EnumMap<>(Statistic.class);
        for (Statistic statistic : Statistic.values()) {
            z.put(statistic, new double[count]);
        }
        double[] control = new double[distances.size()];
        DataTable.Rows rows = DataTable.titled("mean-square", "Mean square of the drift by distance")
                .column("strategy", "strategy")
                .column("source", "closed form or drawn")
                .column("distance", "distance Δ, tokens")
                .column("mean_square", "E (s' - s)², squared logits")
                .column("low", "lower end of the interval of 95 %")
                .column("high", "upper end");
        int at = 0;
        for (Map.Entry<String, PositionEncoding> strategy : strategies.entrySet()) {
            PositionEncoding once = once(strategy.getValue());
            for (int i = 0; i < distances.size(); i++) {
                int distance = distances.get(i);
                Estimate estimate = estimate(strategy.getKey(), strategy.getValue(), distance);
                for (Statistic statistic : Statistic.values()) {
                    z.get(statistic)[at] = estimate.z(statistic);
                }
                if (strategy.getKey().equals("yarn")) {
                    control[i] = estimate.against(ScoreTerms.of(reference, once, context, distance, 0));
                }
                double exact = IndependentScores.meanSquareDifference(estimate.terms());
                double mean = estimate.meanSquare();
                double off = TWO_SIDED_95 * estimate.squareError(estimate.terms());
                rows.row(DriftOracle.words(strategy.getKey()), "closed form", distance, exact, exact, exact);
                rows.row(DriftOracle.words(strategy.getKey()), "drawn", distance, mean, mean - off, mean + off);
                at++;
                work.step(at, count, "drawn pairs");
            }
        }
        z.forEach((statistic, values) -> Scatter.put(recomputed, statistic.id(), values));
        recomputed.put("control", Scatter.meanSquare(control));
        recomputed.add(
                rows.table(),
                Chart.lines(
                                "mean-square",
                                "Mean square difference of scores from plain RoPE at the same distance: closed form, and 200 drawn "
                                        + "pairs of normal vectors for each point with the interval of 95 %; d = 128, base 10,000, trained length "
                                        + "2048, factor 4. The lines lie upon one another up to the scatter of the draws. With YaRN's temperature "
                                        + "the difference does not vanish at short distances.",
                                "mean-square",
                                new Axis("distance", "distance (tokens)", Scale.LOG2),
                                new Axis("mean_square", "mean square (logit²)"),
                                "source")
                        .panels("strategy", 3)
                        .intervals("low", "high"));
        quantiles(recomputed, z);
    }

    /** The same frequencies with the root of the factor: c = m where the kernel has m². */
    private static PositionEncoding once(PositionEncoding encoding) {
        double amplitude = Math.sqrt(encoding.attention().amplitude());
        return DriftOracle.encode(10_000, "yarn:factor=4,attention_factor=" + amplitude, LAST + 1);
    }

    private Estimate estimate(String name, PositionEncoding strategy, int distance) {
        Streams stream = Streams.root(12345).child("drift-oracle").child(name).child("distance", distance);
        PairScores pairs = PairScores.drawn(context, stream, PAIRS);
        return new Estimate(
                ScoreTerms.of(reference, strategy, context, distance, 0),
                pairs.at(reference, distance),
                pairs.at(strategy, distance));
    }

    private static void quantiles(Recomputed recomputed, Map<Statistic, double[]> z) {
        DataTable.Rows rows = DataTable.titled("z-scores", "z-scores in order, against a normal law")
                .column("statistic", "what is estimated")
                .column("normal", "quantile of a normal law, standard errors")
                .column("z", "z-score, standard errors");
        z.forEach((statistic, values) -> {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < sorted.length; i++) {
                rows.row(statistic.words(), Scatter.quantile(i, sorted.length), sorted[i]);
            }
        });
        for (double end : new double[] {-3.5, 3.5}) {
            rows.row("normal law", end, end);
        }
        recomputed.add(
                rows.table(),
                Chart.lines(
                        "z-scores",
                        "z-scores of all estimates, five strategies at 100 distances, in order, against the quantiles of a normal law, on "
                                + "which all should lie. Too much scatter "
                                + "would be steeper than the straight line, too little flatter.",
                        "z-scores",
                        new Axis("normal", "normal quantile (standard errors)"),
                        new Axis("z", "z-score (standard errors)"),
                        "statistic"));
    }

    /**
     * Scores of the pairs at one distance.
     *
     * @param terms of the closed forms
     * @param before reference scores
     * @param after scores under the strategy
     */
    private record Estimate(ScoreTerms terms, double[] before, double[] after) {
        double z(Statistic statistic) {
            return switch (statistic) {
                case SQUARE -> against(terms);
                case ABSOLUTE -> absolute();
                case COVARIANCE -> covariance();
            };
        }

        double meanSquare() {
            double sum = 0;
            for (int i = 0; i < before.length; i++) {
                sum += (after[i] - before[i]) * (after[i] - before[i]);
            }
            return sum / before.length;
        }

        /** √((2 + κ)·τ⁴/n). */
        double squareError(ScoreTerms form) {
            double excess = IndependentScores.differenceExcessKurtosis(form);
            return IndependentScores.meanSquareDifference(form) * Math.sqrt((2 + excess) / before.length);
        }

        /** z of the mean square against a form. */
        double against(ScoreTerms form) {
            return (meanSquare() - IndependentScores.meanSquareDifference(form)) / squareError(form);
        }

        private double absolute() {
            double sum = 0;
            for (int i = 0; i < before.length; i++) {
                sum += Math.abs(after[i] - before[i]);
            }
            double expected = MeanAbsoluteDifference.exact(terms);
            double variance = IndependentScores.meanSquareDifference(terms) - expected * expected;
            return (sum / before.length - expected) / Math.sqrt(variance / before.length);
        }

        /** With the standard deviation of the products: their fourth moments have no form here. */
        private double covariance() {
            double expected = IndependentScores.correlation(terms)
                    * Math.sqrt(IndependentScores.referenceVariance(terms) * IndependentScores.strategyVariance(terms));
            int n = before.length;
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += before[i] * after[i] / n;
            }
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double off = before[i] * after[i] - mean;
                squares += off * off;
            }
            return (mean - expected) / Math.sqrt(squares / (n - 1) / n);
        }
    }
}

package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.layer.Visibility;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows under masks against the definitions written out with lists of keys. */
class ComparedKeysTest {
    private static final int TOKENS = 40;
    private static final int TRAINED = 12;
    private static final int WIDTH = 3;

    /** Sums of a few dozen terms of order 1. */
    private static final Tolerance SUMS = new Tolerance("short sums in another order", 1e-12, 1e-13);

    private final double[][] before = scores("before");
    private final double[][] after = scores("after");
    private final double[] values = new double[TOKENS * WIDTH];

    ComparedKeysTest() {
        Gaussian gaussian = Streams.root(2).child("values").gaussian();
        for (int i = 0; i < values.length; i++) {
            values[i] = gaussian.next();
        }
    }

    private static double[][] scores(String name) {
        Gaussian gaussian = Streams.root(2).child(name).gaussian();
        double[][] scores = new double[TOKENS][TOKENS];
        for (double[] row : scores) {
            for (int n = 0; n < TOKENS; n++) {
                row[n] = 2 * gaussian.next();
            }
        }
        return scores;
    }

    private static List<ComparedKeys> flavours() {
        List<ComparedKeys> flavours = new ArrayList<>();
        for (ComparedKeys.Range range : ComparedKeys.Range.values()) {
            for (Visibility mask : List.of(
                    new Visibility.Full(),
                    new Visibility.SlidingWindow(7),
                    new Visibility.SinkAndWindow(2, 5),
                    new Visibility.Chunked(9))) {
                flavours.add(new ComparedKeys(mask, range));
            }
        }
        return flavours;
    }

    /** One side of a row, written out. */
    private record Side(List<Integer> keys, double[] p, double entropy, double[] output) {
        static Side of(Visibility mask, int query, double[] scores, double[] values) {
            List<Integer> keys = new ArrayList<>();
            double sum = 0;
            for (int n = 0; n <= query; n++) {
                if (mask.sees(query, n)) {
                    keys.add(n);
                    sum += Math.exp(scores[n]);
                }
            }
            double[] p = new double[query + 1];
            double entropy = 0;
            double[] output = new double[WIDTH];
            for (int n : keys) {
                p[n] = Math.exp(scores[n]) / sum;
                entropy -= p[n] * Math.log(p[n]);
                for (int c = 0; c < WIDTH; c++) {
                    output[c] += p[n] * values[n * WIDTH + c];
                }
            }
            return new Side(keys, p, entropy, output);
        }

        double beyond(int query) {
            return keys.stream()
                    .filter(n -> query - n >= TRAINED)
                    .mapToDouble(n -> p[n])
                    .sum();
        }

        double divergence(Side other) {
            return keys.stream()
                    .mapToDouble(n -> p[n] * Math.log(p[n] / other.p[n]))
                    .sum();
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void everyMetricSeesTheKeysOfItsSide(ComparedKeys flavour) {
        CellShape shape = new CellShape(TRAINED, TOKENS, 0, flavour);
        AttentionPanel reference = new AttentionPanel(RowsOf.kernel(before), flavour.reference(TRAINED), values, 1);
        AttentionPanel strategy = new AttentionPanel(RowsOf.kernel(after), flavour.strategy(TRAINED), values, 1);
        int finite = 0;
        int compared = 0;
        for (int query = 0; query < TOKENS; query++) {
            reference.load(query, 1);
            strategy.load(query, 1);
            Side a = Side.of(flavour.reference(TRAINED), query, before[query], values);
            Side b = Side.of(flavour.strategy(TRAINED), query, after[query], values);
            String what = flavour + " row " + query + " ";
            List<Measurement> kl = ofRow(new KlDivergence(), shape, reference, strategy);
            check(what, kl.get(0), b.keys().containsAll(a.keys()), a, b);
            check(what, kl.get(1), a.keys().containsAll(b.keys()), b, a);
            finite += kl.get(1).value().isPresent() ? 1 : 0;
            List<Measurement> entropy = ofRow(new Entropy(), shape, reference, strategy);
            SUMS.check(what, value(entropy, 0), a.entropy());
            SUMS.check(what, value(entropy, 1), b.entropy());
            List<Measurement> mass = ofRow(new MassBeyond(), shape, reference, strategy);
            SUMS.check(what, value(mass, 0), a.beyond(query));
            SUMS.check(what, value(mass, 1), b.beyond(query));
            checkDistances(what, a, b, shape, reference, strategy);
            double apart = 0;
            double norm = 0;
            for (int c = 0; c < WIDTH; c++) {
                apart += Math.pow(b.output()[c] - a.output()[c], 2);
                norm += Math.pow(a.output()[c], 2);
            }
            SUMS.check(what, value(ofRow(new OutputError(), shape, reference, strategy), 0), Math.sqrt(apart / norm));
            compared += checkDrift(what, shape, query, a, b, reference, strategy);
        }
        if (flavour.ofReference().label().isEmpty()) {
            assertThat(finite).isEqualTo(TOKENS);
        } else {
            assertThat(finite).isPositive();
        }
        assertThat(compared).isPositive();
    }

    private static void checkDistances(
            String what, Side a, Side b, CellShape shape, AttentionPanel reference, AttentionPanel strategy) {
        double js = 0;
        double variation = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int n = 0; n < a.p().length; n++) {
            double middle = (a.p()[n] + b.p()[n]) / 2;
            js += a.p()[n] == 0 ? 0 : a.p()[n] * Math.log(a.p()[n] / middle) / 2;
            js += b.p()[n] == 0 ? 0 : b.p()[n] * Math.log(b.p()[n] / middle) / 2;
            variation += Math.abs(a.p()[n] - b.p()[n]) / 2;
            squaresA += a.p()[n] * a.p()[n];
            squaresB += b.p()[n] * b.p()[n];
        }
        SUMS.check(what, value(ofRow(new JensenShannon(), shape, reference, strategy), 0), js);
        SUMS.check(what, value(ofRow(new TotalVariation(), shape, reference, strategy), 0), variation);
        List<Measurement> support = ofRow(new EffectiveSupport(), shape, reference, strategy);
        SUMS.check(what, value(support, 0), Math.exp(a.entropy()));
        SUMS.check(what, value(support, 1), Math.exp(b.entropy()));
        SUMS.check(what, value(support, 3), 1 / squaresA);
        SUMS.check(what, value(support, 5), 1 / squaresB - 1 / squaresA);
        List<Measurement> sink = ofRow(new SinkMass(3), shape, reference, strategy);
        SUMS.check(what, value(sink, 0), Arrays.stream(a.p()).limit(3).sum());
        SUMS.check(what, value(sink, 1), Arrays.stream(b.p()).limit(3).sum());
        List<Measurement> normalised = ofRow(new NormalisedEntropy(), shape, reference, strategy);
        checkShare(what, normalised.get(0), a);
        checkShare(what, normalised.get(1), b);
        assertThat(normalised.get(2).value().isPresent())
                .as(what)
                .isEqualTo(a.keys().size() > 1 && b.keys().size() > 1);
        normalised
                .get(2)
                .value()
                .ifPresent(change -> SUMS.check(what, change, value(normalised, 1) - value(normalised, 0)));
    }

    /** One key on the other side takes nothing from this one. */
    private static void checkShare(String what, Measurement actual, Side side) {
        assertThat(actual.value().isPresent()).as(what).isEqualTo(side.keys().size() > 1);
        actual.value()
                .ifPresent(share -> SUMS.check(
                        what, share, side.entropy() / Math.log(side.keys().size())));
    }

    private static void check(String what, Measurement actual, boolean defined, Side p, Side r) {
        assertThat(actual.value().isPresent()).as(what).isEqualTo(defined);
        if (defined) {
            SUMS.check(what, actual.value().getAsDouble(), p.divergence(r));
        } else {
            assertThat(actual.note()).contains("no mass");
        }
    }

    private int checkDrift(
            String what,
            CellShape shape,
            int query,
            Side a,
            Side b,
            AttentionPanel reference,
            AttentionPanel strategy) {
        List<Integer> shared = a.keys().stream().filter(b.keys()::contains).toList();
        double mean = shared.stream()
                .mapToDouble(n -> after[query][n] - before[query][n])
                .average()
                .orElseThrow();
        double raw = 0;
        double centred = 0;
        for (int n : shared) {
            raw += Math.pow(after[query][n] - before[query][n], 2);
            centred += Math.pow(after[query][n] - before[query][n] - mean, 2);
        }
        Measurement drift = rms(ofRow(new ScoreDrift(), shape, reference, strategy));
        assertThat(drift.n()).as(what).isEqualTo(shared.size());
        SUMS.check(what, drift.value().orElseThrow(), Math.sqrt(raw / shared.size()));
        SUMS.check(
                what,
                rms(ofRow(new CentredDrift(), shape, reference, strategy))
                        .value()
                        .orElseThrow(),
                Math.sqrt(centred / shared.size()));
        return shared.size();
    }

    private static Measurement rms(List<Measurement> measurements) {
        return measurements.stream()
                .filter(m -> m.statistic().equals("rms") && m.bucket().axis() == Bucket.Axis.ALL)
                .findAny()
                .orElseThrow();
    }

    private static double value(List<Measurement> measurements, int statistic) {
        return measurements.get(statistic).value().orElseThrow();
    }

    /** The statistics over all rows, of a cell that saw this row alone. */
    private static List<Measurement> ofRow(
            RowMetric metric, CellShape shape, AttentionPanel reference, AttentionPanel strategy) {
        RowMetric.Observer observer = metric.start(shape);
        observer.observe(reference.row(0), strategy.row(0));
        return observer.finish().stream()
                .filter(m -> m.bucket().axis() == Bucket.Axis.ALL)
                .toList();
    }
}

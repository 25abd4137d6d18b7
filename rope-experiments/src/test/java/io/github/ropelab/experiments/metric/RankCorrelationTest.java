package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.layer.Visibility;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;

/** Own loops against Commons Math. */
class RankCorrelationTest {
    /** Quotients of whole numbers, with square roots of counts. */
    private static final Tolerance COUNTS = new Tolerance("counts", 1e-13, 1e-15);

    /** The last row of a cell of two score rows. */
    private static Measurement measure(RowMetric metric, double[] a, double[] b, Visibility mask) {
        AttentionPanel reference = RowsOf.panel(a, mask);
        AttentionPanel strategy = RowsOf.panel(b, mask);
        CellShape shape = new CellShape(a.length, a.length, 0);
        RowMetric.Observer observer = metric.start(shape);
        observer.observe(reference.row(0), strategy.row(0));
        return observer.finish().stream()
                .filter(m -> m.bucket().axis() == Bucket.Axis.ALL)
                .findAny()
                .orElseThrow();
    }

    private static double[] draw(Gaussian gaussian, int keys, double grid) {
        double[] scores = new double[keys];
        for (int n = 0; n < keys; n++) {
            double x = gaussian.next();
            scores[n] = grid == 0 ? x : Math.rint(x / grid) * grid + 0.0; // Commons Math ranks -0.0 below 0.0
        }
        return scores;
    }

    @Test
    void agreesWithCommonsMathWithAndWithoutTies() {
        Gaussian gaussian = Streams.root(3).child("ranks").gaussian();
        for (int keys : new int[] {2, 3, 4, 17, 300}) {
            for (double grid : new double[] {0, 0.01, 0.5, 2}) {
                for (int draw = 0; draw < 20; draw++) {
                    double[] a = draw(gaussian, keys, grid);
                    double[] noise = draw(gaussian, keys, grid / 2);
                    double[] b = new double[keys];
                    Arrays.setAll(b, n -> -0.5 * a[n] + (keys > 3 ? noise[n] : 0));
                    for (Visibility mask : List.of(new Visibility.Full(), new Visibility.SinkAndWindow(1, keys / 2))) {
                        compare(a, b, mask);
                    }
                }
            }
        }
    }

    private static void compare(double[] a, double[] b, Visibility mask) {
        int last = a.length - 1;
        double[] seenA = seen(a, mask, last);
        double[] seenB = seen(b, mask, last);
        Measurement spearman = measure(new Spearman(), a, b, mask);
        Measurement kendall = measure(new Kendall(), a, b, mask);
        boolean varies = varies(seenA) && varies(seenB);
        assertThat(spearman.value().isPresent()).isEqualTo(varies);
        assertThat(kendall.value().isPresent()).isEqualTo(varies);
        if (varies) {
            COUNTS.check(
                    "spearman", spearman.value().getAsDouble(), new SpearmansCorrelation().correlation(seenA, seenB));
            COUNTS.check("kendall", kendall.value().getAsDouble(), new KendallsCorrelation().correlation(seenA, seenB));
        }
    }

    private static double[] seen(double[] scores, Visibility mask, int query) {
        double[] seen = new double[scores.length];
        int size = 0;
        for (int n = 0; n <= query; n++) {
            if (mask.sees(query, n)) {
                seen[size++] = scores[n];
            }
        }
        return Arrays.copyOf(seen, size);
    }

    private static boolean varies(double[] scores) {
        return Arrays.stream(scores).distinct().count() > 1;
    }

    @Test
    void orderAloneCounts() {
        double[] a = {3, -1, 0.5, 2, 8};
        double[] stretched = Arrays.stream(a).map(x -> Math.exp(2 * x)).toArray();
        double[] turned = Arrays.stream(a).map(x -> -x).toArray();
        for (RowMetric metric : List.of(new Spearman(), new Kendall())) {
            assertThat(measure(metric, a, stretched, new Visibility.Full())
                            .value()
                            .orElseThrow())
                    .isEqualTo(1);
            assertThat(measure(metric, a, turned, new Visibility.Full()).value().orElseThrow())
                    .isEqualTo(-1);
            Measurement constant = measure(metric, a, new double[] {0.0, -0.0, 0, 0, 0}, new Visibility.Full());
            assertThat(constant.value()).isEmpty();
            assertThat(constant.note()).contains("equal");
            assertThat(measure(metric, new double[] {1}, new double[] {2}, new Visibility.Full())
                            .value())
                    .isEmpty();
            assertThatThrownBy(() -> measure(
                            metric, new double[] {1, 2, Double.NaN}, new double[] {1, 2, 3}, new Visibility.Full()))
                    .isInstanceOf(InvalidParameter.class);
        }
    }
}

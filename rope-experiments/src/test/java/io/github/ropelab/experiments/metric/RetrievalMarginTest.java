package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.layer.Visibility;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.data.EnergyProfile;
import io.github.ropelab.experiments.data.GaussianVectors;
import io.github.ropelab.experiments.data.Needle;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.data.Slice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RetrievalMarginTest {
    private static final int TOKENS = 40;

    private static final RopeContext CONTEXT =
            new RopeContext(RotaryGeometry.full(16, Pairing.HALF_SPLIT), 10_000, new Lengths(16, TOKENS, TOKENS));

    private static QkvBatch vectors(double strength) {
        EnergyProfile flat = EnergyProfile.of(List.of(), List.of(), 0);
        return new GaussianVectors(
                        "g",
                        CONTEXT.geometry(),
                        CONTEXT.base(),
                        flat,
                        flat,
                        0,
                        Optional.of(new Needle(0.25, strength, 3)),
                        1,
                        5,
                        1)
                .load(Slice.seed(0), TOKENS);
    }

    private static PositionEncoding encode(String id) {
        return Strategies.read(Map.of("rope_type", id)).encode(CONTEXT);
    }

    private static List<Measurement> measured(Map<String, Object> parameters, QkvBatch batch) {
        return measured(parameters, batch, new Visibility.Full());
    }

    private static List<Measurement> measured(Map<String, Object> parameters, QkvBatch batch, Visibility ofReference) {
        RowMetric metric = (RowMetric) Metrics.builtIn().read("retrieval-margin", Params.of(parameters));
        RowMetric.Observer observer = metric.start(new CellShape(16, TOKENS, 8));
        AttentionPanel reference = panel("none", batch, ofReference);
        AttentionPanel candidate = panel("linear", batch, new Visibility.Full());
        for (int row = 0; row < TOKENS; row++) {
            reference.load(row, 1);
            candidate.load(row, 1);
            observer.observe(reference.row(0), candidate.row(0));
        }
        return observer.finish();
    }

    private static AttentionPanel panel(String id, QkvBatch batch, Visibility visibility) {
        return new AttentionPanel(
                new EncodedLogits(encode(id), CONTEXT, Arithmetic.F64, batch.q(), batch.k()), visibility, batch.v(), 1);
    }

    private static double margin(String id, QkvBatch batch, int key) {
        double[][] rows = new double[3][TOKENS];
        new EncodedLogits(encode(id), CONTEXT, Arithmetic.F64, batch.q(), batch.k()).rows(TOKENS - 3, 3, rows);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int n = 0; n <= TOKENS - 3 + i; n++) {
                largest = n == key ? largest : Math.max(largest, rows[i][n]);
            }
            sum += (rows[i][key] - largest) / 3;
        }
        return sum;
    }

    @Test
    void itIsTheScoreOfTheKeyLessTheLargestOther() {
        for (double strength : new double[] {0, 1, 6}) {
            QkvBatch batch = vectors(strength);
            for (Object position : List.of(0.25, 10)) {
                List<Measurement> values = measured(Map.of("position", position, "queries", 3), batch);
                assertThat(values)
                        .extracting(Measurement::statistic)
                        .containsExactly("reference", "strategy", "change");
                assertThat(values).allMatch(m -> m.bucket().equals(new Bucket(Bucket.Axis.ROW, 37, 40)) && m.n() == 3);
                double none = margin("none", batch, 10);
                double linear = margin("linear", batch, 10);
                assertThat(values.get(0).value().orElseThrow()).isCloseTo(none, Offset.offset(1e-12));
                assertThat(values.get(1).value().orElseThrow()).isCloseTo(linear, Offset.offset(1e-12));
                assertThat(values.get(2).value().orElseThrow()).isCloseTo(linear - none, Offset.offset(1e-12));
            }
        }
        assertThat(margin("nope", vectors(6), 10)).isGreaterThan(0); // no rotation takes its part
        assertThat(margin("nope", vectors(0), 10)).isLessThan(0);
    }

    @Test
    void aKeyThatIsHiddenFromTheReferenceStillHasAMarginUnderTheStrategy() {
        QkvBatch batch = vectors(1);
        List<Measurement> values =
                measured(Map.of("position", 10, "queries", 3), batch, new Visibility.SlidingWindow(8));
        assertThat(values.get(0).note()).contains("hidden");
        assertThat(values.get(1).value().orElseThrow()).isCloseTo(margin("linear", batch, 10), Offset.offset(1e-12));
        assertThat(values.get(2).note()).contains("hidden");
    }

    @Test
    void aKeyThatTheRowsDoNotSeeIsUndefinedAndBadParametersAreRefused() {
        assertThat(measured(Map.of("position", 39), vectors(1)))
                .hasSize(3)
                .allMatch(m -> m.value().isEmpty() && m.note().contains("before the last 1 queries"));
        assertThatThrownBy(() -> measured(Map.of("queries", 0), vectors(1))).hasMessageContaining("queries must be");
        assertThatThrownBy(() -> measured(Map.of("position", -1), vectors(1))).hasMessageContaining("position must be");
    }
}

package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.drift.DriftEngine;
import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowSample;
import io.github.ropelab.core.kernel.ScoreLoops;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.data.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Row;

/** The float engine on the real capture against the tables that {@link DriftOracleTest} compares in double. */
class FloatDriftOracleTest {
    private static final int TRAINED = 512;
    private static final int FIRST_ROW = 8;

    /**
     * Relative to the value, or, where a value is a difference of larger ones, to the scale of its parts: scores reach 50
     * here, so that a float score is off by some 1e-5, and entropies and divergences of nats by as much.
     */
    private static final Tolerance FLOAT = new Tolerance("float against NumPy in double", 1e-4, 1e-4);

    /** One of eight keys in one row of fifty: keys whose scores tie but for rounding. */
    private static final Tolerance OVERLAP = new Tolerance("near-ties of the top keys", 0, 0.125 / 50);

    private final DriftOracleTest oracle = new DriftOracleTest();

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void floatAgreesWithTheTables(int current) {
        oracle.readTables();
        Map<String, PositionEncoding> encodings = oracle.encodings(current);
        List<String> names = new ArrayList<>(encodings.keySet());
        CellShape shape = new CellShape(TRAINED, current, FIRST_ROW);
        List<FloatMetric> metrics =
                List.of(new ScoreDrift(), new KlDivergence(), new Entropy(), new TopKOverlap(8), new MassBeyond());
        int compared = 0;
        for (Slice slice : slices(current)) {
            QkvBatch batch = oracle.capture.load(slice, current);
            HeadDrift drift = new DriftEngine(
                            oracle.capture.geometry(),
                            encodings.get("none"),
                            List.copyOf(encodings.values()),
                            current,
                            TRAINED,
                            8,
                            ScoreLoops.installed())
                    .run(rounded(batch.q()), rounded(batch.k()), RowSample.all(current), 2);
            for (int s = 0; s < names.size(); s++) {
                Map<String, Measurement> values = new HashMap<>();
                for (FloatMetric metric : metrics) {
                    for (Measurement m : metric.measure(drift, s, shape)) {
                        values.put(((Metric) metric).type().id() + " " + m.statistic() + " " + m.bucket(), m);
                    }
                }
                compared += compare(slice, current, names.get(s), values);
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    /** All heads at the shorter length; the longer one takes four times as long and has one. */
    private List<Slice> slices(int current) {
        return current == 1024
                ? oracle.capture.slices()
                : oracle.capture.slices().subList(0, 1);
    }

    private int compare(Slice slice, int current, String strategy, Map<String, Measurement> values) {
        int compared = 0;
        for (Row row : oracle.matching("distance", slice, current, strategy)) {
            Bucket bucket = new Bucket(Bucket.Axis.DISTANCE, row.getInt("dist_from"), row.getInt("dist_to"));
            String what = slice + " " + strategy + " ";
            check(FLOAT, what, values, "score-drift mean_abs " + bucket, row.getDouble("mean_abs_dscore"));
            check(FLOAT, what, values, "score-drift rms " + bucket, row.getDouble("rms_dscore"));
            check(FLOAT, what, values, "score-drift mean " + bucket, row.getDouble("mean_dscore"));
            assertThat(values.get("score-drift mean " + bucket).n()).isEqualTo(row.getInt("count"));
            compared += 3;
        }
        Map<String, String> columns = Map.of(
                "kl_none_strat", "kl reference_strategy",
                "kl_strat_none", "kl strategy_reference",
                "entropy_none", "entropy reference",
                "entropy_strat", "entropy strategy",
                "top8_overlap", "top-k-overlap mean",
                "mass_beyond_L_none", "mass-beyond reference",
                "mass_beyond_L_strat", "mass-beyond strategy",
                "mean_abs_dscore", "score-drift mean_abs",
                "rms_dscore", "score-drift rms");
        for (Row row : oracle.matching("rows", slice, current, strategy)) {
            Bucket bucket = new Bucket(Bucket.Axis.ROW, row.getInt("row_from"), row.getInt("row_to"));
            columns.forEach((column, statistic) -> check(
                    column.startsWith("top") ? OVERLAP : FLOAT,
                    slice + " " + strategy + " ",
                    values,
                    statistic + " " + bucket,
                    row.getNumber(column)));
            compared += columns.size();
        }
        return compared;
    }

    private static void check(
            Tolerance tolerance, String what, Map<String, Measurement> values, String key, double expected) {
        tolerance.check(what + key, values.get(key).value().orElseThrow(), expected);
    }

    private static float[] rounded(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }
}

package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.Branch;
import io.github.ropelab.core.BranchSelector;
import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.Piecewise;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.data.Capture;
import io.github.ropelab.experiments.data.CaptureCatalog;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.data.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * Drift of nine strategies on the real capture against tables made in NumPy. Three of the strategies are not in the
 * catalogue and are written here in the vocabulary of core, which they test thereby.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftOracleTest {
    private static final int TRAINED = 512;
    private static final int WINDOW = 256;
    private static final int FIRST_ROW = 8;
    private static final int PANEL = 16;

    /** The tables print twelve digits of double results; entries that are zero but for rounding stay below 1e-12. */
    private static final Tolerance ORACLE = new Tolerance("NumPy in double", 1e-9, 1e-12);

    final Capture capture = CaptureCatalog.read(DataFolder.captures()).open("smollm2-135m", List.of());
    private Map<String, Table> tables;

    @BeforeAll
    void readTables() {
        tables = new HashMap<>();
        for (String name : List.of("distance", "rows", "spots", "freqs")) {
            tables.put(
                    name,
                    Table.read()
                            .csv(DataFolder.oracle("drift/oracle_" + name + ".csv")
                                    .toFile()));
        }
    }

    /** Position i goes to slope·i + intercept. */
    record Affine(double slopeValue, double intercept) implements PositionMap {
        @Override
        public double at(int position) {
            return slopeValue * position + intercept;
        }

        @Override
        public OptionalDouble slope() {
            return OptionalDouble.of(slopeValue);
        }

        @Override
        public String formula() {
            return slopeValue + "·i+" + intercept;
        }
    }

    /** Position i goes to floor(i/group) + shift. */
    record Grouped(int group, int shift) implements PositionMap {
        @Override
        public double at(int position) {
            return position / group + shift;
        }

        @Override
        public OptionalDouble slope() {
            return OptionalDouble.empty();
        }

        @Override
        public String formula() {
            return "floor(i/" + group + ")+" + shift;
        }
    }

    RopeContext context(int current) {
        return new RopeContext(capture.geometry(), capture.base(), Lengths.extended(TRAINED, current));
    }

    Map<String, PositionEncoding> encodings(int current) {
        RopeContext context = context(current);
        int group = 2 * current / TRAINED;
        Map<String, PositionEncoding> encodings = new LinkedHashMap<>();
        encodings.put("none", encode("none", Map.of(), context));
        encodings.put("pi", encode("linear", Map.of(), context));
        encodings.put("ntk", encode("ntk_aware", Map.of(), context));
        encodings.put(
                "dyn2", encode("ntk_aware", Map.of("factor", Math.max(1.0, 2.0 * current / TRAINED - 1)), context));
        encodings.put("yarn", encode("yarn", Map.of(), context));
        encodings.put("ntkparts", encode("yarn", Map.of("attention_factor", 1), context));
        encodings.put("llama3", encode("llama3", Map.of(), context));
        encodings.put("rerope", encode("rerope", Map.of("window", WINDOW), context));
        Branch leaky = new Branch(
                "far", new Affine(1.0 / group, WINDOW - (double) WINDOW / group), new Affine(1.0 / group, 0));
        encodings.put("leaky", windowed(context, leaky));
        Branch grouped = new Branch("far", new Grouped(group, WINDOW - WINDOW / group), new Grouped(group, 0));
        encodings.put("selfext", windowed(context, grouped));
        return encodings;
    }

    private static PositionEncoding encode(String id, Map<String, Object> parameters, RopeContext context) {
        return Strategies.builtIn().read(id, Params.of(parameters)).encode(context);
    }

    private static PositionEncoding windowed(RopeContext context, Branch far) {
        Branch near = Branch.both("near", new PositionMap.Identity());
        return new PositionEncoding(
                context.baseFrequencies(),
                new Piecewise(List.of(near, far), new BranchSelector.WithinWindow(WINDOW)),
                AttentionScale.none(),
                Trace.none());
    }

    @Test
    void frequenciesAgree() {
        int compared = 0;
        for (Row row : tables.get("freqs")) {
            RopeContext context = context(row.getInt("T"));
            PositionEncoding encoding = encodings(row.getInt("T")).get(row.getString("strategy"));
            Tolerance.DOUBLE.check("mscale", encoding.attention().amplitude(), row.getDouble("mscale"));
            for (int i = 0; i < context.geometry().pairs(); i++) {
                Tolerance.DOUBLE.check("f" + i, encoding.frequencies().omega(i), row.getDouble("f" + i));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(21 * 32);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void driftAgrees(int current) {
        Map<String, PositionEncoding> encodings = encodings(current);
        int compared = capture.slices().parallelStream()
                .mapToInt(slice -> compareSlice(slice, encodings, current))
                .sum();
        int expected = 0;
        for (String table : List.of("distance", "rows", "spots")) {
            expected += tables.get(table)
                    .where(tables.get(table).intColumn("T").isEqualTo(current))
                    .rowCount();
        }
        assertThat(compared).isEqualTo(expected).isPositive();
    }

    private int compareSlice(Slice slice, Map<String, PositionEncoding> encodings, int current) {
        int compared = 0;
        List<Row> spots = encodings.keySet().stream()
                .flatMap(name -> matching("spots", slice, current, name).stream())
                .toList();
        QkvBatch batch = capture.load(slice, current);
        Map<String, AttentionPanel> panels = new LinkedHashMap<>();
        encodings.forEach((name, encoding) -> panels.put(name, attention(encoding, batch)));
        Map<String, AttentionRow> rows = new LinkedHashMap<>();
        Map<String, List<RowMetric.Observer>> observers = new LinkedHashMap<>();
        CellShape shape = new CellShape(TRAINED, current, FIRST_ROW);
        List<RowMetric> metrics = List.of(
                new ScoreDrift(),
                new KlDivergence(),
                new JensenShannon(),
                new TotalVariation(),
                new SinkMass(1),
                new Entropy(),
                new TopKOverlap(8),
                new MassBeyond(),
                new OutputError());
        encodings
                .keySet()
                .forEach(name -> observers.put(
                        name,
                        metrics.stream().map(metric -> metric.start(shape)).toList()));
        for (int q = 0; q < current; q++) {
            int query = q;
            panels.forEach((name, panel) -> {
                if (query % PANEL == 0) {
                    panel.load(query, PANEL);
                }
                rows.put(name, panel.row(query % PANEL));
            });
            observers.forEach(
                    (name, list) -> list.forEach(observer -> observer.observe(rows.get("none"), rows.get(name))));
            compared += compareSpots(spots, query, rows);
        }
        for (String name : rows.keySet()) {
            Map<String, Measurement> values = new HashMap<>();
            List<RowMetric.Observer> finished = observers.get(name);
            for (int i = 0; i < finished.size(); i++) {
                for (Measurement m : finished.get(i).finish()) {
                    values.put(key(metrics.get(i).type().id(), m.statistic(), m.bucket()), m);
                }
            }
            compared += compareDistances(slice, current, name, values);
            compared += compareRows(slice, current, name, values);
        }
        return compared;
    }

    private AttentionPanel attention(PositionEncoding encoding, QkvBatch batch) {
        return new AttentionPanel(
                new EncodedLogits(encoding, capture.geometry(), Arithmetic.F64, batch.q(), batch.k()),
                batch.v(),
                PANEL);
    }

    private static String key(String metric, String statistic, Bucket bucket) {
        return metric + " " + statistic + " " + bucket;
    }

    List<Row> matching(String table, Slice slice, int current, String strategy) {
        List<Row> rows = new ArrayList<>();
        Table all = tables.get(table);
        for (int r = 0; r < all.rowCount(); r++) {
            Row row = all.row(r);
            if (row.getInt("layer") == slice.layer().orElseThrow()
                    && row.getInt("head") == slice.head().orElseThrow()
                    && row.getInt("T") == current
                    && row.getString("strategy").equals(strategy)) {
                rows.add(row);
            }
        }
        return rows;
    }

    private int compareDistances(Slice slice, int current, String strategy, Map<String, Measurement> values) {
        List<Row> rows = matching("distance", slice, current, strategy);
        for (Row row : rows) {
            Bucket bucket = new Bucket(Bucket.Axis.DISTANCE, row.getInt("dist_from"), row.getInt("dist_to"));
            String what = slice + " " + strategy + " ";
            check(what, values.get(key("score-drift", "mean_abs", bucket)), row.getDouble("mean_abs_dscore"));
            check(what, values.get(key("score-drift", "rms", bucket)), row.getDouble("rms_dscore"));
            check(what, values.get(key("score-drift", "mean", bucket)), row.getDouble("mean_dscore"));
            assertThat(values.get(key("score-drift", "mean", bucket)).n()).isEqualTo(row.getInt("count"));
        }
        return rows.size();
    }

    private int compareRows(Slice slice, int current, String strategy, Map<String, Measurement> values) {
        List<Row> rows = matching("rows", slice, current, strategy);
        for (Row row : rows) {
            Bucket bucket = new Bucket(Bucket.Axis.ROW, row.getInt("row_from"), row.getInt("row_to"));
            Map<String, String> columns = Map.ofEntries(
                    Map.entry("kl_none_strat", "kl reference_strategy"),
                    Map.entry("kl_strat_none", "kl strategy_reference"),
                    Map.entry("js", "js mean"),
                    Map.entry("tv", "total-variation mean"),
                    Map.entry("sink_none", "sink-mass reference"),
                    Map.entry("sink_strat", "sink-mass strategy"),
                    Map.entry("entropy_none", "entropy reference"),
                    Map.entry("entropy_strat", "entropy strategy"),
                    Map.entry("top8_overlap", "top-k-overlap mean"),
                    Map.entry("mass_beyond_L_none", "mass-beyond reference"),
                    Map.entry("mass_beyond_L_strat", "mass-beyond strategy"),
                    Map.entry("out_relerr", "output-error mean"),
                    Map.entry("mean_abs_dscore", "score-drift mean_abs"),
                    Map.entry("rms_dscore", "score-drift rms"));
            columns.forEach((column, statistic) -> check(
                    slice + " " + strategy + " " + column,
                    values.get(statistic + " " + bucket),
                    row.getNumber(column)));
        }
        return rows.size();
    }

    private static int compareSpots(List<Row> spots, int query, Map<String, AttentionRow> attention) {
        int compared = 0;
        for (Row row : spots) {
            if (row.getInt("i") == query) {
                AttentionRow actual = attention.get(row.getString("strategy"));
                int key = row.getInt("j");
                ORACLE.check("score", actual.scores()[key], row.getDouble("score"));
                ORACLE.check("probability", actual.probabilities()[key], row.getDouble("prob"));
                compared++;
            }
        }
        return compared;
    }

    private static void check(String what, Measurement actual, double expected) {
        assertThat(actual).as(what).isNotNull();
        ORACLE.check(what + " " + actual, actual.value().orElseThrow(), expected);
    }
}

package io.github.ropelab.experiments.reproduction.attention;

import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.experiments.data.Capture;
import io.github.ropelab.experiments.data.CaptureCatalog;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The mean 2-norm of each pair of real queries, keys and values: how much a pair can matter to a score (Cauchy and Schwarz). */
final class FrequencyNorms {
    private final DataTable.Rows rows = DataTable.titled("usage", "Mean 2-norm by pair, SmolLM2-135M")
            .column("layer", "of the model")
            .column("head", "query head of the capture, keys, or values")
            .column("pair", "j, fast to slow; for values the same components")
            .column("norm", "mean over 2048 tokens of |x^(j)|");
    private final double[] halves = new double[6];
    private final Map<Integer, double[]> queryHalves = new TreeMap<>();
    private int slowQueries;
    private int slowKeys;

    private FrequencyNorms() {}

    /** The norms of the bundled capture. */
    static FrequencyNorms of(Path captures) {
        FrequencyNorms norms = new FrequencyNorms();
        Capture capture = CaptureCatalog.read(captures).open("smollm2-135m", List.of());
        int last = -1;
        for (Slice slice : capture.slices()) {
            int layer = slice.layer().orElseThrow();
            QkvBatch batch = capture.load(slice, capture.maxTokens());
            if (layer != last) {
                double[] key = norms(batch.k(), capture.geometry());
                norms.add(layer, "keys", key, 2);
                norms.slowKeys += peak(key) >= key.length / 2 ? 1 : 0;
                norms.count(norms(batch.v(), capture.geometry()), 4);
            }
            double[] query = norms(batch.q(), capture.geometry());
            norms.add(layer, "query head " + slice.head().orElseThrow(), query, 0);
            norms.slowQueries += peak(query) >= query.length / 2 ? 1 : 0;
            double[] half = norms.queryHalves.computeIfAbsent(layer, number -> new double[2]);
            half[0] += sum(query, 0);
            half[1] += sum(query, 1);
            last = layer;
        }
        return norms;
    }

    FrequencyNorms put(Recomputed recomputed) {
        recomputed
                .put("query-heads-slow", slowQueries)
                .put("key-heads-slow", slowKeys)
                .put(
                        "query-layers-slow",
                        queryHalves.values().stream()
                                .filter(half -> half[1] > half[0])
                                .count())
                .put("query-slow-share", halves[1] / halves[0])
                .put("key-slow-share", halves[3] / halves[2])
                .put("value-slow-share", halves[5] / halves[4]);
        return this;
    }

    DataTable table() {
        return rows.table();
    }

    private void add(int layer, String head, double[] norms, int slot) {
        for (int pair = 0; pair < norms.length; pair++) {
            rows.row("layer " + layer, head, pair, norms[pair]);
        }
        count(norms, slot);
    }

    private void count(double[] norms, int slot) {
        halves[slot] += sum(norms, 0);
        halves[slot + 1] += sum(norms, 1);
    }

    private static double sum(double[] norms, int half) {
        int middle = norms.length / 2;
        return Arrays.stream(norms, half * middle, middle + half * middle).sum();
    }

    private static int peak(double[] norms) {
        int peak = 0;
        for (int pair = 1; pair < norms.length; pair++) {
            peak = norms[pair] > norms[peak] ? pair : peak;
        }
        return peak;
    }

    private static double[] norms(double[] rows, RotaryGeometry geometry) {
        int tokens = rows.length / geometry.headDim();
        double[] norms = new double[geometry.pairs()];
        for (int token = 0; token < tokens; token++) {
            for (int pair = 0; pair < norms.length; pair++) {
                int row = token * geometry.headDim();
                double x = rows[row + geometry.pairing().first(pair, geometry.rotaryDim())];
                double y = rows[row + geometry.pairing().second(pair, geometry.rotaryDim())];
                norms[pair] += Math.sqrt(x * x + y * y) / tokens;
            }
        }
        return norms;
    }
}

package io.github.ropelab.cli;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.drift.DriftEngine;
import io.github.ropelab.core.drift.RowSample;
import io.github.ropelab.core.kernel.ScoreLoops;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Times all-pairs drift, one head, half-split: strategy s has the base 10,000·(1 + 3s), the reference is s = 0. Rotation is
 * within the timed runs, since the engine rotates keys as it goes; tables of angles are not, as with the peers.
 */
final class DriftBench {
    private static final double BASE = 10_000;
    private static final int TOP = 16;

    private final float[] q;
    private final float[] k;
    private final int threads;
    private final RowSample sample;
    private final ScoreLoops loops = ScoreLoops.installed();
    private final DriftEngine engine;

    /** @param rows sampled query rows; 0 for all */
    DriftBench(int length, int dim, int strategies, int threads, int rows) {
        InvalidParameter.require(length >= 1, "--length", length, "be at least 1");
        InvalidParameter.require(strategies >= 1, "--strategies", strategies, "be at least 1");
        InvalidParameter.require(threads >= 1, "--threads", threads, "be at least 1");
        InvalidParameter.require(
                (long) length * dim < Integer.MAX_VALUE - 8,
                "--length",
                length,
                "be below " + (Integer.MAX_VALUE - 8) / Math.max(1, dim) + " at this width");
        InvalidParameter.require(rows >= 0, "--rows", rows, "be 0 for all rows, or a number of them");
        RotaryGeometry geometry = RotaryGeometry.full(dim, Pairing.HALF_SPLIT);
        this.threads = threads;
        sample = rows == 0 ? RowSample.all(length) : RowSample.of(length, rows);
        engine = new DriftEngine(
                geometry,
                encoding(dim, 0),
                IntStream.rangeClosed(1, strategies)
                        .mapToObj(s -> encoding(dim, s))
                        .toList(),
                length,
                length,
                TOP,
                loops);
        q = gaussian("q", length * dim);
        k = gaussian("k", length * dim);
    }

    private static PositionEncoding encoding(int dim, int s) {
        return PositionEncoding.ofFrequencies(FrequencySchedule.geometric(BASE * (1 + 3.0 * s), dim), Trace.none());
    }

    private static float[] gaussian(String name, int size) {
        Gaussian gaussian = Streams.root(1).child("bench").child(name).gaussian();
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) gaussian.next();
        }
        return values;
    }

    /** What the line says beside the names and sizes. The first run, before anything is compiled, shows the memory. */
    Map<String, Object> measure(int repeat) {
        double[] peakMib = new double[1];
        double first = Stopwatch.seconds(() -> peakMib[0] = ResidentMemory.peakMib(this::run));
        if (first < Stopwatch.WARM_UP_SECONDS) {
            Stopwatch.warmUp(this::run);
        }
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("seconds", Stopwatch.fastest(repeat, this::run));
        measured.put("peak_mib", peakMib[0]);
        measured.put("rows", sample.size());
        measured.put("loops", loops.name());
        return measured;
    }

    private void run() {
        engine.run(q, k, sample, threads);
    }
}

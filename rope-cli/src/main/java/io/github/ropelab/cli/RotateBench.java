package io.github.ropelab.cli;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.FloatLoops;
import io.github.ropelab.core.kernel.FloatRotation;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.SplitRange;

/** Times the rotation of 32 heads, and a copy of their array as the yardstick of what the memory gives. */
final class RotateBench {
    private static final int HEADS = 32;
    private static final double BASE = 10_000;

    /** Fastest runs, memory above the inputs, and which loops ran. */
    record Measured(double seconds, double copySeconds, double peakMib, String loops) {}

    private final float[] x;
    private final int threads;
    private final FloatLoops loops = FloatLoops.installed();
    private final FloatRotation rotation;

    RotateBench(int length, int dim, Pairing pairing, int threads) {
        InvalidParameter.require(length >= 1, "--length", length, "be at least 1");
        InvalidParameter.require(threads >= 1, "--threads", threads, "be at least 1");
        InvalidParameter.require(
                (long) HEADS * length * dim < Integer.MAX_VALUE,
                "--length",
                length,
                "be below " + Integer.MAX_VALUE / (HEADS * (long) Math.max(1, dim)) + " at this width");
        RotaryGeometry geometry = RotaryGeometry.full(dim, pairing);
        this.threads = threads;
        x = new float[HEADS * length * dim];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i % 1021 - 510) / 256f; // any numbers of order 1; rotations keep them so
        }
        RotaryTable table = RotaryTable.of(
                FrequencySchedule.geometric(BASE, dim), new PositionMap.Identity(), length, 1, Arithmetic.F32);
        rotation = new FloatRotation(table, geometry, loops);
    }

    /** Copies and rotations take turns, so that both see the same machine. */
    Measured measure(int repeat) {
        Stopwatch.warmUp(() -> rotation.rotate(x, threads));
        double peakMib = ResidentMemory.peakMib(() -> rotation.rotate(x, threads));
        float[] copy = new float[x.length];
        Stopwatch.warmUp(() -> copy(copy));
        double rotate = Double.POSITIVE_INFINITY;
        double copied = Double.POSITIVE_INFINITY;
        for (int i = 0; i < repeat; i++) {
            copied = Math.min(copied, Stopwatch.seconds(() -> copy(copy)));
            rotate = Math.min(rotate, Stopwatch.seconds(() -> rotation.rotate(x, threads)));
        }
        return new Measured(rotate, copied, peakMib, loops.name());
    }

    private void copy(float[] target) {
        SplitRange.run(x.length, threads, (from, to) -> System.arraycopy(x, from, target, from, to - from));
    }
}

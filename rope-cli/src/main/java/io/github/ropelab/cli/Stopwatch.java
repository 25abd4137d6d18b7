package io.github.ropelab.cli;

/** Times work of the benchmarks. */
final class Stopwatch {
    static final double WARM_UP_SECONDS = 1;

    private static final double NANOS = 1e9;

    private Stopwatch() {}

    /** Seconds that the work takes. */
    static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS;
    }

    /** Does the work for a second, at least once, so that it is compiled. */
    static void warmUp(Runnable work) {
        long start = System.nanoTime();
        do {
            work.run();
        } while ((System.nanoTime() - start) / NANOS < WARM_UP_SECONDS);
    }

    /** The fastest of {@code repeat} runs, seconds. */
    static double fastest(int repeat, Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < repeat; i++) {
            best = Math.min(best, seconds(work));
        }
        return best;
    }
}

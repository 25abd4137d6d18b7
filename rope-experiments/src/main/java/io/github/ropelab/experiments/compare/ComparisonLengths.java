package io.github.ropelab.experiments.compare;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;
import java.util.OptionalInt;

/**
 * The lengths of a comparison.
 *
 * @param trained trained length, tokens
 * @param currents current lengths, tokens
 * @param divisor by which the model's lengths were scaled down; 1 for not at all
 * @param rows sample of query rows where scores are float; absent for all
 */
record ComparisonLengths(int trained, List<Integer> currents, int divisor, OptionalInt rows) {
    /**
     * Processor time of one query-key score with the default metrics in double, nanoseconds. The bundled study
     * drift-vs-length, 761 million scores of head width 64, took 56 s of it, start and report included; wider heads more.
     */
    private static final double NANOSECONDS = 100;

    private static final double MINUTE = 60;
    private static final int SHORTEST = 64;
    private static final List<Integer> TIMES = List.of(1, 2, 4);

    /** The same for float scores: the float engine takes 4 on a free machine (performance.md), and vectors are drawn. */
    private static final double FLOAT_NANOSECONDS = 6;

    private static final int FEWEST_ROWS = 256;

    /**
     * Chooses.
     *
     * @param trained of the model, tokens
     * @param fixed whether the trained length must stay
     * @param fast whether scores are float
     * @param asked current lengths; empty for 1, 2 and 4 times the trained one
     * @param maxTokens longest sequence of the data
     * @param encodings strategies and the reference, times heads or draws
     * @param threads of the run
     */
    static ComparisonLengths of(
            int trained, boolean fixed, boolean fast, List<Integer> asked, int maxTokens, int encodings, int threads) {
        asked.forEach(length -> InvalidParameter.require(length >= 1, "--lengths", length, "be at least 1 token"));
        double atOnce = (double) encodings / threads;
        if (!asked.isEmpty()) {
            return new ComparisonLengths(trained, asked, 1, rows(fast, asked, atOnce));
        }
        for (int divisor = 1; ; divisor *= 2) {
            int scaled = trained / divisor;
            List<Integer> currents = TIMES.stream()
                    .map(times -> (int) Math.min(Integer.MAX_VALUE, (long) times * scaled))
                    .toList();
            boolean possible = currents.get(currents.size() - 1) <= maxTokens;
            if (fixed && !possible) {
                List<Integer> within =
                        currents.stream().filter(length -> length <= maxTokens).toList();
                InvalidParameter.require(
                        !within.isEmpty(),
                        "--trained-length",
                        trained,
                        "be at most the data's " + maxTokens + " tokens");
                return new ComparisonLengths(trained, within, 1, rows(fast, within, atOnce));
            }
            boolean quick = fast || scores(currents) * atOnce * NANOSECONDS / 1e9 <= MINUTE;
            if (fixed || scaled < 2 * SHORTEST || possible && quick) {
                return new ComparisonLengths(scaled, currents, divisor, rows(fast, currents, atOnce));
            }
        }
    }

    /** The largest power of two of rows that takes about a minute; absent where all do. */
    private static OptionalInt rows(boolean fast, List<Integer> currents, double encodings) {
        double most = MINUTE / (encodings * FLOAT_NANOSECONDS / 1e9);
        if (!fast || scores(currents) <= most) {
            return OptionalInt.empty();
        }
        double perRow = currents.stream().mapToDouble(length -> length / 2.0).sum();
        return OptionalInt.of(Math.max(FEWEST_ROWS, Integer.highestOneBit((int) (most / perRow))));
    }

    /** Scores of one strategy on one head at all lengths. */
    private static double scores(List<Integer> currents) {
        return currents.stream()
                .mapToDouble(length -> (double) length * (length + 1) / 2)
                .sum();
    }

    /** How they came about. */
    String note(int model) {
        if (divisor == 1) {
            return "";
        }
        return trained + " tokens count as the trained length instead of the model's " + model
                + ": at the model's own lengths the run would take longer than about a minute or the data are too short. "
                + "All lengths are " + divisor
                + " times shorter, the base is the model's, so fewer pairs complete a turn "
                + "within the trained length. Give the trained length to keep it, or lengths of your own.";
    }
}

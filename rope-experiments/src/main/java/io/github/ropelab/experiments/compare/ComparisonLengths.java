package io.github.ropelab.experiments.compare;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;

/**
 * The lengths of a comparison.
 *
 * @param trained trained length, tokens
 * @param currents current lengths, tokens
 * @param divisor by which the model's lengths were scaled down; 1 for not at all
 * @param seconds that the run is expected to take
 */
record ComparisonLengths(int trained, List<Integer> currents, int divisor, double seconds) {
    /**
     * Processor time of one query-key score with the default metrics in double, nanoseconds. The bundled study
     * drift-vs-length, 761 million scores of head width 64, took 56 s of it, start and report included; wider heads more.
     */
    private static final double NANOSECONDS = 100;

    private static final double MINUTE = 60;
    private static final int SHORTEST = 64;
    private static final List<Integer> TIMES = List.of(1, 2, 4);

    /**
     * Chooses.
     *
     * @param trained of the model, tokens
     * @param fixed whether the trained length must stay
     * @param asked current lengths; empty for 1, 2 and 4 times the trained one
     * @param maxTokens longest sequence of the data
     * @param encodings strategies and the reference, times heads or draws
     * @param threads of the run
     */
    static ComparisonLengths of(
            int trained, boolean fixed, List<Integer> asked, int maxTokens, int encodings, int threads) {
        asked.forEach(length -> InvalidParameter.require(length >= 1, "--lengths", length, "be at least 1 token"));
        if (!asked.isEmpty()) {
            return new ComparisonLengths(trained, asked, 1, seconds(asked, encodings, threads));
        }
        for (int divisor = 1; ; divisor *= 2) {
            int scaled = trained / divisor;
            List<Integer> currents = TIMES.stream()
                    .map(times -> (int) Math.min(Integer.MAX_VALUE, (long) times * scaled))
                    .toList();
            double seconds = seconds(currents, encodings, threads);
            boolean possible = currents.get(currents.size() - 1) <= maxTokens;
            if (fixed && !possible) {
                List<Integer> within =
                        currents.stream().filter(length -> length <= maxTokens).toList();
                InvalidParameter.require(
                        !within.isEmpty(),
                        "--trained-length",
                        trained,
                        "be at most the data's " + maxTokens + " tokens");
                return new ComparisonLengths(trained, within, 1, seconds(within, encodings, threads));
            }
            if (fixed || scaled < 2 * SHORTEST || possible && seconds <= MINUTE) {
                return new ComparisonLengths(scaled, currents, divisor, seconds);
            }
        }
    }

    private static double seconds(List<Integer> currents, int encodings, int threads) {
        double scores = currents.stream()
                .mapToDouble(length -> (double) length * (length + 1) / 2)
                .sum();
        return scores * encodings * NANOSECONDS / 1e9 / threads;
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

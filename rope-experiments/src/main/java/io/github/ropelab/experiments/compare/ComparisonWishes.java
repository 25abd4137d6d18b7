package io.github.ropelab.experiments.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a comparison is asked for besides its config. What is left out is chosen.
 *
 * @param name of the study
 * @param strategies in one line each; empty: plain RoPE, the config's own, and the common modifications
 * @param baseline label that paired statistics compare with
 * @param trainedGiven whether the trained length was said and not taken from the config; it is not scaled down then
 * @param target length that strategies are made for
 * @param lengths current lengths, tokens; empty: the trained length times 1, 2 and 4
 * @param metrics ids, or {@code id:key=value}; empty: a useful set
 * @param data {@code shaped} or {@code gaussian} drawn vectors, a capture's name, or a safetensors file; absent: a capture
 *     that fits the config, or else shaped
 * @param seeds number of draws
 * @param threads that the run will have
 * @param fast whether scores are float: the lengths then stay the config's, and rows are sampled where all take too long
 */
public record ComparisonWishes(
        String name,
        List<String> strategies,
        Optional<String> baseline,
        boolean trainedGiven,
        OptionalInt target,
        List<Integer> lengths,
        List<String> metrics,
        Optional<String> data,
        OptionalInt seeds,
        int threads,
        boolean fast) {
    /** Copies the lists. */
    public ComparisonWishes {
        strategies = List.copyOf(strategies);
        lengths = List.copyOf(lengths);
        metrics = List.copyOf(metrics);
    }
}

package io.github.ropelab.report.table;

import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.stats.Spearman;
import io.github.ropelab.report.view.Filter;
import java.util.List;
import java.util.Optional;

/**
 * A measure of drift held against what a model loses: does the one order strategies as the other does?
 *
 * @param data the model
 * @param length current length of all values, tokens
 * @param outcome what is lost
 * @param metric id of the drift's metric
 * @param statistic which of its numbers
 * @param title of the drift, for people
 * @param unit of the drift
 * @param reference label of the strategy that losses are differences from; empty where that was not run: then losses are
 *     the outcome itself
 * @param spots a strategy each, in the study's order, without the reference
 * @param filters the rows that enter: of the drift, of the outcome
 */
public record DriftOutcome(
        String data,
        int length,
        Outcome outcome,
        String metric,
        String statistic,
        String title,
        String unit,
        Optional<String> reference,
        List<Spot> spots,
        List<Filter> filters) {
    /** What joins the labels of strategies that are one setting. */
    public static final String EQUAL = " = ";

    /** Copies the lists. */
    public DriftOutcome {
        spots = List.copyOf(spots);
        filters = List.copyOf(filters);
    }

    /**
     * A strategy, or several of equal numbers on both sides: their encodings are equal at this length.
     *
     * @param strategies labels as the rows of the drift have them
     * @param drift mean over heads, layers and windows; more is farther from the reference
     * @param n values that entered it
     * @param loss over windows
     * @param window whether near and far keys are scored by different maps of positions
     */
    public record Spot(List<String> strategies, double drift, long n, Estimate loss, boolean window) {
        /** Copies the list. */
        public Spot {
            strategies = List.copyOf(strategies);
        }

        /** All labels in one. */
        public String label() {
            return String.join(EQUAL, strategies);
        }
    }

    /** Over all strategies. */
    public Optional<Spearman> all() {
        return correlation(spots);
    }

    /** Over the strategies that are no window schemes: few of these, far off on both sides, can make a correlation alone. */
    public Optional<Spearman> withoutWindows() {
        return correlation(plain());
    }

    /** The strategies that are no window schemes. */
    public List<Spot> plain() {
        return spots.stream().filter(spot -> !spot.window()).toList();
    }

    private static Optional<Spearman> correlation(List<Spot> spots) {
        return Spearman.of(
                spots.stream().mapToDouble(Spot::drift).toArray(),
                spots.stream().mapToDouble(spot -> spot.loss().mean()).toArray());
    }
}

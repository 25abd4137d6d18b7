package io.github.ropelab.report.table;

import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.stats.Interval;
import io.github.ropelab.report.view.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The strategies of a study in order of its main statistic, which is the first of these that it recorded: output error,
 * KL divergence, |Δscore| at distances below the trained length, distance of the encodings.
 *
 * @param data the data set, or the kind of head where nothing was measured on vectors, and the setting where there are several
 * @param metric id
 * @param title of the statistic, for people
 * @param unit of the values
 * @param length current length of all values, tokens
 * @param direction as manifests say it: of which end of the values comes first
 * @param entries closest to the reference first
 * @param missing strategies without a value there
 */
public record Ranking(
        String data,
        String metric,
        String title,
        String unit,
        int length,
        String direction,
        List<Entry> entries,
        List<String> missing) {
    /** Copies the lists. */
    public Ranking {
        entries = List.copyOf(entries);
        missing = List.copyOf(missing);
    }

    /** What is known of an entry and the next one. */
    public enum Next {
        /** They differ: by a paired test, or exact values do. */
        APART,
        /** The paired test shows no difference. */
        NOT_APART,
        /** No test of so many strategies can show a difference with so few pairs. */
        TOO_FEW_PAIRS,
        /** Equal but for rounding in every pair. */
        EQUAL,
        /** It is the last one. */
        LAST
    }

    /**
     * A strategy.
     *
     * @param rank from 1 on; entries that are equal share it
     * @param strategy label
     * @param estimate mean over heads or draws
     * @param interval 95 % interval of the mean; absent for a single value
     * @param next whether it can be told apart from the next one
     * @param pValue of the two-sided Wilcoxon signed-rank test against the next one over pairs (the same head or draw),
     *     adjusted by Holm over all pairs of strategies of this ranking, because the data choose the neighbours; absent
     *     where the pairs are too few for one
     */
    public record Entry(
            int rank,
            String strategy,
            Estimate estimate,
            Optional<Interval> interval,
            Next next,
            OptionalDouble pValue) {
        /** Whether it is known to differ from the next one. */
        public boolean apart() {
            return next == Next.APART;
        }
    }

    /** A ranking per data set and setting at the longest length; none where nothing was compared with the reference. */
    public static List<Ranking> of(Selection selection) {
        return new Rankings(selection).all();
    }
}

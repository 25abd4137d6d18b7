package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.ChanceTest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.Selection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a model retrieves passkeys where it was trained to: the digits at the longest length within the trained one, under
 * no modification, or else under the study's reference. One length alone enters because the same keys may stand in others.
 *
 * @param data the model
 * @param strategy under which
 * @param length tokens
 * @param test of the digits that were asked for
 */
public record InRangeRetrieval(String data, String strategy, int length, ChanceTest test) {
    private static final String UNMODIFIED = "none";

    /** The digits over all depths. */
    public static Filter filter(Selection selection) {
        return selection
                .filter(Outcome.WRONG_DIGITS.metric(), Outcome.WRONG_DIGITS.statistic())
                .and("axis", "depth");
    }

    /** What was measured of a model within its trained length; empty where nothing was. */
    public static Optional<InRangeRetrieval> of(Selection selection, String data) {
        List<ResultRow> within = selection.rows(filter(selection).and("data", data)).rows().stream()
                .filter(row -> row.currentLength() <= row.trainedLength())
                .toList();
        String reference = selection.manifest().study().reference();
        return Stream.of(
                        within.stream()
                                .filter(row -> row.strategyId().equals(UNMODIFIED))
                                .toList(),
                        within.stream()
                                .filter(row -> Selection.strategy(row).equals(reference))
                                .toList())
                .filter(rows -> !rows.isEmpty())
                .findFirst()
                .map(InRangeRetrieval::of);
    }

    private static InRangeRetrieval of(List<ResultRow> rows) {
        ResultRow longest = rows.stream()
                .max(Comparator.comparingInt(ResultRow::currentLength))
                .orElseThrow();
        List<ResultRow> at = rows.stream()
                .filter(row -> row.currentLength() == longest.currentLength()
                        && row.strategy().equals(longest.strategy()))
                .toList();
        long digits = at.stream().mapToLong(ResultRow::n).sum();
        long right = Math.round(at.stream()
                .mapToDouble(row -> row.n() * row.value().orElseThrow())
                .sum());
        return new InRangeRetrieval(
                longest.data(), longest.strategy(), longest.currentLength(), ChanceTest.of(digits, right));
    }

    /** Whether the model retrieves at all: only then does its order of strategies mean something. */
    public boolean aboveChance() {
        return !test.atChance();
    }

    /** Share of the digits that are right. */
    public double share() {
        return (double) test.right() / test.asked();
    }
}

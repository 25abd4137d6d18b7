package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Mean |Δscore| over the distances of the trained range: of every head or draw the mean of the recorded distance ranges
 * below the trained length, each weighted with its number of scores.
 */
public final class InRange {
    private InRange() {}

    /** The distance ranges that lie below the trained length. */
    public static Filter filter(Selection selection) {
        return selection
                .filter("score-drift", "mean_abs")
                .and("axis", "distance")
                .atMost("to", selection.manifest().study().trainedLength());
    }

    /** The distance that the ranges end before, tokens; absent without a range. */
    public static OptionalInt end(List<ResultRow> rows) {
        return rows.stream().mapToInt(ResultRow::to).max();
    }

    /** Σ n·value / Σ n over the ranges of each head or draw; the value itself where there is one range. */
    public static Map<Slice, Double> means(List<ResultRow> rows) {
        Map<Slice, List<ResultRow>> bySlice =
                rows.stream().collect(Collectors.groupingBy(Slice::of, LinkedHashMap::new, Collectors.toList()));
        Map<Slice, Double> means = new LinkedHashMap<>();
        bySlice.forEach((slice, ranges) -> means.put(slice, mean(ranges)));
        return means;
    }

    private static double mean(List<ResultRow> ranges) {
        if (ranges.size() == 1) {
            return ranges.get(0).value().orElseThrow();
        }
        double sum = 0;
        long count = 0;
        for (ResultRow row : ranges) {
            sum += row.n() * row.value().orElseThrow();
            count += row.n();
        }
        return sum / count;
    }
}

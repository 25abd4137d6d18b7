package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The distance of every strategy from the reference, one group per kind of head, at every current length; beside it what
 * else is known of the encodings alone, at the longest.
 */
public final class DistanceTable {
    /** Statistics over a whole encoding. */
    private static final List<StrategyTable.Column> WHOLE = List.of(
            new StrategyTable.Column("phase-coverage", "mean_beyond_range", "angles beyond range", "share"),
            new StrategyTable.Column("neighbour-resolution-ratio", "sum", "neighbour resolution", "ratio"),
            new StrategyTable.Column("first-negative-distance", "distance", "first B(Δ) < 0", "tokens"));

    private DistanceTable() {}

    /** The table of a run; without rows where nothing was compared with the reference. */
    public static TableView of(Selection selection) {
        String reference = selection.manifest().study().reference();
        ResultTable distances = selection
                .statistic("encoding-distance", "rms")
                .where(row ->
                        row.reference().equals(reference) && !row.strategy().equals(reference));
        TreeSet<Integer> lengths = new TreeSet<>(selection.manifest().study().currentLengths());
        List<TableView.Head> columns = new ArrayList<>();
        List<ResultTable> values = new ArrayList<>();
        if (!distances.rows().isEmpty()) {
            for (int length : lengths) {
                columns.add(new TableView.Head("length_" + length, length + " tokens", "logit"));
                values.add(distances.where(row -> row.currentLength() == length));
            }
        }
        for (StrategyTable.Column column : WHOLE) {
            ResultTable ofColumn = selection
                    .statistic(column.metric(), column.statistic())
                    .where(row -> row.currentLength() == lengths.last());
            if (!ofColumn.rows().isEmpty()) {
                columns.add(
                        new TableView.Head(column.metric() + "." + column.statistic(), column.title(), column.unit()));
                values.add(ofColumn);
            }
        }
        List<TableView.Row> rows = new ArrayList<>();
        for (String heads : values.stream()
                .flatMap(column -> column.rows().stream())
                .map(DistanceTable::heads)
                .distinct()
                .toList()) {
            for (String strategy : selection.labels()) {
                List<Optional<Estimate>> cells = values.stream()
                        .map(column -> Selection.estimate(
                                column,
                                row -> heads(row).equals(heads)
                                        && row.strategy().equals(strategy)))
                        .toList();
                if (cells.stream().anyMatch(Optional::isPresent)) {
                    rows.add(new TableView.Row(heads, strategy, cells));
                }
            }
        }
        return new TableView(
                caption(
                        selection,
                        lengths.last(),
                        !distances.rows().isEmpty(),
                        columns.stream().anyMatch(head -> head.key().contains("."))),
                "heads",
                "strategy",
                columns,
                rows);
    }

    private static String caption(Selection selection, int longest, boolean distances, boolean whole) {
        String trained = "trained length " + selection.manifest().study().trainedLength();
        String first = "Root mean square score change from "
                + selection.manifest().study().reference()
                + " over all distances below the current length, for independent components of variance 1. ";
        String second = "At " + longest + " tokens: distances at which angles lie beyond those of training, mean over "
                + "pairs; squared distance of neighbours against the unmodified one; first "
                + "distance with a negative decay curve. ";
        return (distances ? first : "") + (whole ? second : "") + "Exact values, " + trained + ".";
    }

    private static String heads(ResultRow row) {
        String rotary = row.rotaryDim() == row.headDim() ? "" : ", rotary dim " + row.rotaryDim();
        return "head dim " + row.headDim() + rotary + ", base " + (long) row.base();
    }
}

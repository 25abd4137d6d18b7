package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every strategy against every row metric at the longest length, one group per data set. */
public final class StrategyTable {
    /** A value column: which statistic over all rows, and how it is called. */
    record Column(String metric, String statistic, String title, String unit) {}

    static final List<Column> COLUMNS = List.of(
            new Column("score-drift", "mean_abs", "|Δscore|", "logit"),
            new Column("centred-drift", "mean_abs", "centred |Δscore|", "logit"),
            new Column("kl", "reference_strategy", "KL", "nats"),
            new Column("entropy", "change", "Δ entropy", "nats"),
            new Column("top-k-overlap", "mean", "top-k overlap", "share"),
            new Column("output-error", "mean", "output error", "relative"),
            new Column("mass-beyond", "change", "Δ mass beyond", "share"),
            new Column("score-excess", "row_median", "score excess", "ratio"));

    private StrategyTable() {}

    /** The table of a run; columns whose metric the study did not record are left out. */
    public static TableView of(Selection selection) {
        int length = selection.longest();
        List<TableView.Head> heads = new ArrayList<>();
        List<ResultTable> values = new ArrayList<>();
        for (Column column : COLUMNS) {
            ResultTable rows = selection
                    .statistic(column.metric(), column.statistic())
                    .where(row -> row.axis().equals("all") && row.currentLength() == length);
            if (!rows.rows().isEmpty()) {
                heads.add(
                        new TableView.Head(column.metric() + "." + column.statistic(), column.title(), column.unit()));
                values.add(rows);
            }
        }
        List<TableView.Row> rows = new ArrayList<>();
        for (String data : selection.data()) {
            for (String strategy : selection.labels()) {
                List<Optional<Estimate>> cells = values.stream()
                        .map(column -> Selection.estimate(
                                column,
                                row -> row.data().equals(data) && row.strategy().equals(strategy)))
                        .toList();
                rows.add(new TableView.Row(data, strategy, cells));
            }
        }
        String caption = "Change from " + selection.manifest().study().reference() + " at " + length
                + " tokens (trained length " + selection.manifest().study().trainedLength()
                + "): mean over heads or draws ± standard error, rows from "
                + selection.manifest().study().firstRow() + " on.";
        return new TableView(caption, "data", "strategy", heads, rows);
    }
}

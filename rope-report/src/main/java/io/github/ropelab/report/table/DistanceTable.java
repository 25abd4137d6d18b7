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

/** The distance of every strategy from the reference, one group per kind of head, at every current length. */
public final class DistanceTable {
    private DistanceTable() {}

    /** The table of a run; without rows where nothing was compared with the reference. */
    public static TableView of(Selection selection) {
        String reference = selection.manifest().study().reference();
        ResultTable distances = selection
                .statistic("encoding-distance", "rms")
                .where(row ->
                        row.reference().equals(reference) && !row.strategy().equals(reference));
        TreeSet<Integer> lengths = new TreeSet<>(selection.manifest().study().currentLengths());
        List<TableView.Row> rows = new ArrayList<>();
        for (String heads :
                distances.rows().stream().map(DistanceTable::heads).distinct().toList()) {
            for (String strategy : selection.labels()) {
                ResultTable ofRow = distances.where(
                        row -> heads(row).equals(heads) && row.strategy().equals(strategy));
                if (!ofRow.rows().isEmpty()) {
                    List<Optional<Estimate>> values = lengths.stream()
                            .map(length -> Selection.estimate(ofRow, row -> row.currentLength() == length))
                            .toList();
                    rows.add(new TableView.Row(heads, strategy, values));
                }
            }
        }
        return new TableView(
                "Root mean square score change from " + reference + " over all distances below the current length, for "
                        + "independent components of variance 1 (trained length "
                        + selection.manifest().study().trainedLength() + "); exact values.",
                "heads",
                "strategy",
                lengths.stream()
                        .map(length -> new TableView.Head("length_" + length, length + " tokens", "logit"))
                        .toList(),
                rows);
    }

    private static String heads(ResultRow row) {
        String rotary = row.rotaryDim() == row.headDim() ? "" : ", rotary dim " + row.rotaryDim();
        return "head dim " + row.headDim() + rotary + ", base " + (long) row.base();
    }
}

package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The distance between every two versions of one name and config, at every current length. */
public final class VersionTable {
    private VersionTable() {}

    /** The table of a run; without rows where the study compared no versions. */
    public static TableView of(Selection selection) {
        ResultTable distances = selection.statistic("encoding-distance", "rms");
        TreeSet<Integer> lengths = new TreeSet<>(selection.manifest().study().currentLengths());
        Map<String, Manifest.Strategy> byLabel = new HashMap<>();
        selection.manifest().study().strategies().forEach(strategy -> byLabel.put(strategy.label(), strategy));
        List<TableView.Row> rows = new ArrayList<>();
        for (Manifest.Strategy a : selection.manifest().study().strategies()) {
            for (String b : selection.strategies()) {
                ResultTable pair = distances.where(row -> isPair(row, a.label(), b));
                if (!pair.rows().isEmpty() && !b.equals(a.label()) && a.versionOf(byLabel.get(b))) {
                    List<Optional<Estimate>> values = lengths.stream()
                            .map(length -> Selection.estimate(pair, row -> row.currentLength() == length))
                            .toList();
                    rows.add(new TableView.Row(a.written(), a.label() + " – " + b, values));
                }
            }
        }
        List<TableView.Head> heads = lengths.stream()
                .map(length -> new TableView.Head("length_" + length, length + " tokens", "logit"))
                .toList();
        return new TableView(
                "Root mean square score change between versions of one name, by current length: mean over heads, bases and "
                        + "targets ± standard error (trained length "
                        + selection.manifest().study().trainedLength() + ").",
                "config",
                "versions",
                heads,
                rows);
    }

    private static boolean isPair(ResultRow row, String a, String b) {
        return row.reference().equals(a) && row.strategy().equals(b);
    }
}

package io.github.ropelab.report.figure;

import io.github.ropelab.report.stats.PairedComparison;
import io.github.ropelab.report.table.PairedTable;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.IntervalView;
import io.github.ropelab.report.view.IntervalView.Panel;
import io.github.ropelab.report.view.IntervalView.Row;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.PairedView.Cell;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every strategy against the baseline over pairs, of the statistic that the study ranks by; a panel per data set. */
public record PairedDifferences() implements Figure {
    private static final List<String> PREFERRED = List.of("output-error", "kl", "centred-drift", "score-drift");

    @Override
    public String id() {
        return "paired-differences";
    }

    @Override
    public String title() {
        return "Paired differences from the baseline";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        PairedView paired = PairedTable.of(selection);
        for (String metric : PREFERRED) {
            for (int h = 0; h < paired.heads().size(); h++) {
                List<Panel> panels =
                        paired.heads().get(h).metric().equals(metric) ? panels(selection, paired, h) : List.of();
                if (!panels.isEmpty()) {
                    return drawing(selection, paired, h, panels);
                }
            }
        }
        throw new NothingToDraw("the results hold no two strategies with values of " + String.join(", ", PREFERRED)
                + " on the same heads or draws, the reference aside");
    }

    private static Drawing drawing(Selection selection, PairedView paired, int head, List<Panel> panels) {
        PairedView.Head statistic = paired.heads().get(head);
        String baseline = selection.manifest().study().baseline();
        Filter filter = selection
                .driftFilter(statistic.metric(), statistic.statistic())
                .and("axis", "all")
                .and("current_length", paired.length());
        for (String label : selection.labels()) { // the reference in any precision: its differences are fixed
            if (label.startsWith(selection.manifest().study().reference() + " @")) {
                filter = filter.but("strategy", label);
            }
        }
        String caption = "Difference of the " + statistic.title() + " (from "
                + selection.manifest().study().reference() + ") between a strategy and " + baseline + " at "
                + paired.length() + " tokens, over pairs: the same head or draw under both ("
                + Captions.counts(selection)
                + "). Spots: median difference; lines: 95 % bootstrap intervals of the median, none with fewer than "
                + PairedComparison.ENOUGH + " pairs. Full spots: two-sided Wilcoxon signed-rank test with p < "
                + PairedView.LEVEL
                + " after Holm's correction over the strategies of a panel (* p < 0.05, ** p < 0.01, "
                + "*** p < 0.001); open spots: no difference shown. Heads of one model are not independent.";
        return new Drawing(new IntervalView(new Mark(0, "as " + baseline), panels.size(), panels), caption, filter);
    }

    private static List<Panel> panels(Selection selection, PairedView paired, int head) {
        PairedView.Head statistic = paired.heads().get(head);
        Axis x = new Axis(
                "difference of " + statistic.title() + " (" + statistic.unit() + "), strategy − "
                        + selection.manifest().study().baseline(),
                Scale.LINEAR);
        List<Panel> panels = new ArrayList<>();
        for (String group :
                paired.rows().stream().map(PairedView.Row::group).distinct().toList()) {
            List<Row> rows = new ArrayList<>();
            for (PairedView.Row row : paired.rows()) {
                Optional<Cell> cell = row.group().equals(group) ? row.cells().get(head) : Optional.empty();
                cell.ifPresent(value -> rows.add(row(selection, row.label(), value)));
            }
            if (!rows.isEmpty()) {
                panels.add(new Panel(group, x, rows));
            }
        }
        return panels;
    }

    private static Row row(Selection selection, String label, Cell cell) {
        PairedComparison comparison = cell.comparison();
        return new Row(
                label,
                selection.style(label),
                comparison.medianDifference(),
                comparison.interval(),
                comparison.n(),
                cell.shown(),
                cell.stars());
    }
}

package io.github.ropelab.cli;

import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.table.PairedTable;
import io.github.ropelab.report.table.PairedText;
import io.github.ropelab.report.table.StrategyTable;
import io.github.ropelab.report.table.TableText;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The strategies of a run in order, closest to the reference first, as a small table for a terminal. */
final class RankingText {
    private static final String FIRST_CHOICE = "output-error.mean";

    private final Selection selection;
    private final TableView table;
    private final PairedView paired;

    private RankingText(Selection selection) {
        this.selection = selection;
        this.table = StrategyTable.of(selection);
        this.paired = PairedTable.of(selection);
    }

    /** The table; a sentence where no metric ranks. */
    static String of(Selection selection) {
        return new RankingText(selection).text();
    }

    private String text() {
        Optional<PairedView.Head> ranking = paired.heads().stream()
                .filter(PairedView.Head::directed)
                .min(Comparator.comparing(head -> !key(head).equals(FIRST_CHOICE)));
        if (ranking.isEmpty()) {
            return "No metric of the study says which strategy is closer to the reference.\n";
        }
        PairedView.Head by = ranking.get();
        StringBuilder text = new StringBuilder("By " + by.title() + " (" + by.unit() + ") at " + paired.length()
                + " tokens, closest to " + selection.manifest().study().reference()
                + " first; mean over heads or draws ± standard error;\nin the second column the paired difference from "
                + selection.manifest().study().baseline()
                + ": median [95 %], * ** *** for p < 0.05, 0.01, 0.001 (Holm)\n");
        for (String data : selection.data()) {
            List<List<String>> lines = lines(data, by);
            if (lines.size() > 1) {
                text.append('\n').append(data).append('\n');
                aligned(text, lines);
            }
        }
        return text.toString();
    }

    private static String key(PairedView.Head head) {
        return head.metric() + "." + head.statistic();
    }

    private List<List<String>> lines(String data, PairedView.Head by) {
        int column = table.heads().stream().map(TableView.Head::key).toList().indexOf(key(by));
        boolean lower = by.direction().equals("lower_is_closer");
        Comparator<TableView.Row> order = Comparator.comparingDouble(
                row -> (lower ? 1 : -1) * row.values().get(column).orElseThrow().mean());
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("", "strategy", by.title(), "difference"));
        table.heads().stream().filter(h -> !h.key().equals(key(by))).forEach(h -> head.add(h.title()));
        lines.add(head);
        List<TableView.Row> rows = table.rows().stream()
                .filter(row -> row.group().equals(data)
                        && selection.drifting().contains(row.label())
                        && row.values().get(column).isPresent())
                .sorted(order)
                .toList();
        for (TableView.Row row : rows) {
            List<String> line = new ArrayList<>(List.of(String.valueOf(lines.size()), row.label()));
            line.add(rounded(row.values().get(column)));
            line.add(difference(data, row.label(), by));
            for (int h = 0; h < table.heads().size(); h++) {
                if (h != column) {
                    line.add(rounded(row.values().get(h)));
                }
            }
            lines.add(line);
        }
        return lines;
    }

    private static String rounded(Optional<Estimate> value) {
        return TableText.rounded(value, " ± ");
    }

    private String difference(String data, String strategy, PairedView.Head by) {
        return paired.rows().stream()
                .filter(row -> row.group().equals(data) && row.label().equals(strategy))
                .findFirst()
                .flatMap(row -> row.cells().get(paired.heads().indexOf(by)))
                .map(PairedText::cell)
                .orElse(strategy.equals(selection.manifest().study().baseline()) ? "baseline" : "–");
    }

    private static void aligned(StringBuilder text, List<List<String>> lines) {
        int columns = lines.get(0).size();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                int at = c;
                int width =
                        lines.stream().mapToInt(l -> l.get(at).length()).max().orElseThrow();
                row.append(line.get(c)).append(" ".repeat(width - line.get(c).length() + 2));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
    }
}

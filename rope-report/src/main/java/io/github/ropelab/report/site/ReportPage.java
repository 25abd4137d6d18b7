package io.github.ropelab.report.site;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.table.PairedText;
import io.github.ropelab.report.table.TableText;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One HTML file with everything in it: works offline and makes no network request. */
public final class ReportPage {
    /**
     * A figure in the page.
     *
     * @param title for people
     * @param svg the picture; empty if there is nothing to draw
     * @param answer to the study's question; empty if it gives none
     * @param caption below it, or the reason why there is no picture
     * @param file its path without ending
     */
    public record FigureBlock(String title, String svg, String answer, String caption, String file) {}

    private final Selection selection;

    /** The page of a run. */
    public ReportPage(Selection selection) {
        this.selection = selection;
    }

    /**
     * The HTML text.
     *
     * @param figures in order, with those that could not be drawn
     * @param tables in order, the first with the outputs to rank by
     * @param paired statistics
     */
    public String html(List<FigureBlock> figures, List<TableView> tables, PairedView paired) {
        Manifest manifest = selection.manifest();
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("study", manifest.study());
        page.put("rankings", tables.isEmpty() ? List.of() : rankings(tables.get(0)));
        page.put(
                "answers",
                figures.stream()
                        .map(FigureBlock::answer)
                        .filter(answer -> !answer.isEmpty())
                        .toList());
        page.put("onData", !tables.isEmpty());
        page.put("warnings", warnings());
        page.put("figures", figures);
        page.put("tables", tables.stream().map(ReportPage::table).toList());
        page.put("paired", paired.rows().isEmpty() ? List.of() : List.of(paired(paired)));
        page.put("data", manifest.data().stream().map(ReportPage::data).toList());
        page.put("toolkit", manifest.toolkit());
        page.put("platform", manifest.platform());
        page.put("run", manifest.run());
        page.put("resultsHash", selection.sha256());
        return PageTemplate.filled("report.html.mustache", page);
    }

    /** Per data set, the strategies in order of the output error, which is the answer in one line. */
    private List<Map<String, Object>> rankings(TableView table) {
        int column = -1;
        for (int h = 0; h < table.heads().size(); h++) {
            column = table.heads().get(h).key().equals("output-error.mean") ? h : column;
        }
        List<Map<String, Object>> rankings = new ArrayList<>();
        for (String data : column < 0 ? List.<String>of() : selection.data()) {
            int at = column;
            List<String> ordered = table.rows().stream()
                    .filter(row -> row.group().equals(data)
                            && selection.drifting().contains(row.label())
                            && row.values().get(at).isPresent())
                    .sorted(Comparator.comparingDouble(
                            row -> row.values().get(at).orElseThrow().mean()))
                    .map(row ->
                            row.label() + " " + TableText.rounded(row.values().get(at), " ± "))
                    .toList();
            rankings.add(Map.of("data", data, "order", String.join(", ", ordered)));
        }
        return rankings;
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(selection.warnings());
        selection.table().rows().stream()
                .filter(row -> row.status().equals(ResultRow.FAILED))
                .map(row -> "Failed: " + row.strategy() + " on " + row.data() + " at " + row.currentLength()
                        + " tokens: " + row.note())
                .distinct()
                .forEach(warnings::add);
        long undefined = selection.table().rows().stream()
                .filter(row -> row.status().equals(ResultRow.UNDEFINED))
                .count();
        if (undefined > 0) {
            warnings.add(
                    undefined + " values are not defined and left out of means; column note of results.csv says why.");
        }
        if (selection.manifest().data().stream()
                .anyMatch(data -> "drawn".equals(data.provenance().get("kind")))) {
            warnings.add("Drawn vectors test the code and show geometry; they are no proxy for a model.");
        }
        return warnings;
    }

    private static Map<String, Object> table(TableView table) {
        return Map.of(
                "caption", table.caption(),
                "groups", table.groups(),
                "labels", table.labels(),
                "heads", table.heads(),
                "rows", rows(table));
    }

    private static List<Map<String, Object>> rows(TableView table) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (TableView.Row row : table.rows()) {
            List<String> cells = new ArrayList<>();
            for (Optional<Estimate> value : row.values()) {
                cells.add(TableText.rounded(value, " ± "));
            }
            rows.add(Map.of("group", row.group(), "label", row.label(), "cells", cells));
        }
        return rows;
    }

    private static Map<String, Object> paired(PairedView view) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (PairedView.Row row : view.rows()) {
            List<String> cells = row.cells().stream()
                    .map(cell -> cell.map(PairedText::cell).orElse("–"))
                    .toList();
            rows.add(Map.of("group", row.group(), "label", row.label(), "cells", cells));
        }
        return Map.of("caption", view.caption(), "words", PairedText.words(view), "heads", view.heads(), "rows", rows);
    }

    private static Map<String, Object> data(Manifest.Data data) {
        StringBuilder origin = new StringBuilder();
        data.provenance().forEach((key, value) -> origin.append(origin.isEmpty() ? "" : "; ")
                .append(key.replace('_', ' '))
                .append(": ")
                .append(value));
        return Map.of(
                "name", data.name(),
                "slices", data.slices(),
                "fingerprint", data.fingerprint(),
                "origin", origin.toString());
    }
}

package io.github.ropelab.report.site;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.table.PairedText;
import io.github.ropelab.report.table.Ranking;
import io.github.ropelab.report.table.TableText;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
    private final List<String> files;

    /**
     * The page of a run.
     *
     * @param files that lie beside the page and can be linked, relative to it
     */
    public ReportPage(Selection selection, List<String> files) {
        this.selection = selection;
        this.files = List.copyOf(files);
    }

    /**
     * The HTML text.
     *
     * @param figures in order, with those that could not be drawn
     * @param tables in order
     * @param paired statistics
     */
    public String html(List<FigureBlock> figures, List<TableView> tables, PairedView paired) {
        Manifest manifest = selection.manifest();
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("study", manifest.study());
        page.put(
                "lengths",
                manifest.study().currentLengths().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        List<Ranking> rankings = Ranking.of(selection);
        Answers answers = new Answers(manifest.study().reference());
        page.put("rankings", rankings.stream().map(answers::of).toList());
        page.put("fewRankings", rankings.size() <= 3);
        page.put("comparedHeads", rankings.stream().anyMatch(ranking -> ranking.entries().stream()
                .anyMatch(entry -> entry.interval().isPresent())));
        page.put(
                "answers",
                figures.stream()
                        .map(FigureBlock::answer)
                        .filter(answer -> !answer.isEmpty())
                        .toList());
        page.put("warnings", Warnings.of(selection));
        FigureSection section = new FigureSection(selection, figures, files);
        page.put("figures", section.figures());
        page.put("strategies", section.strategies());
        page.put("switched", !section.strategies().isEmpty());
        page.put("tables", tables.stream().map(ReportPage::table).toList());
        page.put("paired", paired.rows().isEmpty() ? List.of() : List.of(paired(paired)));
        page.put("tableFiles", links("tables/"));
        page.put("resultFiles", links("results.csv"));
        page.put("explorer", files.contains("explorer.html"));
        results(page);
        page.put("data", manifest.data().stream().map(ReportPage::data).toList());
        page.put("toolkit", manifest.toolkit());
        page.put("platform", manifest.platform());
        page.put("run", manifest.run());
        page.put("resultsHash", selection.sha256());
        page.put("knownCommit", manifest.toolkit().commit().matches("[0-9a-f]{7,40}"));
        PageScripts.into(page);
        return PageTemplate.filled("report.html.mustache", page);
    }

    private void results(Map<String, Object> page) {
        AggregatedResults results = AggregatedResults.of(selection.table(), AggregatedResults.MOST);
        page.put("json", ResultsJson.of(results));
        page.put("lines", results.lines().size());
        page.put("rows", results.rows());
        page.put("leftOut", results.leftOut());
        page.put("someLeftOut", !results.leftOut().isEmpty());
        page.put(
                "rowsLeftOut",
                results.leftOut().stream()
                        .mapToLong(AggregatedResults.LeftOut::rows)
                        .sum());
    }

    private List<Map<String, Object>> links(String start) {
        return files.stream()
                .filter(file -> file.startsWith(start))
                .map(file -> FigureSection.link(file, file))
                .toList();
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

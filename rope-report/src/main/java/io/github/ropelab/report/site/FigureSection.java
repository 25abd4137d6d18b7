package io.github.ropelab.report.site;

import io.github.ropelab.report.render.SeriesSample;
import io.github.ropelab.report.site.ReportPage.FigureBlock;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Figures for the template: the picture with a name, its series as switches, and links to its files. */
final class FigureSection {
    private static final Pattern SERIES = Pattern.compile("data-series=(['\"])(.*?)\\1");

    /** What joins the names of strategies that share a line. */
    private static final String EQUAL = " = ";

    private final Selection selection;
    private final List<FigureBlock> blocks;
    private final List<String> files;

    /**
     * The section of some figures.
     *
     * @param files that lie beside the page
     */
    FigureSection(Selection selection, List<FigureBlock> blocks, List<String> files) {
        this.selection = selection;
        this.blocks = blocks;
        this.files = files;
    }

    List<Map<String, Object>> figures() {
        return blocks.stream().map(this::figure).toList();
    }

    private Map<String, Object> figure(FigureBlock block) {
        String id = id(block);
        List<Map<String, Object>> series = new ArrayList<>();
        for (String name : block.svg().isEmpty() ? List.<String>of() : series(block.svg())) {
            series.add(entry(id + "-series-" + series.size(), name));
        }
        Map<String, Object> figure = new LinkedHashMap<>();
        figure.put("id", id);
        figure.put("title", block.title());
        figure.put("svg", named(block.svg(), id));
        figure.put("caption", block.caption());
        figure.put("series", series);
        figure.put("switched", !series.isEmpty());
        figure.put(
                "files",
                files.stream()
                        .filter(file -> !block.file().isEmpty() && file.startsWith(block.file() + "."))
                        .map(file -> link(file, file.substring(file.lastIndexOf('.') + 1)))
                        .toList());
        return figure;
    }

    /** Unique in the page: what the file is called, or the title where there is none. */
    private static String id(FigureBlock block) {
        String name = block.file().isEmpty()
                ? block.title()
                : block.file().substring(block.file().lastIndexOf('/') + 1);
        return "figure-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** A file beside the page and what to call it. */
    static Map<String, Object> link(String file, String name) {
        return Map.of("href", file, "name", name);
    }

    /** The picture is an image whose name is the title and whose description is the caption. */
    private static String named(String svg, String id) {
        return svg.replaceFirst(
                "<svg ", "<svg role='img' aria-labelledby='" + id + "-title' aria-describedby='" + id + "-caption' ");
    }

    /** The strategies that some figure shows, in the study's order. */
    List<Map<String, Object>> strategies() {
        Set<String> shown = new LinkedHashSet<>();
        for (FigureBlock block : blocks) {
            series(block.svg()).forEach(name -> shown.addAll(List.of(name.split(EQUAL))));
        }
        List<Map<String, Object>> strategies = new ArrayList<>();
        for (String label : selection.labels()) {
            if (shown.contains(label)) {
                strategies.add(entry("strategy-" + strategies.size(), label));
            }
        }
        return strategies;
    }

    private Map<String, Object> entry(String id, String name) {
        int style = selection.style(name.split(EQUAL)[0]);
        return Map.of("id", id, "name", name, "sample", style < 0 ? "" : SeriesSample.svg(style));
    }

    /** Names of the series of an SVG, in drawing order. */
    static List<String> series(String svg) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = SERIES.matcher(svg);
        while (matcher.find()) {
            names.add(matcher.group(2)
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&apos;", "'")
                    .replace("&#39;", "'")
                    .replace("&amp;", "&"));
        }
        return List.copyOf(names);
    }
}

package io.github.ropelab.report.reproduction;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Extent;
import io.github.ropelab.experiments.published.Outcome;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.result.CsvText;
import io.github.ropelab.model.io.AtomicFile;
import io.github.ropelab.report.FigureFormat;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a result: result.json, checks.csv, tables, figures, a page, and for LaTeX a table and a bibliography.
 *
 * @param style of the figures
 * @param latex whether files for LaTeX are among them
 * @param provenance of the numbers
 */
public record ReproductionFiles(Style style, boolean latex, Provenance provenance) {
    private static final String RESULT = "result.json";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Path of a table inside of the result's folder. */
    static String table(DataTable table) {
        return "tables/" + table.id() + ".csv";
    }

    /** Path of a figure's file inside of the result's folder. */
    public static String figure(Chart chart, String ending) {
        return "figures/" + chart.id() + "." + ending;
    }

    /** Path to content, with no file written. The same for the same numbers. */
    public Map<String, byte[]> of(Attempt attempt, Extent extent) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (attempt.outcome().isPresent()) {
            add(files, attempt.outcome().get());
        }
        Map<String, Object> result = AttemptJson.of(attempt, extent, provenance);
        List<String> names = new ArrayList<>(files.keySet());
        names.add(RESULT);
        result.put("files", names);
        files.put(RESULT, json(result));
        return files;
    }

    private void add(Map<String, byte[]> files, Outcome outcome) throws IOException {
        files.put("checks.csv", checks(outcome).getBytes(UTF_8));
        for (DataTable table : outcome.tables()) {
            files.put(table(table), table.csv().getBytes(UTF_8));
        }
        for (Chart chart : outcome.charts()) {
            View view = ChartView.of(chart, outcome.table(chart));
            for (FigureFormat format : List.of(FigureFormat.SVG, FigureFormat.PDF, FigureFormat.PNG)) {
                files.put(figure(chart, format.ending()), format.bytes(view, style, chart.id()));
            }
            if (latex) {
                files.put(figure(chart, "tex"), FigureFormat.TEX.bytes(view, style, chart.id()));
            }
            files.put(figure(chart, "csv"), view.csv().getBytes(UTF_8));
            files.put(figure(chart, "json"), json(origin(outcome, chart)));
        }
        files.put(
                "page.md",
                ReproductionPage.of(outcome, chart -> figure(chart, "png")).getBytes(UTF_8));
        if (latex) {
            String id = outcome.description().id();
            files.put(id + ".tex", CheckTex.of(outcome).getBytes(UTF_8));
            files.put(
                    id + ".bib",
                    Bibliography.of(outcome.description().sources()).getBytes(UTF_8));
        }
    }

    /** Where the numbers of a figure come from. */
    private Map<String, Object> origin(Outcome outcome, Chart chart) {
        DataTable table = outcome.table(chart);
        Map<String, Object> origin = new LinkedHashMap<>();
        origin.put("figure", chart.id());
        origin.put("title", outcome.description().title());
        origin.put("caption", ChartView.caption(chart, table));
        origin.put("style", style.venue());
        origin.put("width_inches", style.width());
        origin.put("result", outcome.description().id());
        origin.put("table", table(table));
        origin.put("rows", table.rows().size());
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("x", chart.x().column());
        columns.put("y", chart.y().column());
        columns.put("value", chart.value().column());
        columns.put("series", chart.series());
        columns.put("panel", chart.panel());
        columns.put("low", chart.low());
        columns.put("high", chart.high());
        columns.values().removeIf(String::isEmpty);
        origin.put("columns", columns);
        return origin;
    }

    private static byte[] json(Map<String, Object> document) throws JsonProcessingException {
        return (MAPPER.writeValueAsString(document) + "\n").getBytes(UTF_8);
    }

    private static String checks(Outcome outcome) {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        for (Check check : outcome.checks()) {
            Published number = check.published();
            put(columns, "name", number.name());
            put(columns, "quantity", number.quantity());
            put(columns, "unit", number.unit());
            put(columns, "origin", number.origin().words());
            put(
                    columns,
                    "published",
                    number.value().isPresent() ? number.value().getAsDouble() : null);
            put(columns, "low", number.low());
            put(columns, "high", number.high());
            put(columns, "reproduced", check.reproduced());
            put(columns, "verdict", check.verdict().key());
            put(columns, "reason", number.reason());
            put(
                    columns,
                    "right_low",
                    number.correction().map(right -> right.low()).orElse(null));
            put(
                    columns,
                    "right_high",
                    number.correction().map(right -> right.high()).orElse(null));
            put(
                    columns,
                    "proof",
                    number.correction().map(right -> right.proof()).orElse(""));
        }
        for (String number : List.of("published", "right_low", "right_high")) {
            if (columns.get(number).stream().allMatch(value -> value == null)) {
                columns.remove(number); // of no type
            }
        }
        return CsvText.of(columns);
    }

    private static void put(Map<String, List<Object>> columns, String name, Object value) {
        columns.computeIfAbsent(name, column -> new ArrayList<>()).add(value);
    }

    /**
     * Writes files into a result's folder and removes what an earlier run wrote and this one does not.
     *
     * @throws IOException that names the file
     */
    public static void write(Path folder, Map<String, byte[]> files) throws IOException {
        List<String> earlier = earlier(folder.resolve(RESULT));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            AtomicFile.write(folder.resolve(file.getKey()), file.getValue());
        }
        for (String name : earlier) {
            Path file = folder.resolve(name).normalize();
            if (!files.containsKey(name) && file.startsWith(folder.normalize())) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The files that the folder's result names; none if there is no readable one. */
    private static List<String> earlier(Path result) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isRegularFile(result)) {
            try {
                JsonNode files = MAPPER.readTree(Files.readAllBytes(result)).path("files");
                files.forEach(name -> names.add(name.asText()));
            } catch (JsonProcessingException e) {
                return List.of(); // no file of ours, or cut off: what it named stays
            }
        }
        return names;
    }
}

package io.github.ropelab.report.site;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.report.site.AggregatedResults.Key;
import io.github.ropelab.report.site.AggregatedResults.Line;
import io.github.ropelab.report.stats.Interval;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Aggregated results as JSON for a script element, column by column. Texts stand once: a column of texts is
 * {@code values}, and {@code at}, the place of each line's text in them. A column of numbers is {@code numbers}, null where
 * there is none. What is the same in all lines is no column but stands in {@code same}.
 */
final class ResultsJson {
    /** A column, what it is called and where its values come from; numbers are right-aligned and sorted as such. */
    private record Column(String key, String title, boolean number, Function<Line, Object> value) {
        static Column text(String key, String title, Function<Key, String> value) {
            return new Column(key, title, false, line -> value.apply(line.key()));
        }

        static Column number(String key, String title, Function<Line, Number> value) {
            return new Column(key, title, true, value::apply);
        }
    }

    private static final List<Column> COLUMNS = List.of(
            Column.text("data", "data", Key::data),
            Column.text("strategy", "strategy", Key::strategy),
            Column.text("metric", "metric", Key::metric),
            Column.text("statistic", "statistic", Key::statistic),
            Column.number(
                    "current_length", "length (tokens)", line -> line.key().currentLength()),
            Column.text("axis", "axis", Key::axis),
            Column.number("from", "from", line -> line.key().from()),
            Column.number("to", "before", line -> line.key().to()),
            Column.number(
                    "value",
                    "mean",
                    line -> line.estimate().n() == 0 ? null : line.estimate().mean()),
            Column.number("low", "95 % from", line -> line.interval()
                    .map(Interval::low)
                    .orElse(null)),
            Column.number("high", "95 % to", line -> line.interval()
                    .map(Interval::high)
                    .orElse(null)),
            Column.text("unit", "unit", Key::unit),
            Column.number("n", "n (heads, draws)", line -> line.estimate().n()),
            Column.number("without", "without a value", Line::without),
            Column.text("reference", "reference", Key::reference),
            Column.text("metric_parameters", "metric parameters", Key::metricParameters),
            Column.number("target_length", "target length (tokens)", line -> line.key()
                    .targetLength()),
            Column.number("trained_length", "trained length (tokens)", line -> line.key()
                    .trainedLength()),
            Column.number("head_dim", "head dim", line -> line.key().headDim()),
            Column.number("rotary_dim", "rotary dim", line -> line.key().rotaryDim()),
            Column.text("pairing", "pairing", Key::pairing),
            Column.number("base", "base", line -> line.key().base()),
            Column.text("arithmetic", "arithmetic", Key::arithmetic));

    /** Columns that stay even where all lines agree: without them a line says nothing. */
    private static final List<String> ALWAYS =
            List.of("strategy", "metric", "statistic", "current_length", "value", "n");

    private ResultsJson() {}

    /** The document; no character in it can end a script element. */
    static String of(AggregatedResults results) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonMapper.builder().build().createGenerator(text)) {
            json.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
            json.writeStartObject();
            json.writeNumberField("lines", results.lines().size());
            List<Column> same = COLUMNS.stream()
                    .filter(column -> !ALWAYS.contains(column.key()) && constant(results, column))
                    .toList();
            json.writeObjectFieldStart("same");
            for (Column column : results.lines().isEmpty() ? List.<Column>of() : same) {
                Object value = column.value().apply(results.lines().get(0));
                if (value != null && !value.equals("")) {
                    json.writeObjectField(column.title(), value);
                }
            }
            json.writeEndObject();
            json.writeArrayFieldStart("columns");
            for (Column column : COLUMNS) {
                if (!same.contains(column)) {
                    write(json, column, results.lines());
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static boolean constant(AggregatedResults results, Column column) {
        return results.lines().stream().map(column.value()).distinct().limit(2).count() < 2;
    }

    private static void write(JsonGenerator json, Column column, List<Line> lines) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", column.key());
        json.writeStringField("title", column.title());
        if (column.number()) {
            json.writeArrayFieldStart("numbers");
            for (Line line : lines) {
                json.writeObject(column.value().apply(line));
            }
            json.writeEndArray();
        } else {
            Map<Object, Integer> places = new LinkedHashMap<>();
            List<Integer> at = new ArrayList<>(lines.size());
            for (Line line : lines) {
                at.add(places.computeIfAbsent(column.value().apply(line), value -> places.size()));
            }
            json.writeObjectField("values", places.keySet());
            json.writeObjectField("at", at);
        }
        json.writeEndObject();
    }
}

package io.github.ropelab.experiments.result;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads results line by line. Equal texts and indices are one object: a row takes some 200 bytes. */
final class ResultReader {
    private final Path file;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, OptionalInt> indices = new HashMap<>();
    private String[] line;
    private int column;
    private long number;

    ResultReader(Path file) {
        this.file = file;
    }

    /** All rows, in the file's order. */
    ResultTable read(InputStream input) {
        CsvParser parser = new CsvParser(settings());
        List<String> columns = ColumnAccess.columns();
        List<ResultRow> rows = new ArrayList<>();
        try {
            parser.beginParsing(input, StandardCharsets.UTF_8);
            line = parser.parseNext();
            String header = line == null ? "" : String.join(",", line);
            String expected = String.join(",", columns);
            if (!header.equals(expected)) {
                throw new InvalidInput(file.toString(), Problem.of("header", header, "be " + expected));
            }
            for (line = parser.parseNext(); line != null; line = parser.parseNext()) {
                number = rows.size() + 1L;
                if (line.length != columns.size()) {
                    throw invalid("", line.length, "have " + columns.size() + " values");
                }
                rows.add(row());
            }
        } catch (TextParsingException e) {
            throw new InvalidInput(
                    file.toString(),
                    Problem.of("", "", "be a table: line " + (e.getLineIndex() + 1) + " cannot be read"));
        }
        return ResultTable.ordered(Collections.unmodifiableList(rows));
    }

    private static CsvParserSettings settings() {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setLineSeparator("\n");
        settings.setCommentProcessingEnabled(false);
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        settings.setMaxCharsPerColumn(-1);
        settings.setNullValue("");
        settings.setEmptyValue("");
        settings.setUnescapedQuoteHandling(UnescapedQuoteHandling.RAISE_ERROR);
        settings.setReadInputOnSeparateThread(false);
        return settings;
    }

    /** The components in their order, which is that of the columns. */
    private ResultRow row() {
        column = 0;
        return new ResultRow(
                text(),
                text(),
                index(),
                index(),
                index(),
                whole(),
                whole(),
                text(),
                decimal(next()),
                whole(),
                whole(),
                whole(),
                text(),
                text(),
                whole(),
                text(),
                text(),
                text(),
                text(),
                whole(),
                text(),
                text(),
                text(),
                whole(),
                whole(),
                text(),
                optional(),
                optional(),
                large(),
                text(),
                text(),
                text());
    }

    private String next() {
        return line[column++];
    }

    private String text() {
        return texts.computeIfAbsent(next(), text -> text);
    }

    private OptionalInt index() {
        String text = next();
        return text.isEmpty()
                ? OptionalInt.empty()
                : indices.computeIfAbsent(text, known -> OptionalInt.of(parsed(known)));
    }

    private int whole() {
        return parsed(next());
    }

    private int parsed(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw noNumber(text, "be a whole number");
        }
    }

    private long large() {
        String text = next();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw noNumber(text, "be a whole number");
        }
    }

    private OptionalDouble optional() {
        String text = next();
        return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(decimal(text));
    }

    private double decimal(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw noNumber(text, "be a number");
        }
    }

    private InvalidInput noNumber(String text, String rule) {
        return invalid(" " + ColumnAccess.columns().get(column - 1), text, rule);
    }

    private InvalidInput invalid(String where, Object value, String rule) {
        return new InvalidInput(file.toString(), Problem.of("row " + number + where, value, rule));
    }
}

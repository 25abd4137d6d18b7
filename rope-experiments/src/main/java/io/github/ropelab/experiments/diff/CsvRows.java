package io.github.ropelab.experiments.diff;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A CSV file with a header, one row at a time: comma, LF or CRLF, fields in double quotes may hold all of them, a quote is
 * doubled. A file is not held in memory.
 */
final class CsvRows implements AutoCloseable {
    private static final int END = -1;

    private final Path file;
    private final BufferedReader reader;
    private final List<String> columns;
    private final StringBuilder field = new StringBuilder();
    private long line = 1;

    private CsvRows(Path file, BufferedReader reader) throws IOException {
        this.file = file;
        this.reader = reader;
        List<String> header = fields();
        if (header.isEmpty() || new HashSet<>(header).size() != header.size()) {
            throw new InvalidInput(file.toString(), Problem.of("header", header, "name every column once"));
        }
        this.columns = List.copyOf(header);
    }

    static CsvRows open(Path file) {
        try {
            BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
            try {
                return new CsvRows(file, reader);
            } catch (IOException | InvalidInput e) {
                reader.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InvalidInput unreadable(Path file, IOException e) {
        return new InvalidInput(file.toString(), Problem.of("", "", "be a readable file in UTF-8: " + IoReason.of(e)));
    }

    /** Names of the columns, in order. */
    List<String> columns() {
        return columns;
    }

    /** The fields of the next row, as many as columns; empty at the end. */
    List<String> next() {
        try {
            long at = line;
            List<String> fields = fields();
            if (!fields.isEmpty() && fields.size() != columns.size()) {
                throw new InvalidInput(
                        file.toString(),
                        Problem.of("line " + at, fields.size() + " fields", "have " + columns.size() + " fields"));
            }
            return fields;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** A problem at the row that was read last. */
    InvalidInput problem(String column, String value, String rule) {
        return new InvalidInput(file.toString(), Problem.of("line " + (line - 1) + ", " + column, value, rule));
    }

    private List<String> fields() throws IOException {
        int c = reader.read();
        if (c == END) {
            return List.of();
        }
        List<String> fields = new ArrayList<>(columns == null ? 32 : columns.size());
        while (true) {
            field.setLength(0);
            if (c == '"') {
                c = quoted();
            }
            while (c != ',' && c != '\n' && c != '\r' && c != END) {
                field.append((char) c);
                c = reader.read();
            }
            fields.add(field.toString());
            if (c != ',') {
                break;
            }
            c = reader.read();
        }
        if (c == '\r') {
            reader.read();
        }
        line++;
        return fields;
    }

    /** Reads to the closing quote; returns what follows it. */
    private int quoted() throws IOException {
        long opened = line;
        while (true) {
            int c = reader.read();
            if (c == END) {
                throw new InvalidInput(
                        file.toString(), Problem.of("line " + opened, "an open quote", "close its quotes"));
            }
            if (c == '"') {
                c = reader.read();
                if (c != '"') {
                    return c;
                }
            }
            line += c == '\n' ? 1 : 0;
            field.append((char) c);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

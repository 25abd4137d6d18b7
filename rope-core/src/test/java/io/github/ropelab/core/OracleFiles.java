package io.github.ropelab.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the reference values of {@code data/oracle}. */
public final class OracleFiles {
    private OracleFiles() {}

    /** All JSON files of a folder of {@code data/oracle}, sorted; fails if there is none. */
    public static List<Path> in(String folder) {
        try (Stream<Path> files = Files.list(root().resolve(folder))) {
            List<Path> found =
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("no oracle file in " + folder);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a file of {@code data/oracle} below its head. */
    public static List<String> lines(String file) {
        try {
            return Files.readAllLines(root().resolve(file)).stream().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.isDirectory(root.resolve("data/oracle"))) {
            root = root.getParent();
        }
        if (root == null) {
            throw new IllegalStateException("no data/oracle above the working directory");
        }
        return root.resolve("data/oracle");
    }

    /** The file as a JSON tree. */
    public static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON array of numbers as [values]; an array of arrays is flattened row by row. */
    public static double[] numbers(JsonNode array) {
        return Stream.of(array)
                .flatMap(OracleFiles::leaves)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static Stream<JsonNode> leaves(JsonNode node) {
        if (!node.isArray()) {
            return Stream.of(node);
        }
        Stream.Builder<JsonNode> children = Stream.builder();
        node.forEach(children::add);
        return children.build().flatMap(OracleFiles::leaves);
    }
}

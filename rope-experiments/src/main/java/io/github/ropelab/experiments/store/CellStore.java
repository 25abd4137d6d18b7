package io.github.ropelab.experiments.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.metric.Bucket;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.plan.CellKey;
import io.github.ropelab.model.io.AtomicFile;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.IoReason;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder of cells. A file's first line is the SHA-256 of all that follows; then comes JSON with the schema, the cell's
 * canonical text and its values. A cell counts as there if the checksum, the schema and the text are right and every
 * value is one that a metric can give; anything else is a defect, counts as absent and is replaced. Threads may share a
 * store as long as no two write the same cell.
 */
public final class CellStore {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** Goes up when the form of the files changes. */
    private static final int SCHEMA = 2;

    /** One measurement in a file. */
    record StoredValue(
            String statistic, String axis, int from, int to, Double value, Double standardError, long n, String note) {}

    /** A file's content below the checksum. */
    record StoredCell(int schema, List<String> cell, SortedMap<String, List<StoredValue>> metrics) {}

    private final Path folder;

    /** A store in a folder, which need not exist yet. */
    public CellStore(Path folder) {
        this.folder = folder;
    }

    /** What is known of a cell; empty if nothing valid is there. */
    public CellResult find(CellKey key) {
        return look(key).result();
    }

    /** What stands in a cell's place. */
    public Found look(CellKey key) {
        return look(key.sha256());
    }

    /** What stands in the place of the cell whose canonical text has this SHA-256. */
    public Found look(String sha256) {
        Path file = file(sha256);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Found.absent();
        }
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            return Found.damaged("unreadable (a pipe or device)"); // reading it might never end
        }
        try {
            return read(Files.readString(file), sha256);
        } catch (CharacterCodingException e) {
            return Found.damaged("not text");
        } catch (IOException e) {
            return Found.damaged("unreadable (" + IoReason.of(e) + ")");
        }
    }

    private static Found read(String content, String sha256) {
        int end = content.indexOf('\n');
        if (end < 0 || !content.substring(0, end).equals(FileHash.sha256(content.substring(end + 1)))) {
            return Found.damaged("wrong checksum");
        }
        try {
            JsonNode tree = JSON.readTree(content.substring(end + 1));
            int schema = tree.path("schema").asInt();
            if (schema != SCHEMA) {
                return Found.damaged("schema " + schema + " instead of " + SCHEMA);
            }
            StoredCell stored = JSON.treeToValue(tree, StoredCell.class);
            if (!FileHash.sha256(String.join("\n", stored.cell()) + "\n").equals(sha256)) {
                return Found.damaged("another cell");
            }
            SortedMap<String, List<Measurement>> metrics = new TreeMap<>();
            stored.metrics()
                    .forEach((metric, values) -> metrics.put(
                            metric, values.stream().map(CellStore::read).toList()));
            metrics.forEach(CellStore::checkOnce);
            return Found.valid(new CellResult(metrics));
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            return Found.damaged("a value that no metric gives");
        }
    }

    /** No statistic of a bucket stands twice. */
    private static void checkOnce(String metric, List<Measurement> values) {
        long distinct = values.stream()
                .map(value -> value.statistic() + " " + value.bucket())
                .distinct()
                .count();
        InvalidParameter.require(distinct == values.size(), metric, values, "have one value per statistic and bucket");
    }

    /**
     * Adds to what is known of a cell, atomically.
     *
     * @throws IOException that names the file and the reason; what the store held stays
     */
    public void put(CellKey key, CellResult result) throws IOException {
        String content = content(key, find(key).with(result));
        Path file = file(key.sha256());
        moveAside(file);
        AtomicFile.write(file, content);
    }

    /** What stands in the file of a cell. */
    public static String content(CellKey key, CellResult all) {
        SortedMap<String, List<StoredValue>> metrics = new TreeMap<>();
        all.byMetric().forEach((metric, values) -> {
            List<StoredValue> stored = new ArrayList<>();
            values.forEach(value -> stored.add(store(value)));
            metrics.put(metric, stored);
        });
        try {
            String json = JSON.writeValueAsString(
                            new StoredCell(SCHEMA, key.text().lines().toList(), metrics))
                    + "\n";
            return FileHash.sha256(json) + "\n" + json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cells are plain data", e);
        }
    }

    /** A folder cannot be replaced by a file; nobody's content is deleted. */
    private static void moveAside(Path file) throws IOException {
        for (int i = 1; Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS); i++) {
            Path aside = file.resolveSibling(file.getFileName() + ".aside" + i);
            if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(file, aside);
            }
        }
    }

    private Path file(String hash) {
        return folder.resolve(hash.substring(0, 2)).resolve(hash + ".cell");
    }

    private static StoredValue store(Measurement m) {
        return new StoredValue(
                m.statistic(),
                m.bucket().axis().name(),
                m.bucket().from(),
                m.bucket().to(),
                number(m.value()),
                number(m.standardError()),
                m.n(),
                m.note());
    }

    private static Measurement read(StoredValue s) {
        Bucket bucket = new Bucket(Bucket.Axis.valueOf(s.axis()), s.from(), s.to());
        InvalidParameter.require(!s.statistic().isEmpty(), "statistic", s.statistic(), "be named");
        InvalidParameter.require(s.from() >= 0 && s.from() <= s.to(), "bucket", bucket, "be a range");
        InvalidParameter.require(s.n() >= 0, "n", s.n(), "be a count");
        return new Measurement(s.statistic(), bucket, number(s.value()), number(s.standardError()), s.n(), s.note());
    }

    private static Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static OptionalDouble number(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}

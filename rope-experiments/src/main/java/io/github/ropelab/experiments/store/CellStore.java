package io.github.ropelab.experiments.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.input.FileHash;
import io.github.ropelab.experiments.metric.Bucket;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.plan.CellKey;
import io.github.ropelab.experiments.result.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder of cells. A file's first line is the SHA-256 of all that follows; then comes JSON with the cell's canonical
 * text and its values. A cell counts as there if the checksum holds and the text is equal; anything else counts as
 * absent and is overwritten. Threads may share a store as long as no two write the same cell.
 */
public final class CellStore {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** One measurement in a file. */
    record StoredValue(
            String statistic, String axis, int from, int to, Double value, Double standardError, long n, String note) {}

    /** A file's content below the checksum. */
    record StoredCell(List<String> cell, SortedMap<String, List<StoredValue>> metrics) {}

    private final Path folder;

    /** A store in a folder, which need not exist yet. */
    public CellStore(Path folder) {
        this.folder = folder;
    }

    /** What is known of a cell; empty if nothing valid is there. */
    public CellResult find(CellKey key) {
        Path file = file(key);
        if (!Files.isRegularFile(file)) {
            return CellResult.empty();
        }
        try {
            String content = Files.readString(file);
            int end = content.indexOf('\n');
            if (end < 0 || !content.substring(0, end).equals(FileHash.sha256(content.substring(end + 1)))) {
                return CellResult.empty();
            }
            StoredCell stored = JSON.readValue(content.substring(end + 1), new TypeReference<StoredCell>() {});
            if (!stored.cell().equals(key.text().lines().toList())) {
                return CellResult.empty();
            }
            SortedMap<String, List<Measurement>> metrics = new TreeMap<>();
            stored.metrics()
                    .forEach((metric, values) -> metrics.put(
                            metric, values.stream().map(CellStore::read).toList()));
            return new CellResult(metrics);
        } catch (JsonProcessingException | InvalidParameter e) {
            return CellResult.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Adds to what is known of a cell, atomically. */
    public void put(CellKey key, CellResult result) throws IOException {
        CellResult all = find(key).with(result);
        SortedMap<String, List<StoredValue>> metrics = new TreeMap<>();
        all.byMetric().forEach((metric, values) -> {
            List<StoredValue> stored = new ArrayList<>();
            values.forEach(value -> stored.add(store(value)));
            metrics.put(metric, stored);
        });
        String json = JSON.writeValueAsString(new StoredCell(key.text().lines().toList(), metrics)) + "\n";
        AtomicFile.write(file(key), FileHash.sha256(json) + "\n" + json);
    }

    private Path file(CellKey key) {
        String hash = key.sha256();
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
        return new Measurement(s.statistic(), bucket, number(s.value()), number(s.standardError()), s.n(), s.note());
    }

    private static Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static OptionalDouble number(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}

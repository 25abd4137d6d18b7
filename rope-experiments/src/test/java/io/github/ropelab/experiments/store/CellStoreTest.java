package io.github.ropelab.experiments.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.experiments.metric.Bucket;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.plan.CellKey;
import io.github.ropelab.model.io.FileHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CellStoreTest {
    private static final CellKey KEY = new CellKey("strategy=a\nbase=2.0\n");
    private static final CellKey OTHER = new CellKey("strategy=b\nbase=2.0\n");
    private static final CellResult RESULT = result("kl@1{}", 0.25);

    @TempDir
    Path folder;

    private CellStore store;

    private static CellResult result(String metric, double value) {
        return new CellResult(new TreeMap<>(Map.of(
                metric,
                List.of(
                        Measurement.estimate("mean", new Bucket(Bucket.Axis.ROW, 0, 4), value, 0.5, 4),
                        Measurement.undefined("mean", new Bucket(Bucket.Axis.ROW, 4, 8), "no row in this range")))));
    }

    @BeforeEach
    void store() throws IOException {
        store = new CellStore(folder.resolve("cells"));
        assertThat(store.look(KEY)).isEqualTo(new Found(CellResult.empty(), ""));
        store.put(KEY, RESULT);
    }

    private Path file(CellKey key) {
        String hash = key.sha256();
        return folder.resolve("cells").resolve(hash.substring(0, 2)).resolve(hash + ".cell");
    }

    /** Changes what stands below the checksum and makes the checksum right again. */
    private void forge(UnaryOperator<String> change) throws IOException {
        String content = Files.readString(file(KEY));
        String json = change.apply(content.substring(content.indexOf('\n') + 1));
        assertThat(content).doesNotEndWith(json);
        Files.writeString(file(KEY), FileHash.sha256(json) + "\n" + json);
    }

    private void isDamagedAndCanBeWrittenAgain(String defect) throws IOException {
        Found found = store.look(KEY);
        assertThat(found.damaged()).isTrue();
        assertThat(found.defect()).contains(defect);
        assertThat(found.result()).isEqualTo(CellResult.empty());
        store.put(KEY, RESULT);
        assertThat(store.look(KEY)).isEqualTo(new Found(RESULT, ""));
    }

    @Test
    void whatIsPutIsFoundAndMetricsAddUp() throws IOException {
        assertThat(store.look(KEY)).isEqualTo(new Found(RESULT, ""));
        assertThat(store.look(KEY.sha256())).isEqualTo(new Found(RESULT, ""));
        store.put(KEY, result("entropy@1{}", 1.5));
        assertThat(store.find(KEY)).isEqualTo(RESULT.with(result("entropy@1{}", 1.5)));
        assertThat(store.find(OTHER)).isEqualTo(CellResult.empty());
    }

    @Test
    void everyByteCounts() throws IOException {
        byte[] good = Files.readAllBytes(file(KEY));
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file(KEY), bad);
            assertThat(store.look(KEY).damaged()).as("byte %d", i).isTrue();
            Files.write(file(KEY), java.util.Arrays.copyOf(good, i));
            assertThat(store.look(KEY).damaged()).as("cut at %d", i).isTrue();
        }
        isDamagedAndCanBeWrittenAgain("wrong checksum");
    }

    @Test
    void bytesThatAreNoTextAreDamage() throws IOException {
        Files.write(file(KEY), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
        isDamagedAndCanBeWrittenAgain("not text");
    }

    @Test
    void anotherCellsContentIsDamage() throws IOException {
        store.put(OTHER, RESULT);
        Files.copy(file(OTHER), file(KEY), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        isDamagedAndCanBeWrittenAgain("another cell");
    }

    @Test
    void aFolderInItsPlaceIsMovedAsideWithWhatItHolds() throws IOException {
        for (int i = 1; i <= 2; i++) {
            Files.delete(file(KEY));
            Files.createDirectory(file(KEY));
            Files.writeString(file(KEY).resolve("mine"), "kept " + i);
            isDamagedAndCanBeWrittenAgain("unreadable");
            assertThat(file(KEY).resolveSibling(file(KEY).getFileName() + ".aside" + i + "/mine"))
                    .hasContent("kept " + i);
        }
    }

    /** A device stands for a pipe, whose reader would wait for ever. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aDeviceInItsPlaceIsNotRead() throws IOException {
        Files.delete(file(KEY));
        Files.createSymbolicLink(file(KEY), Path.of("/dev/zero"));
        isDamagedAndCanBeWrittenAgain("pipe or device");
        assertThat(file(KEY)).isRegularFile();
    }

    @Test
    void otherSchemasAreNotBelieved() throws IOException {
        forge(json -> json.replaceFirst("\"schema\":\\d+,", ""));
        isDamagedAndCanBeWrittenAgain("schema 0 instead of");
        forge(json -> json.replaceFirst("\"schema\":\\d+", "\"schema\":99"));
        isDamagedAndCanBeWrittenAgain("schema 99 instead of");
        forge(json -> json.replace("\"cell\":", "\"more\":1,\"cell\":"));
        isDamagedAndCanBeWrittenAgain("no metric gives");
        forge(json -> "[]\n");
        isDamagedAndCanBeWrittenAgain("schema");
        forge(json -> "x");
        isDamagedAndCanBeWrittenAgain("no metric gives");
    }

    @Test
    void valuesThatNoMetricGivesAreDamage() throws IOException {
        for (String[] change : new String[][] {
            {"0.25", "\"NaN\""},
            {"0.25", "1e999"},
            {"0.25", "null"},
            {"\"n\":4", "\"n\":-4"},
            {"\"from\":0", "\"from\":-1"},
            {"\"to\":4", "\"to\":-1"},
            {"\"from\":4", "\"from\":9"},
            {"\"ROW\"", "\"COLUMN\""},
            {"\"statistic\":\"mean\"", "\"statistic\":\"\""},
            {"\"statistic\":\"mean\"", "\"statistic\":null"},
            {"\"from\":4,\"to\":8", "\"from\":0,\"to\":4"},
        }) {
            forge(json -> json.replace(change[0], change[1]));
            isDamagedAndCanBeWrittenAgain("no metric gives");
        }
    }

    @Test
    void nothingIsLeftBesideTheCells() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("cells"))) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(file(KEY));
        }
    }
}

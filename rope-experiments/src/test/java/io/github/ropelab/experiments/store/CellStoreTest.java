package io.github.ropelab.experiments.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.experiments.input.FileHash;
import io.github.ropelab.experiments.metric.Bucket;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.plan.CellKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellStoreTest {
    private static final CellKey KEY = new CellKey("strategy=none\nbase=1.0\n");
    private static final Bucket BUCKET = new Bucket(Bucket.Axis.ROW, 8, 512);

    @TempDir
    Path folder;

    private CellResult written() throws IOException {
        CellResult result = new CellResult(new TreeMap<>(Map.of(
                "kl@1{}",
                List.of(
                        Measurement.estimate("mean", BUCKET, 0.1, 1e-17, 504),
                        Measurement.of("max", BUCKET, 1.0 / 3, 504).leavingOut("2 rows left out: constant"),
                        Measurement.undefined("ratio", BUCKET, "no row")))));
        new CellStore(folder).put(KEY, result);
        return result;
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).findAny().orElseThrow();
        }
    }

    @Test
    void whatIsPutIsFound() throws IOException {
        CellResult written = written();
        assertThat(new CellStore(folder).find(KEY)).isEqualTo(written);
    }

    /** A cell of a program that knew no standard errors has a valid checksum and says nothing of them. */
    @Test
    void aCellOfAnOlderFormCountsAsAbsent() throws IOException {
        written();
        String content = Files.readString(file());
        String json = content.substring(content.indexOf('\n') + 1);
        String older = json.replaceAll(",\"standardError\":[^,]*", "");
        assertThat(older).isNotEqualTo(json);
        Files.writeString(file(), FileHash.sha256(older) + "\n" + older);
        assertThat(new CellStore(folder).find(KEY)).isEqualTo(CellResult.empty());
    }
}

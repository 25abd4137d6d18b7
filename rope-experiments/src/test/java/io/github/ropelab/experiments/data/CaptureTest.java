package io.github.ropelab.experiments.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.Pairing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
    @TempDir
    Path folder;

    private Path file(String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return file(json.length, json, dataBytes);
    }

    private Path file(long statedLength, byte[] json, int dataBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(statedLength).put(json);
        for (int i = 0; i < dataBytes; i++) {
            bytes.put((byte) i);
        }
        Path file = folder.resolve("x.safetensors");
        Files.write(file, bytes.array());
        return file;
    }

    @Test
    void aCaptureNeedsFloatingTensorsOfMatchingShapes() throws IOException {
        assertThatThrownBy(() ->
                        open(file("{\"layers.0.q\":{\"dtype\":\"I32\",\"shape\":[1,1,2],\"data_offsets\":[0,8]}}", 8)))
                .hasMessageContaining("floating dtype");
        assertThatThrownBy(() ->
                        open(file("{\"layers.0.q\":{\"dtype\":\"F32\",\"shape\":[1,1,2],\"data_offsets\":[0,8]}}", 8)))
                .hasMessageContaining("layers.0.k");
        assertThatThrownBy(() -> open(file("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8)))
                .hasMessageContaining("layers.N.q");
    }

    private static Capture open(Path file) {
        return Capture.open("c", file, Pairing.HALF_SPLIT, OptionalInt.empty(), 10_000, List.of(), new TreeMap<>());
    }

    @Test
    void shorterLengthsArePrefixes() {
        Capture capture = CaptureCatalog.read(DataFolder.captures()).open("smollm2-135m", List.of(10));
        Slice slice = capture.slices().get(2);
        double[] longer = capture.load(slice, 100).k();
        double[] shorter = capture.load(slice, 40).k();
        assertThat(Arrays.copyOf(longer, shorter.length)).isEqualTo(shorter);
    }
}

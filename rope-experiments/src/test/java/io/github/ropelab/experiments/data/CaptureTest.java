package io.github.ropelab.experiments.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
    @TempDir
    Path folder;

    private Path file(String name, ElementType type, List<Integer> shape) throws IOException {
        Path file = folder.resolve("x.safetensors");
        SafetensorsWriter.write(file, Map.of(name, new NumberArray(type, shape, new double[] {1, 2})));
        return file;
    }

    @Test
    void aCaptureNeedsFloatingTensorsOfMatchingShapes() throws IOException {
        assertThatThrownBy(() -> open(file("layers.0.q", ElementType.I32, List.of(1, 1, 2))))
                .hasMessageContaining("floating dtype");
        assertThatThrownBy(() -> open(file("layers.0.q", ElementType.F32, List.of(1, 1, 2))))
                .hasMessageContaining("layers.0.k");
        assertThatThrownBy(() -> open(file("x", ElementType.F32, List.of(2)))).hasMessageContaining("layers.N.q");
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

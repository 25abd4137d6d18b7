package io.github.ropelab.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsStreamTest {
    private static final List<SafetensorsStream.Planned> PLAN = List.of(
            new SafetensorsStream.Planned("ids", ElementType.I32, List.of(3)),
            new SafetensorsStream.Planned("z", ElementType.F16, List.of(2, 70_000)),
            new SafetensorsStream.Planned("a", ElementType.F32, List.of(1)));

    @TempDir
    Path folder;

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void whatIsPutIsReadBack() throws IOException {
        Path file = folder.resolve("x.safetensors");
        SafetensorsStream.write(file, PLAN, new TreeMap<>(Map.of("model", "é")), stream -> {
            stream.put("ids", i -> 100_000 + i);
            stream.put("z", i -> i / 3.0);
            stream.put("a", i -> 0.1);
        });
        SafetensorsFile read = SafetensorsFile.open(file);
        assertThat(read.tensors().keySet()).containsExactly("a", "ids", "z");
        assertThat(read.metadata()).isEqualTo(Map.of("model", "é"));
        assertThat(read.numbers("ids").values()).containsExactly(100_000, 100_001, 100_002);
        assertThat(read.array("a").values()).containsExactly((double) 0.1f);
        double[] z = read.array("z").values();
        assertThat(read.array("z").shape()).containsExactly(2, 70_000);
        for (int i = 0; i < z.length; i += 997) {
            assertThat(z[i]).isEqualTo(ElementType.half(ElementType.halfBits(i / 3.0)));
        }
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void whatIsNotWholeLeavesNothing() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Files.writeString(file, "before");
        assertThatThrownBy(() -> SafetensorsStream.write(file, PLAN, new TreeMap<>(), stream -> {
                    stream.put("ids", i -> i);
                    throw new IOException("stopped");
                }))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("x.safetensors");
        assertThatThrownBy(
                        () -> SafetensorsStream.write(file, PLAN, new TreeMap<>(), stream -> stream.put("ids", i -> i)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("be the 3 of the plan");
        assertThatThrownBy(
                        () -> SafetensorsStream.write(file, PLAN, new TreeMap<>(), stream -> stream.put("z", i -> i)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("be ids, which is next");
        assertThat(files()).isEqualTo(1);
        assertThat(Files.readString(file)).isEqualTo("before");
    }
}

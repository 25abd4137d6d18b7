package io.github.ropelab.experiments.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.Pairing;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NpyTensors;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsFile;
import io.github.ropelab.model.tensor.SafetensorsWriter;
import io.github.ropelab.model.tensor.ShardedSafetensors;
import io.github.ropelab.model.tensor.TensorSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureSourcesTest {
    private static final int TOKENS = 5;
    private static final int WIDTH = 4;

    @TempDir
    Path folder;

    /** A number of its own for every element, below 2^8: every type holds it. */
    private static double element(int side, int head, int token, int component) {
        return side * 80 + (head * TOKENS + token) * WIDTH + component;
    }

    private static NumberArray heads(ElementType type, int side, int heads, TensorLayout.Axes axes) {
        boolean headsFirst = axes == TensorLayout.Axes.HTD;
        double[] values = new double[heads * TOKENS * WIDTH];
        for (int h = 0; h < heads; h++) {
            for (int t = 0; t < TOKENS; t++) {
                for (int c = 0; c < WIDTH; c++) {
                    int row = headsFirst ? h * TOKENS + t : t * heads + h;
                    values[row * WIDTH + c] = element(side, h, t, c);
                }
            }
        }
        return new NumberArray(
                type, headsFirst ? List.of(heads, TOKENS, WIDTH) : List.of(TOKENS, heads, WIDTH), values);
    }

    private static Map<String, NumberArray> layer(
            ElementType type, TensorLayout.Axes axes, String q, String k, String v) {
        Map<String, NumberArray> tensors = new LinkedHashMap<>();
        tensors.put(q, heads(type, 0, 4, axes));
        tensors.put(k, heads(type, 1, 2, axes));
        tensors.put(v, heads(type, 2, 2, axes));
        return tensors;
    }

    private static Capture open(TensorSource source, TensorLayout layout, List<Integer> layers, List<Integer> heads) {
        return Capture.open(
                "c",
                source,
                layout,
                new Capture.Selection(layers, heads),
                Pairing.HALF_SPLIT,
                OptionalInt.empty(),
                10_000,
                new TreeMap<>());
    }

    /** Query head h reads key and value head h/2. */
    private static void check(Capture capture, Slice slice) {
        QkvBatch batch = capture.load(slice, 3);
        int head = slice.head().orElseThrow();
        for (int t = 0; t < 3; t++) {
            for (int c = 0; c < WIDTH; c++) {
                assertThat(batch.q()[t * WIDTH + c]).isEqualTo(element(0, head, t, c));
                assertThat(batch.k()[t * WIDTH + c]).isEqualTo(element(1, head / 2, t, c));
                assertThat(batch.v()[t * WIDTH + c]).isEqualTo(element(2, head / 2, t, c));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F64", "F32", "F16", "BF16"})
    void everyFloatingTypeAndOrderOfAxesAndGroupedHeads(ElementType type) throws IOException {
        for (TensorLayout.Axes axes : TensorLayout.Axes.values()) {
            Path file = folder.resolve(axes + ".safetensors");
            Map<String, NumberArray> tensors = layer(type, axes, "a.3.query", "a.3.key", "a.3.value");
            tensors.putAll(layer(type, axes, "a.12.query", "a.12.key", "a.12.value"));
            tensors.put("a.x.query", NumberArray.vector(new double[] {1}));
            SafetensorsWriter.write(file, tensors);
            TensorLayout layout =
                    new TensorLayout("a.{layer}.query", "a.{layer}.key", Optional.of("a.{layer}.value"), axes);
            Capture all = open(SafetensorsFile.open(file), layout, List.of(), List.of());
            assertThat(all.slices()).hasSize(8).startsWith(Slice.head(3, 0)).endsWith(Slice.head(12, 3));
            all.slices().forEach(slice -> check(all, slice));
            assertThat(all.hasValues()).isTrue();
            Capture some = open(SafetensorsFile.open(file), layout, List.of(12), List.of(3, 1));
            assertThat(some.slices()).containsExactly(Slice.head(12, 3), Slice.head(12, 1));
        }
    }

    @Test
    void arraysOfNumPy() throws IOException {
        Map<String, Path> files = new TreeMap<>();
        layer(ElementType.F32, TensorLayout.Axes.THD, "q.npy", "k.npy", "v.npy").forEach((name, array) -> {
            files.put(name, folder.resolve(name));
            try {
                Files.write(folder.resolve(name), NpyFile.bytes(array));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        TensorLayout layout = new TensorLayout("q.npy", "k.npy", Optional.of("v.npy"), TensorLayout.Axes.THD);
        Capture capture = open(NpyTensors.read(files), layout, List.of(), List.of());
        assertThat(capture.slices()).hasSize(4);
        assertThat(capture.slices().get(0).layer()).isEqualTo(OptionalInt.empty());
        capture.slices().forEach(slice -> check(capture, slice));
        assertThat(capture.fingerprint())
                .startsWith("sha256:" + FileHash.sha256(List.copyOf(files.values())))
                .contains("axes=thd");
        assertThatThrownBy(() -> open(NpyTensors.read(files), layout, List.of(1), List.of()))
                .hasMessageContaining("layers must be left out where no name holds {layer}");

        Files.write(
                folder.resolve("v.npy"), NpyFile.bytes(new NumberArray(ElementType.I32, List.of(1), new double[1])));
        assertThatThrownBy(() -> NpyTensors.read(files))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("v.npy: dtype must be a floating one");
        Files.delete(folder.resolve("v.npy"));
        assertThatThrownBy(() -> NpyTensors.read(files))
                .hasMessageContaining("v.npy")
                .hasMessageContaining("no such");
    }

    @Test
    void oneHeadWithoutAnAxisOfHeads() throws IOException {
        NumberArray q = heads(ElementType.F64, 0, 1, TensorLayout.Axes.HTD);
        NumberArray flat = new NumberArray(ElementType.F64, List.of(TOKENS, WIDTH), q.values());
        Path file = folder.resolve("x.safetensors");
        SafetensorsWriter.write(file, Map.of("q", flat, "k", flat));
        for (TensorLayout.Axes axes : TensorLayout.Axes.values()) {
            Capture capture = open(
                    SafetensorsFile.open(file),
                    new TensorLayout("q", "k", Optional.empty(), axes),
                    List.of(),
                    List.of());
            assertThat(capture.slices()).hasSize(1);
            assertThat(capture.load(capture.slices().get(0), TOKENS).q()).isEqualTo(q.values());
            assertThat(capture.load(capture.slices().get(0), TOKENS).v()).isEmpty();
            assertThat(capture.hasValues()).isFalse();
        }
    }

    private Path sharded() throws IOException {
        Map<String, NumberArray> tensors =
                layer(ElementType.BF16, TensorLayout.Axes.HTD, "layers.0.q", "layers.0.k", "layers.0.v");
        SafetensorsWriter.write(folder.resolve("m-2.safetensors"), Map.of("layers.0.q", tensors.get("layers.0.q")));
        SafetensorsWriter.write(
                folder.resolve("m-1.safetensors"),
                Map.of("layers.0.k", tensors.get("layers.0.k"), "layers.0.v", tensors.get("layers.0.v")));
        Path index = folder.resolve("m.safetensors.index.json");
        Files.writeString(index, """
                {"metadata": {"total_size": 1}, "weight_map": {"layers.0.q": "m-2.safetensors",
                "layers.0.k": "m-1.safetensors", "layers.0.v": "m-1.safetensors"}}
                """);
        return index;
    }

    @Test
    void anIndexOfSeveralFiles() throws IOException {
        Capture capture = open(ShardedSafetensors.open(sharded()), TensorLayout.standard(), List.of(), List.of());
        assertThat(capture.slices()).hasSize(4);
        capture.slices().forEach(slice -> check(capture, slice));
        List<Path> files = List.of(folder.resolve("m-1.safetensors"), folder.resolve("m-2.safetensors"));
        assertThat(capture.fingerprint()).isEqualTo("sha256:" + FileHash.sha256(files));
        byte[] bytes = Files.readAllBytes(files.get(1));
        bytes[bytes.length - 1] ^= 1;
        Files.write(files.get(1), bytes);
        assertThat(open(
                                ShardedSafetensors.open(folder.resolve("m.safetensors.index.json")),
                                TensorLayout.standard(),
                                List.of(),
                                List.of())
                        .fingerprint())
                .isNotEqualTo(capture.fingerprint());
    }

    @Test
    void aBrokenIndexIsRefusedByItsRule() throws IOException {
        Path index = sharded();
        Map<String, String> broken = new LinkedHashMap<>();
        broken.put("{", "be JSON");
        broken.put("{}", "weight_map must be an object");
        broken.put("{\"weight_map\": {}}", "weight_map must be an object");
        broken.put("{\"weight_map\": {\"layers.0.q\": 3}}", "weight_map.layers.0.q must name a file beside");
        broken.put("{\"weight_map\": {\"layers.0.q\": \"../m-1.safetensors\"}}", "must name a file beside");
        broken.put(
                "{\"weight_map\": {\"layers.0.q\": \"m-1.safetensors\"}}", "must name the file that holds the tensor");
        broken.put("{\"weight_map\": {\"layers.0.q\": \"m-9.safetensors\"}}", "m-9.safetensors: must exist");
        broken.put(
                "{\"weight_map\": {\"layers.0.q\": \"m-2.safetensors\"}}", "layers.0.k must be a tensor of the index");
        for (Map.Entry<String, String> entry : broken.entrySet()) {
            Files.writeString(index, entry.getKey());
            assertThatThrownBy(
                            () -> open(ShardedSafetensors.open(index), TensorLayout.standard(), List.of(), List.of()))
                    .as(entry.getKey())
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining(entry.getValue());
        }
        assertThatThrownBy(() -> ShardedSafetensors.open(folder.resolve("none.json")))
                .hasMessageContaining("no such file");
    }

    @Test
    void mistakesNameFileTensorShapeAndRule() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Map<String, NumberArray> good =
                layer(ElementType.F32, TensorLayout.Axes.HTD, "layers.0.q", "layers.0.k", "layers.0.v");
        SafetensorsWriter.write(file, good);
        TensorLayout standard = TensorLayout.standard();
        assertThatThrownBy(() -> open(SafetensorsFile.open(file), standard, List.of(), List.of(4)))
                .hasMessage(file + ": heads must be a query head of layers.0.q, 0 to 3, but was 4");
        assertThatThrownBy(() ->
                        open(SafetensorsFile.open(file), standard.with(TensorLayout.Axes.THD), List.of(), List.of()))
                .hasMessage(
                        file + ": layers.0.k must have the tokens and head_dim of layers.0.q [4, 5, 4] and a number of"
                                + " heads that divides its, but was [2, 5, 4]");
        assertThatThrownBy(() -> open(
                        SafetensorsFile.open(file),
                        new TensorLayout("layers.{layer}.q", "layers.{layer}.key", Optional.empty(), standard.axes()),
                        List.of(),
                        List.of()))
                .hasMessageContaining("layers.0.key must be a tensor of the file")
                .hasMessageContaining("layers.0.k'");
        assertThatThrownBy(() -> new TensorLayout("layers.{layer}.q", "k", Optional.empty(), standard.axes()))
                .hasMessageContaining("k must hold {layer} exactly where q does");
        good.put("layers.0.k", new NumberArray(ElementType.F32, List.of(1, 2, 5, 4), new double[40]));
        SafetensorsWriter.write(file, good);
        assertThatThrownBy(() -> open(SafetensorsFile.open(file), standard, List.of(), List.of()))
                .hasMessage(
                        file + ": layers.0.k must have the axes [tokens, width] or [heads, tokens, width], each of at"
                                + " least 1, but was [1, 2, 5, 4]");
    }

    /** The file is sparse: it takes no space of its size. */
    @Test
    void aFileBeyondTwoGibibytesIsReadTensorByTensor() throws IOException {
        long filler = 3L << 30;
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + filler / 4 + "],\"data_offsets\":[0," + filler + "]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[" + filler + "," + (filler + 8) + "]}}";
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve("large.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            ByteBuffer length =
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length);
            file.write(length.array());
            file.write(json);
            file.seek(8 + json.length + filler);
            file.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(1.5f)
                    .putFloat(-2)
                    .array());
        }
        SafetensorsFile file = SafetensorsFile.open(path);
        assertThat(file.stored("b").reader().read(0, 2)).containsExactly(1.5, -2);
        assertThatThrownBy(() -> file.stored("a").reader().read(0, 1))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("smaller than 2 GiB");
        Files.delete(path);
    }
}

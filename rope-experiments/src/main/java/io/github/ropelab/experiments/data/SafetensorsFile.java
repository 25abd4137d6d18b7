package io.github.ropelab.experiments.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.experiments.input.FileHash;
import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.IoReason;
import io.github.ropelab.experiments.input.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A safetensors file, checked as a whole before any value is read: eight bytes of little-endian header length, a JSON
 * header, then the tensors' bytes. Every tensor's offsets must lie inside of the file, match its shape and type, and
 * leave neither gaps nor overlaps. Read through a memory map; safe to share between threads.
 */
public final class SafetensorsFile {
    /** The format's own limit on headers. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = 8;

    /**
     * A tensor of the file.
     *
     * @param type element type
     * @param shape sizes per axis
     * @param start first byte, counted from the end of the header
     * @param end byte after the last
     */
    public record Tensor(ElementType type, List<Integer> shape, long start, long end) {}

    private final Path path;
    private final ByteBuffer data;
    private final SortedMap<String, Tensor> tensors;
    private final SortedMap<String, String> metadata;

    private SafetensorsFile(
            Path path, ByteBuffer data, SortedMap<String, Tensor> tensors, SortedMap<String, String> metadata) {
        this.path = path;
        this.data = data;
        this.tensors = Collections.unmodifiableSortedMap(tensors);
        this.metadata = Collections.unmodifiableSortedMap(metadata);
    }

    /**
     * Opens and checks a file.
     *
     * @throws InvalidInput if it is missing or breaks a rule of the format
     */
    public static SafetensorsFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            check(path, size >= LENGTH_BYTES, size + " bytes", "hold at least 8 bytes of header length");
            check(path, size <= Integer.MAX_VALUE, size + " bytes", "be smaller than 2 GiB");
            ByteBuffer file =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, size).order(ByteOrder.LITTLE_ENDIAN);
            long header = file.getLong(0);
            check(
                    path,
                    header >= 2 && header <= Math.min(MAX_HEADER_BYTES, size - LENGTH_BYTES),
                    header,
                    "state a header length between 2 and the " + (size - LENGTH_BYTES)
                            + " bytes that follow: the file is" + " truncated or no safetensors file");
            byte[] json = new byte[(int) header];
            file.get(LENGTH_BYTES, json);
            int start = LENGTH_BYTES + (int) header;
            ByteBuffer data = file.slice(start, (int) size - start).order(ByteOrder.LITTLE_ENDIAN);
            JsonNode tree = parse(path, json);
            SortedMap<String, String> metadata = new TreeMap<>();
            tree.path("__metadata__")
                    .properties()
                    .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
            return new SafetensorsFile(path, data, tensors(path, tree, data.capacity()), metadata);
        } catch (NoSuchFileException e) {
            throw new InvalidInput(path.toString(), Problem.of("", "", "exist"));
        } catch (IOException e) {
            throw new InvalidInput(path.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }

    private static JsonNode parse(Path path, byte[] json) {
        try {
            JsonNode tree = JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(json);
            check(path, tree.isObject(), tree.getNodeType(), "have a JSON object as header");
            return tree;
        } catch (JsonProcessingException e) {
            throw new InvalidInput(path.toString(), Problem.of("header", "", "be JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidInput(path.toString(), Problem.of("header", "", "be readable: " + e));
        }
    }

    private static SortedMap<String, Tensor> tensors(Path path, JsonNode header, long dataBytes) {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                tensors.put(entry.getKey(), tensor(path, entry.getKey(), entry.getValue(), dataBytes));
            }
        }
        long next = 0;
        for (Tensor tensor : tensors.values().stream()
                .sorted(Comparator.comparingLong(Tensor::start).thenComparingLong(Tensor::end))
                .toList()) {
            check(
                    path,
                    tensor.start() == next,
                    tensor.start(),
                    "have tensors without gap or overlap: one must start at byte " + next);
            next = tensor.end();
        }
        check(
                path,
                next == dataBytes,
                dataBytes + " bytes of data",
                "hold the " + next + " bytes that the header describes: the file is truncated or has a tail");
        return tensors;
    }

    private static Tensor tensor(Path path, String name, JsonNode entry, long dataBytes) {
        String typeName = entry.path("dtype").asText();
        ElementType type = ElementType.named(typeName);
        check(path, type != null, name + " " + typeName, "have a known dtype, one of " + List.of(ElementType.values()));
        JsonNode offsets = entry.path("data_offsets");
        check(
                path,
                offsets.size() == 2
                        && offsets.path(0).isIntegralNumber()
                        && offsets.path(1).isIntegralNumber(),
                name + " " + offsets,
                "give data_offsets as [start, end]");
        long start = offsets.get(0).longValue();
        long end = offsets.get(1).longValue();
        check(
                path,
                0 <= start && start <= end && end <= dataBytes,
                name + " " + offsets,
                "have data_offsets inside of the " + dataBytes + " bytes of data");
        List<Integer> shape = new ArrayList<>();
        long elements = 1;
        check(path, entry.path("shape").isArray(), name + " " + entry.path("shape"), "give a shape");
        for (JsonNode size : entry.get("shape")) {
            check(path, size.canConvertToInt() && size.intValue() >= 0, name + " " + size, "have sizes of 0 or above");
            shape.add(size.intValue());
            elements = elements == 0
                    ? 0
                    : Math.min(elements, Long.MAX_VALUE / Math.max(1, size.intValue())) * size.intValue();
        }
        check(
                path,
                elements <= dataBytes && elements * type.bytes() == end - start,
                name + " " + offsets,
                "have as many bytes as its shape " + shape + " of " + type + " needs");
        return new Tensor(type, List.copyOf(shape), start, end);
    }

    private static void check(Path path, boolean holds, Object value, String rule) {
        if (!holds) {
            throw new InvalidInput(path.toString(), Problem.of("", value, rule));
        }
    }

    /** The tensors by name. */
    public SortedMap<String, Tensor> tensors() {
        return tensors;
    }

    /** The header's texts. */
    public SortedMap<String, String> metadata() {
        return metadata;
    }

    /**
     * The tensor of a name, which must be of a floating type with the given number of axes.
     *
     * @throws InvalidInput if it is absent or of another kind
     */
    public Tensor floating(String name, int axes) {
        Tensor tensor = floating(name);
        check(path, tensor.shape().size() == axes, name + " " + tensor.shape(), "have " + axes + " axes");
        return tensor;
    }

    private Tensor floating(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new InvalidInput(
                    path.toString(),
                    new Problem(name, "", "be a tensor of the file", Nearest.suggestion(name, tensors.keySet())));
        }
        check(
                path,
                tensor.type().floating(),
                name + " " + tensor.type(),
                "be of a floating dtype (F64, F32, F16, BF16)");
        return tensor;
    }

    /**
     * A tensor of a floating type, whole.
     *
     * @throws InvalidInput if it is absent or of another kind
     */
    public NumberArray array(String name) {
        Tensor tensor = floating(name);
        int count = (int) ((tensor.end() - tensor.start()) / tensor.type().bytes());
        return new NumberArray(tensor.type(), tensor.shape(), read(tensor, 0, count));
    }

    /**
     * A tensor of any number type, whole.
     *
     * @throws InvalidInput if it is absent
     */
    public NumberArray numbers(String name) {
        Tensor tensor = tensors.get(name);
        check(path, tensor != null, name, "be a tensor of the file");
        int count = (int) ((tensor.end() - tensor.start()) / tensor.type().bytes());
        return new NumberArray(tensor.type(), tensor.shape(), read(tensor, 0, count));
    }

    /** {@code count} elements of a tensor from element {@code first} on, widened exactly to double. */
    public double[] read(Tensor tensor, int first, int count) {
        double[] values = new double[count];
        int at = (int) tensor.start() + first * tensor.type().bytes();
        for (int i = 0; i < count; i++) {
            values[i] = tensor.type().read(data, at + i * tensor.type().bytes());
        }
        return values;
    }

    /** SHA-256 of the whole file, lower-case hex. */
    public String sha256() {
        return FileHash.sha256(path);
    }
}

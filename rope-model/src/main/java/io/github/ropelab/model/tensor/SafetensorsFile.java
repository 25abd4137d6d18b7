package io.github.ropelab.model.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A safetensors file, checked as a whole before any value is read: eight bytes of little-endian header length, a JSON
 * header, then the tensors' bytes. Every tensor's offsets must lie inside of the file, match its shape and type, and
 * leave neither gaps nor overlaps. Read through one memory map per tensor, so that a file may be of any size and a tensor
 * of up to 2 GiB; safe to share between threads.
 */
public final class SafetensorsFile implements TensorSource {
    /** The format's own limit on headers. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = 8;

    /** Bytes per element of the types that are no real numbers, or are not read. */
    private static final Map<String, Integer> OTHER_TYPES =
            Map.of("BOOL", 1, "C64", 8, "F8_E4M3", 1, "F8_E5M2", 1, "F8_E8M0", 1);

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
    private final long data; // where the header ends
    private final SortedMap<String, Tensor> tensors;
    private final Map<Tensor, ByteBuffer> maps;
    private final SortedMap<String, String> others;
    private final SortedMap<String, String> metadata;

    private SafetensorsFile(
            Path path,
            long data,
            SortedMap<String, Tensor> tensors,
            SortedMap<String, String> others,
            Map<Tensor, ByteBuffer> maps,
            SortedMap<String, String> metadata) {
        this.path = path;
        this.data = data;
        this.tensors = Collections.unmodifiableSortedMap(tensors);
        this.others = Collections.unmodifiableSortedMap(others);
        this.maps = Map.copyOf(maps);
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
            long header = bytes(channel, 0, LENGTH_BYTES).getLong();
            check(
                    path,
                    header >= 2 && header <= Math.min(MAX_HEADER_BYTES, size - LENGTH_BYTES),
                    header,
                    "state a header length between 2 and the " + (size - LENGTH_BYTES)
                            + " bytes that follow: the file is" + " truncated or no safetensors file");
            JsonNode tree =
                    parse(path, bytes(channel, LENGTH_BYTES, (int) header).array());
            long start = LENGTH_BYTES + header;
            SortedMap<String, String> metadata = new TreeMap<>();
            tree.path("__metadata__")
                    .properties()
                    .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
            SortedMap<String, Tensor> tensors = new TreeMap<>();
            SortedMap<String, String> others = new TreeMap<>();
            read(path, tree, size - start, tensors, others);
            return new SafetensorsFile(path, start, tensors, others, maps(channel, start, tensors), metadata);
        } catch (NoSuchFileException e) {
            throw new InvalidInput(path.toString(), Problem.of("", "", "exist"));
        } catch (IOException e) {
            throw new InvalidInput(path.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            continue;
        }
        return bytes.flip();
    }

    private static Map<Tensor, ByteBuffer> maps(FileChannel channel, long start, SortedMap<String, Tensor> tensors)
            throws IOException {
        Map<Tensor, ByteBuffer> maps = new HashMap<>();
        for (Tensor tensor : tensors.values()) {
            long length = tensor.end() - tensor.start();
            if (length <= Integer.MAX_VALUE) {
                maps.put(
                        tensor,
                        channel.map(FileChannel.MapMode.READ_ONLY, start + tensor.start(), length)
                                .order(ByteOrder.LITTLE_ENDIAN));
            }
        }
        return maps;
    }

    private static JsonNode parse(Path path, byte[] json) {
        try {
            JsonNode tree = JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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

    private static void read(
            Path path,
            JsonNode header,
            long dataBytes,
            SortedMap<String, Tensor> tensors,
            SortedMap<String, String> others) {
        List<Tensor> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            String name = entry.getKey();
            if (!name.equals("__metadata__")) {
                String dtype = entry.getValue().path("dtype").asText();
                ElementType type = ElementType.named(dtype);
                Tensor tensor = tensor(path, name, entry.getValue(), dtype, dataBytes);
                all.add(tensor);
                if (type == null) {
                    others.put(name, dtype);
                } else {
                    tensors.put(name, tensor);
                }
            }
        }
        long next = 0;
        all.sort(Comparator.comparingLong(Tensor::start).thenComparingLong(Tensor::end));
        for (Tensor tensor : all) {
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
    }

    private static Tensor tensor(Path path, String name, JsonNode entry, String dtype, long dataBytes) {
        ElementType type = ElementType.named(dtype);
        check(
                path,
                type != null || OTHER_TYPES.containsKey(dtype),
                name + " " + dtype,
                "have a known dtype, one of " + List.of(ElementType.values()));
        JsonNode offsets = entry.path("data_offsets");
        check(
                path,
                offsets.size() == 2 && whole(offsets.path(0)) && whole(offsets.path(1)),
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
        check(path, entry.path("shape").isArray(), name + " " + entry.path("shape"), "give a shape");
        for (JsonNode size : entry.get("shape")) {
            check(
                    path,
                    size.isIntegralNumber() && size.canConvertToInt() && size.intValue() >= 0,
                    name + " " + size,
                    "have sizes of 0 or above");
            shape.add(size.intValue());
        }
        int bytes = type == null ? OTHER_TYPES.get(dtype) : type.bytes();
        check(
                path,
                NumberArray.count(shape) * bytes == end - start,
                name + " " + offsets,
                "have as many bytes as its shape " + shape + " of " + dtype + " needs");
        return new Tensor(type, List.copyOf(shape), start, end);
    }

    private static boolean whole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong();
    }

    private static void check(Path path, boolean holds, Object value, String rule) {
        if (!holds) {
            throw new InvalidInput(path.toString(), Problem.of("", value, rule));
        }
    }

    /** Names of all tensors, of those too whose numbers cannot be read. */
    @Override
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(tensors.keySet());
        names.addAll(others.keySet());
        return names;
    }

    /** The tensors of real numbers by name. */
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

    private Tensor tensor(String name) {
        check(
                path,
                !others.containsKey(name),
                name + " " + others.get(name),
                "have a dtype of real numbers, one of " + List.of(ElementType.values()));
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new InvalidInput(
                    path.toString(),
                    new Problem(name, "", "be a tensor of the file", TensorNames.suggestion(name, names())));
        }
        return tensor;
    }

    private Tensor floating(String name) {
        Tensor tensor = tensor(name);
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
        Tensor tensor = tensor(name);
        int count = (int) ((tensor.end() - tensor.start()) / tensor.type().bytes());
        return new NumberArray(tensor.type(), tensor.shape(), read(tensor, 0, count));
    }

    /** {@code count} elements of a tensor from element {@code first} on, widened exactly to double. */
    public double[] read(Tensor tensor, int first, int count) {
        ByteBuffer data = data(tensor);
        double[] values = new double[count];
        int bytes = tensor.type().bytes();
        for (int i = 0; i < count; i++) {
            values[i] = tensor.type().read(data, (first + i) * bytes);
        }
        return values;
    }

    private ByteBuffer data(Tensor tensor) {
        ByteBuffer data = maps.get(tensor);
        check(path, data != null, "a tensor of " + (tensor.end() - tensor.start()) + " bytes", "be smaller than 2 GiB");
        return data;
    }

    /** Read, not mapped: a model's weights are needed once, and pages of a map would stay in memory beside them. */
    @Override
    public float[] floats(String name) {
        Tensor tensor = floating(name);
        int bytes = tensor.type().bytes();
        float[] values = new float[data(tensor).capacity() / bytes];
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            for (int from = 0; from < values.length; from += PIECE) {
                int some = Math.min(PIECE, values.length - from);
                ByteBuffer piece = bytes(channel, data + tensor.start() + (long) from * bytes, some * bytes);
                check(path, piece.remaining() == some * bytes, name, "still be as long as when it was opened");
                tensor.type().floats(piece, 0, values, from, some);
            }
        } catch (IOException e) {
            throw new InvalidInput(path.toString(), Problem.of(name, "", "be readable: " + IoReason.of(e)));
        }
        return values;
    }

    @Override
    public String origin() {
        return path.toString();
    }

    @Override
    public StoredTensor stored(String name) {
        Tensor tensor = floating(name);
        return new StoredTensor(path.toString(), name, tensor.shape(), (first, count) -> read(tensor, first, count));
    }

    /** SHA-256 of the whole file, lower-case hex. */
    @Override
    public String sha256() {
        return FileHash.sha256(path);
    }
}

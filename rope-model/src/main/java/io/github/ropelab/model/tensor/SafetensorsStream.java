package io.github.ropelab.model.tensor;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.io.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntToDoubleFunction;

/**
 * A safetensors file whose tensors are not in memory together: names and shapes are said first, then the numbers come in
 * that order. Not thread safe.
 */
public final class SafetensorsStream {
    private static final int ALIGNMENT = 8;
    private static final int PIECE = 1 << 16;

    private final OutputStream output;
    private final List<Planned> tensors;
    private int next;

    private SafetensorsStream(OutputStream output, List<Planned> tensors) {
        this.output = output;
        this.tensors = tensors;
    }

    /**
     * A tensor that will come.
     *
     * @param name unique
     * @param type of its numbers, to which they are rounded
     * @param shape of fewer than 2^31 numbers
     */
    public record Planned(String name, ElementType type, List<Integer> shape) {
        /** Copies the shape. */
        public Planned {
            shape = List.copyOf(shape);
        }

        private int count() {
            return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        }
    }

    /** Gives the numbers. */
    @FunctionalInterface
    public interface Body {
        /** Puts every tensor once, in the order of the plan. */
        void to(SafetensorsStream stream) throws IOException;
    }

    /** Writes a file, whole or not at all, replacing what is there. */
    public static void write(Path file, List<Planned> tensors, SortedMap<String, String> metadata, Body body)
            throws IOException {
        AtomicFile.write(file, output -> {
            output.write(header(tensors, metadata));
            SafetensorsStream stream = new SafetensorsStream(output, tensors);
            body.to(stream);
            InvalidParameter.require(
                    stream.next == tensors.size(), "tensors", stream.next, "be the " + tensors.size() + " of the plan");
        });
    }

    /** The next tensor of the plan. */
    public void put(String name, IntToDoubleFunction values) throws IOException {
        InvalidParameter.require(next < tensors.size(), "tensor", name, "be in the plan");
        Planned tensor = tensors.get(next++);
        InvalidParameter.require(tensor.name().equals(name), "tensor", name, "be " + tensor.name() + ", which is next");
        ByteBuffer bytes = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
        int count = tensor.count();
        for (int i = 0; i < count; i++) {
            tensor.type().write(bytes, values.applyAsDouble(i));
            if (bytes.remaining() < tensor.type().bytes() || i == count - 1) {
                output.write(bytes.array(), 0, bytes.position());
                bytes.clear();
            }
        }
    }

    /** Length and header of a file, filled up to whole alignments. */
    static byte[] header(List<Planned> tensors, Map<String, String> metadata) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put("__metadata__", metadata);
        }
        long end = 0;
        for (Planned tensor : tensors) {
            long start = end;
            end += (long) tensor.count() * tensor.type().bytes();
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("dtype", tensor.type().name());
            description.put("shape", tensor.shape());
            description.put("data_offsets", List.of(start, end));
            InvalidParameter.require(
                    header.put(tensor.name(), description) == null, "tensor", tensor.name(), "be named once");
        }
        byte[] json = new ObjectMapper().writeValueAsBytes(header);
        int padding = (ALIGNMENT - json.length % ALIGNMENT) % ALIGNMENT;
        return ByteBuffer.allocate(Long.BYTES + json.length + padding)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length + padding)
                .put(json)
                .put(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}

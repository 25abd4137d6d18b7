package io.github.ropelab.model.tensor;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.model.io.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes safetensors files that {@link SafetensorsFile} and other readers take: tensors by name, data 8-byte aligned. */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /** The tensors as the bytes of a file, in the order of their names. */
    public static byte[] bytes(Map<String, NumberArray> tensors) throws IOException {
        return bytes(tensors, Map.of());
    }

    /** As the shorter form, with texts for the header's {@code __metadata__}. */
    public static byte[] bytes(Map<String, NumberArray> tensors, Map<String, String> metadata) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put("__metadata__", metadata);
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Map.Entry<String, NumberArray> entry : new TreeMap<>(tensors).entrySet()) {
            NumberArray array = entry.getValue();
            int start = data.size();
            data.write(array.littleEndian());
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("dtype", array.type().name());
            description.put("shape", array.shape());
            description.put("data_offsets", List.of(start, data.size()));
            header.put(entry.getKey(), description);
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.write(new ObjectMapper().writeValueAsBytes(header));
        while (json.size() % ALIGNMENT != 0) {
            json.write(' ');
        }
        return ByteBuffer.allocate(Math.addExact(Long.BYTES + json.size(), data.size()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.size())
                .put(json.toByteArray())
                .put(data.toByteArray())
                .array();
    }

    /** Writes a file, whole or not at all, replacing what is there. */
    public static void write(Path file, Map<String, NumberArray> tensors) throws IOException {
        AtomicFile.write(file, bytes(tensors));
    }
}

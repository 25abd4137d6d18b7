package io.github.ropelab.experiments.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes safetensors files of one-dimensional double tensors; {@link SafetensorsFile} reads them back. */
public final class SafetensorsBytes {
    private static final int ALIGNMENT = 8;

    private SafetensorsBytes() {}

    /**
     * The bytes of a file: little-endian, tensors in the order of the map.
     *
     * @param tensors values by name. Not modified
     * @param metadata texts for {@code __metadata__}
     */
    public static byte[] float64(Map<String, double[]> tensors, Map<String, String> metadata) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", metadata);
        long end = 0;
        for (Map.Entry<String, double[]> tensor : tensors.entrySet()) {
            long start = end;
            end += (long) tensor.getValue().length * Double.BYTES;
            header.put(
                    tensor.getKey(),
                    Map.of(
                            "dtype", "F64",
                            "shape", List.of(tensor.getValue().length),
                            "data_offsets", List.of(start, end)));
        }
        byte[] json = padded(header);
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + json.length + Math.toIntExact(end))
                .order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        tensors.values().forEach(values -> {
            for (double value : values) {
                file.putDouble(value);
            }
        });
        return file.array();
    }

    /** Spaces at the end of the header put the values on a multiple of their size. */
    private static byte[] padded(Map<String, Object> header) {
        try {
            String json = new ObjectMapper().writeValueAsString(header);
            int length = json.getBytes(StandardCharsets.UTF_8).length;
            return (json + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps and numbers", e);
        }
    }
}

package io.github.ropelab.model.tensor;

import io.github.ropelab.model.io.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes safetensors files that {@link SafetensorsFile} and other readers take: tensors by name, data 8-byte aligned. */
public final class SafetensorsWriter {
    private SafetensorsWriter() {}

    /** The tensors as the bytes of a file, in the order of their names. */
    public static byte[] bytes(Map<String, NumberArray> tensors) throws IOException {
        return bytes(tensors, Map.of());
    }

    /** As the shorter form, with texts for the header's {@code __metadata__}. */
    public static byte[] bytes(Map<String, NumberArray> tensors, Map<String, String> metadata) throws IOException {
        List<SafetensorsStream.Planned> planned = new ArrayList<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Map.Entry<String, NumberArray> entry : new TreeMap<>(tensors).entrySet()) {
            NumberArray array = entry.getValue();
            planned.add(new SafetensorsStream.Planned(entry.getKey(), array.type(), array.shape()));
            data.write(array.littleEndian());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(SafetensorsStream.header(planned, metadata));
        data.writeTo(file);
        return file.toByteArray();
    }

    /** Writes a file, whole or not at all, replacing what is there. */
    public static void write(Path file, Map<String, NumberArray> tensors) throws IOException {
        AtomicFile.write(file, bytes(tensors));
    }
}

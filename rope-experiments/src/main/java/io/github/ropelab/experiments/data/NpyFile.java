package io.github.ropelab.experiments.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** NumPy's .npy format, version 1.0. */
public final class NpyFile {
    private static final int ALIGNMENT = 64;
    private static final int PREAMBLE = 10;

    private NpyFile() {}

    /** A one-dimensional array of doubles as the bytes of a file: little-endian, C order. */
    public static byte[] float64(double[] values) {
        ByteBuffer file = started("<f8", values.length, Double.BYTES);
        for (double value : values) {
            file.putDouble(value);
        }
        return file.array();
    }

    /** A one-dimensional array as floats, each value rounded to the nearest: little-endian, C order. */
    public static byte[] float32(double[] values) {
        ByteBuffer file = started("<f4", values.length, Float.BYTES);
        for (double value : values) {
            file.putFloat((float) value);
        }
        return file.array();
    }

    /** A file of {@code count} values of a type with its header written. */
    private static ByteBuffer started(String type, int count, int bytes) {
        String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + count + ",), }";
        int length = PREAMBLE + dictionary.length() + 1;
        int padding = (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
        byte[] header = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file =
                ByteBuffer.allocate(PREAMBLE + header.length + count * bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        return file.putShort((short) header.length).put(header);
    }
}

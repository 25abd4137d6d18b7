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
        String dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + values.length + ",), }";
        int length = PREAMBLE + dictionary.length() + 1;
        int padding = (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
        byte[] header = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(PREAMBLE + header.length + values.length * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        file.putShort((short) header.length).put(header);
        for (double value : values) {
            file.putDouble(value);
        }
        return file.array();
    }
}

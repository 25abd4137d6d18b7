package io.github.ropelab.model.tensor;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * NumPy's .npy format: read in versions 1.0 to 3.0, either byte order and either memory order; written as version 1.0,
 * little-endian, C order. NumPy has no bfloat16.
 */
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int PREAMBLE = 10;
    private static final int MOST_HEADER = 10_000; // as NumPy, max_header_size
    private static final int PIECE = 1 << 18; // bytes

    private final Path path;

    private NpyFile(Path path) {
        this.path = path;
    }

    /** A one-dimensional array of doubles as the bytes of a file. */
    public static byte[] float64(double[] values) {
        return bytes(NumberArray.vector(values));
    }

    /**
     * An array as the bytes of a file.
     *
     * @throws InvalidParameter for bfloat16, which NumPy does not have
     */
    public static byte[] bytes(NumberArray array) {
        String type = NpyHeader.name(array.type())
                .orElseThrow(
                        () -> new InvalidParameter("dtype", array.type(), "be one that NumPy has", "widen it to F32"));
        String shape = array.shape().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String dictionary = "{'descr': '" + (array.type().bytes() == 1 ? '|' : '<') + type
                + "', 'fortran_order': False, 'shape': (" + shape
                + (array.shape().size() == 1 ? "," : "") + "), }";
        int padding = (ALIGNMENT - (PREAMBLE + dictionary.length() + 1) % ALIGNMENT) % ALIGNMENT;
        byte[] header = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] data = array.littleEndian();
        return ByteBuffer.allocate(Math.addExact(PREAMBLE + header.length, data.length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) header.length)
                .put(header)
                .put(data)
                .array();
    }

    /**
     * Reads a file piece by piece; numbers are widened to double. Nothing of it is ever executed: an array of objects, which
     * NumPy pickles, is refused.
     *
     * @throws InvalidInput if it is missing, no .npy file, truncated, or of a type that is not a plain number
     */
    public static NumberArray read(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new NpyFile(path).parse(channel);
        } catch (IOException e) {
            throw new InvalidInput(path.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }

    private NumberArray parse(FileChannel file) throws IOException {
        long size = file.size();
        check(size >= PREAMBLE + 2, size + " bytes", "be a .npy file: it is too short");
        ByteBuffer preamble = bytes(file, 0, PREAMBLE + 2);
        byte[] magic = new byte[MAGIC.length];
        preamble.get(magic);
        check(Arrays.equals(magic, MAGIC), "other bytes", "be a .npy file: start with \\x93NUMPY");
        int version = preamble.get();
        preamble.get();
        check(version >= 1 && version <= 3, version, "be of .npy version 1, 2 or 3");
        int start = version == 1 ? PREAMBLE : PREAMBLE + 2;
        long length =
                version == 1 ? Short.toUnsignedLong(preamble.getShort()) : Integer.toUnsignedLong(preamble.getInt());
        check(
                length <= size - start,
                length + " bytes of header",
                "hold its whole header: only " + (size - start) + " bytes follow");
        check(length <= MOST_HEADER, length + " bytes of header", "have a header of at most " + MOST_HEADER + " bytes");
        Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        NpyHeader header =
                NpyHeader.read(path, new String(bytes(file, start, (int) length).array(), charset).strip());
        ElementType type = header.type();
        long count = NumberArray.count(header.shape());
        long data = size - start - length;
        check(
                count * type.bytes() == data,
                data + " bytes of data",
                "hold the " + count * type.bytes() + " bytes that shape " + header.shape() + " of " + header.descr()
                        + " needs");
        check(count <= Integer.MAX_VALUE - 8, count + " numbers", "hold fewer than 2^31 numbers");
        double[] values = values(file, start + length, type, header.order(), (int) count);
        return new NumberArray(type, header.shape(), header.columns() ? rowMajor(values, header.shape()) : values);
    }

    private double[] values(FileChannel file, long start, ElementType type, ByteOrder order, int count)
            throws IOException {
        double[] values;
        try {
            values = new double[count];
        } catch (OutOfMemoryError e) {
            throw new InvalidInput(
                    path.toString(), Problem.of("", count + " numbers", "fit into the memory that Java may use"));
        }
        int piece = PIECE / type.bytes();
        for (int from = 0; from < count; from += piece) {
            int some = Math.min(piece, count - from);
            ByteBuffer bytes = bytes(file, start + (long) from * type.bytes(), some * type.bytes())
                    .order(order);
            for (int i = 0; i < some; i++) {
                values[from + i] = type.read(bytes, i * type.bytes());
            }
        }
        return values;
    }

    private ByteBuffer bytes(FileChannel file, long start, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            int read = file.read(bytes, start + bytes.position());
            check(read >= 0, bytes.remaining() + " bytes", "not become shorter while it is read");
        }
        return bytes.flip();
    }

    /** From Fortran's order, first axis fastest. */
    private static double[] rowMajor(double[] columns, List<Integer> shape) {
        double[] rows = new double[columns.length];
        int[] index = new int[shape.size()];
        for (int from = 0; from < columns.length; from++) {
            int to = 0;
            for (int axis = 0; axis < index.length; axis++) {
                to = to * shape.get(axis) + index[axis];
            }
            rows[to] = columns[from];
            for (int axis = 0; axis < index.length && ++index[axis] == shape.get(axis); axis++) {
                index[axis] = 0;
            }
        }
        return rows;
    }

    private void check(boolean holds, Object value, String rule) {
        if (!holds) {
            throw new InvalidInput(path.toString(), Problem.of("", value, rule));
        }
    }
}

package io.github.ropelab.experiments.data;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.IoReason;
import io.github.ropelab.experiments.input.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's .npy format: read in versions 1.0 to 3.0, either byte order and either memory order; written as version 1.0,
 * little-endian, C order. NumPy has no bfloat16.
 */
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int PREAMBLE = 10;

    private static final Map<String, ElementType> TYPES = types();

    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([<>|=])(\\w+)['\"]");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([\\d\\s,L]*)\\)");

    private final Path path;

    private NpyFile(Path path) {
        this.path = path;
    }

    private static Map<String, ElementType> types() {
        Map<String, ElementType> types = new LinkedHashMap<>();
        types.put("f8", ElementType.F64);
        types.put("f4", ElementType.F32);
        types.put("f2", ElementType.F16);
        types.put("i8", ElementType.I64);
        types.put("i4", ElementType.I32);
        types.put("i2", ElementType.I16);
        types.put("i1", ElementType.I8);
        types.put("u1", ElementType.U8);
        return types;
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
        String type = TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == array.type())
                .map(Map.Entry::getKey)
                .findFirst()
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
     * Reads a file whole; numbers are widened to double.
     *
     * @throws InvalidInput if it is missing, no .npy file, truncated, or of a type that is not a plain number
     */
    public static NumberArray read(Path path) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw new InvalidInput(path.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        } catch (OutOfMemoryError e) {
            throw new InvalidInput(path.toString(), Problem.of("", "", "fit into memory"));
        }
        return new NpyFile(path).parse(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    private NumberArray parse(ByteBuffer file) {
        byte[] magic = new byte[MAGIC.length];
        check(file.remaining() >= PREAMBLE + 2, file.remaining() + " bytes", "be a .npy file: it is too short");
        file.get(magic);
        check(Arrays.equals(magic, MAGIC), "other bytes", "be a .npy file: start with \\x93NUMPY");
        int version = file.get();
        file.get();
        check(version >= 1 && version <= 3, version, "be of .npy version 1, 2 or 3");
        long length = version == 1 ? Short.toUnsignedLong(file.getShort()) : Integer.toUnsignedLong(file.getInt());
        check(
                length <= file.remaining(),
                length + " bytes of header",
                "hold its whole header: only " + file.remaining() + " bytes follow");
        byte[] text = new byte[(int) length];
        file.get(text);
        Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String header = new String(text, charset).strip();
        Matcher descr = DESCR.matcher(header);
        check(descr.find(), header, "name one plain descr in its header, as in '<f4'");
        ElementType type = TYPES.get(descr.group(2));
        if (type == null) {
            throw new InvalidInput(
                    path.toString(),
                    new Problem(
                            "descr",
                            descr.group(1) + descr.group(2),
                            "be a real number type",
                            Nearest.suggestion(descr.group(2), TYPES.keySet())));
        }
        Matcher order = ORDER.matcher(header);
        check(order.find(), header, "say fortran_order in its header");
        Matcher sizes = SHAPE.matcher(header);
        check(sizes.find(), header, "give a shape in its header");
        List<Integer> shape = shape(sizes.group(1));
        long count = 1;
        for (int size : shape) {
            count = count > Integer.MAX_VALUE ? count : count * size;
        }
        check(
                count * type.bytes() == file.remaining(),
                file.remaining() + " bytes of data",
                "hold the " + count * type.bytes() + " bytes that shape " + shape + " of " + descr.group(1)
                        + descr.group(2) + " needs");
        ByteBuffer data =
                file.slice().order(descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.read(data, i * type.bytes());
        }
        return new NumberArray(type, shape, order.group(1).equals("True") ? rowMajor(values, shape) : values);
    }

    private List<Integer> shape(String text) {
        List<Integer> shape = new ArrayList<>();
        for (String size : text.replace("L", "").split(",")) {
            if (!size.isBlank()) {
                try {
                    shape.add(Integer.parseInt(size.strip()));
                } catch (NumberFormatException e) {
                    check(false, size.strip(), "have sizes below 2^31");
                }
            }
        }
        return shape;
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

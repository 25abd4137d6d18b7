package io.github.ropelab.model.tensor;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a .npy file: a Python dictionary with the keys {@code descr}, {@code fortran_order} and {@code shape}, and
 * nothing else.
 *
 * @param descr element type as it stands there, as in {@code <f4}
 * @param type the same
 * @param order of bytes
 * @param columns whether the first axis runs fastest
 * @param shape sizes per axis
 */
record NpyHeader(String descr, ElementType type, ByteOrder order, boolean columns, List<Integer> shape) {
    private static final int MOST_AXES = 64; // as NumPy
    private static final int SHOWN = 100;

    private static final Map<String, ElementType> TYPES = types();

    private static final Pattern DESCR = Pattern.compile("(['\"])descr\\1\\s*:\\s*(['\"])([<>|=])(\\w+)\\2");
    private static final Pattern ORDER = Pattern.compile("(['\"])fortran_order\\1\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("(['\"])shape\\1\\s*:\\s*\\(([\\d\\s,L]*)\\)");
    private static final Pattern REST = Pattern.compile("\\{\\s*,\\s*,\\s*(,\\s*)?}");

    private static Map<String, ElementType> types() {
        Map<String, ElementType> types = new LinkedHashMap<>();
        types.put("f8", ElementType.F64);
        types.put("f4", ElementType.F32);
        types.put("f2", ElementType.F16);
        types.put("i8", ElementType.I64);
        types.put("i4", ElementType.I32);
        types.put("i2", ElementType.I16);
        types.put("i1", ElementType.I8);
        types.put("u8", ElementType.U64);
        types.put("u4", ElementType.U32);
        types.put("u2", ElementType.U16);
        types.put("u1", ElementType.U8);
        return types;
    }

    /** NumPy's name of a type; empty where it has none. */
    static Optional<String> name(ElementType type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Reads the text of a header.
     *
     * @throws InvalidInput if it is not such a dictionary, or the numbers are not plain real ones
     */
    static NpyHeader read(Path path, String text) {
        Matcher descr = DESCR.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher sizes = SHAPE.matcher(text);
        check(path, descr.find(), text, "name one plain descr in its header, as in '<f4'");
        String name = descr.group(4);
        ElementType type = TYPES.get(name);
        if (type == null) {
            throw new InvalidInput(
                    path.toString(),
                    new Problem("descr", descr.group(3) + name, "be a real number type", advice(name)));
        }
        check(path, order.find(), text, "say fortran_order in its header");
        check(path, sizes.find(), text, "give a shape in its header");
        String rest = text.replace(descr.group(), "").replace(order.group(), "").replace(sizes.group(), "");
        check(path, REST.matcher(rest).matches(), text, "have a header of descr, fortran_order and shape, once each");
        return new NpyHeader(
                descr.group(3) + name,
                type,
                descr.group(3).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                order.group(2).equals("True"),
                shape(path, sizes.group(2)));
    }

    /** What to do about a type that is not read. */
    private static String advice(String name) {
        return switch (name.charAt(0)) {
            case 'O' -> "it holds pickled Python objects, which are never read: save an array of numbers";
            case 'V' ->
                "NumPy writes bfloat16 and float8 as raw bytes (V): save x.astype(numpy.float32), or a .safetensors file";
            case 'c' -> "save the real and the imaginary part, as cos and sin, each to a file of its own";
            case 'b' -> "save x.astype(numpy.uint8)";
            case 'f' -> "save x.astype(numpy.float64)";
            default -> "save numbers, as one of " + String.join(", ", TYPES.keySet());
        };
    }

    private static List<Integer> shape(Path path, String text) {
        List<Integer> shape = new ArrayList<>();
        for (String size : text.replace("L", "").split(",")) {
            if (!size.isBlank()) {
                try {
                    shape.add(Integer.parseInt(size.strip()));
                } catch (NumberFormatException e) {
                    check(path, false, size.strip(), "have sizes below 2^31");
                }
            }
        }
        check(path, shape.size() <= MOST_AXES, shape.size() + " axes", "have at most " + MOST_AXES + " axes");
        return List.copyOf(shape);
    }

    private static void check(Path path, boolean holds, Object value, String rule) {
        if (!holds) {
            String shown = String.valueOf(value).replaceAll("\\p{Cntrl}", "?");
            throw new InvalidInput(
                    path.toString(),
                    Problem.of("", shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "...", rule));
        }
    }
}

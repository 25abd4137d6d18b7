package io.github.ropelab.model.tensor;

import io.github.ropelab.core.InvalidParameter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers of one element type with a shape, in C order: the last axis runs fastest. */
public final class NumberArray {
    private static final long MOST = 1L << 56;

    private final ElementType type;
    private final List<Integer> shape;
    private final double[] values;

    /**
     * @param type element type in files; values must be numbers of it already, or are rounded when written
     * @param shape sizes per axis, 0 or above; empty for a single number
     * @param values as many as the shape holds. Not copied: the caller gives the array away.
     */
    public NumberArray(ElementType type, List<Integer> shape, double[] values) {
        for (int size : shape) {
            InvalidParameter.require(size >= 0, "shape", shape, "have sizes of 0 or above");
        }
        InvalidParameter.require(
                count(shape) == values.length,
                "shape",
                shape,
                "hold as many values as there are (" + values.length + ")");
        this.type = type;
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    /** How many numbers a shape holds; 2^56 where they are more, so that their bytes can be counted in any case. */
    static long count(List<Integer> shape) {
        if (shape.contains(0)) {
            return 0;
        }
        long count = 1;
        for (int size : shape) {
            count = Math.min(count, MOST / size) * size;
        }
        return count;
    }

    /** A vector of doubles. Not copied. */
    public static NumberArray vector(double[] values) {
        return new NumberArray(ElementType.F64, List.of(values.length), values);
    }

    /** Element type. */
    public ElementType type() {
        return type;
    }

    /** Sizes per axis. */
    public List<Integer> shape() {
        return shape;
    }

    /** The numbers themselves, not a copy. */
    public double[] values() {
        return values;
    }

    /** The shape as people write it: {@code [7, 16]}. */
    public String shapeText() {
        return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    /** The elements as little-endian bytes in C order. */
    byte[] littleEndian() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            type.write(bytes, value);
        }
        return bytes.array();
    }
}

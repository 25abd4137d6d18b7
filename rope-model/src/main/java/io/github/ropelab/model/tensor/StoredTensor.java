package io.github.ropelab.model.tensor;

import java.util.List;

/**
 * A tensor in a file, in C order.
 *
 * @param file where it is
 * @param name its name there
 * @param shape sizes per axis
 * @param reader gives its elements
 */
public record StoredTensor(String file, String name, List<Integer> shape, Reader reader) {
    /** Reads elements, widened exactly to double. */
    @FunctionalInterface
    public interface Reader {
        /** {@code count} elements from element {@code first} on. */
        double[] read(int first, int count);
    }

    /** Copies the shape. */
    public StoredTensor {
        shape = List.copyOf(shape);
    }
}

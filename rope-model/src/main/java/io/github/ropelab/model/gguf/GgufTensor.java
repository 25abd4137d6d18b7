package io.github.ropelab.model.gguf;

import java.util.List;

/**
 * A tensor of a file.
 *
 * @param name its name
 * @param type how its numbers are stored
 * @param shape sizes per axis in C order: the format writes them the other way round
 * @param start first byte, counted from the beginning of the file
 * @param bytes how many
 */
record GgufTensor(String name, GgmlType type, List<Integer> shape, long start, long bytes) {
    /** Copies the shape. */
    GgufTensor {
        shape = List.copyOf(shape);
    }

    /** Numbers of the tensor. */
    long count() {
        return bytes / type.bytes() * type.numbers();
    }
}

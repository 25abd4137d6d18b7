package io.github.ropelab.model.tensor;

import io.github.ropelab.model.io.InvalidInput;
import java.util.SortedSet;

/** Tensors by name, in one file or several. Safe to share between threads. */
public interface TensorSource {
    /** What is read, for messages. */
    String origin();

    /** Names of all tensors. */
    SortedSet<String> names();

    /**
     * A tensor of floating-point numbers.
     *
     * @throws InvalidInput if it is absent or of another type
     */
    StoredTensor stored(String name);

    /** SHA-256 of the bytes of all files, in the order of their names; lower-case hex. */
    String sha256();
}

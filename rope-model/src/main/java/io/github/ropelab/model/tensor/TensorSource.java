package io.github.ropelab.model.tensor;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.util.SortedSet;

/** Tensors by name, in one file or several. Safe to share between threads. */
public interface TensorSource {
    /** Elements of the largest array. */
    int MOST = Integer.MAX_VALUE - 8;

    /** Elements that are widened at once. */
    int PIECE = 1 << 16;

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

    /**
     * All elements of a tensor, rounded to float32 where its type is wider; no copy in double is made.
     *
     * @throws InvalidInput if it is absent, of another type, or has more elements than an array
     */
    default float[] floats(String name) {
        StoredTensor tensor = stored(name);
        long count = NumberArray.count(tensor.shape());
        if (count > MOST) {
            throw new InvalidInput(
                    tensor.file(), Problem.of(name, tensor.shape(), "have at most " + MOST + " elements"));
        }
        float[] values = new float[(int) count];
        for (int from = 0; from < values.length; from += PIECE) {
            double[] some = tensor.reader().read(from, Math.min(PIECE, values.length - from));
            for (int i = 0; i < some.length; i++) {
                values[from + i] = (float) some[i];
            }
        }
        return values;
    }

    /** SHA-256 of the bytes of all files, in the order of their names; lower-case hex. */
    String sha256();
}

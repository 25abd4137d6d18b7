package io.github.ropelab.experiments.data;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.StoredTensor;
import java.util.List;

/**
 * The heads of one tensor: one head as [tokens, width], or several in the order of the axes that the layout names.
 *
 * @param tensor where they are
 * @param axes order of heads and tokens, where the tensor has three axes
 */
record StoredHeads(StoredTensor tensor, TensorLayout.Axes axes) {
    StoredHeads {
        List<Integer> shape = tensor.shape();
        if (shape.size() < 2 || shape.size() > 3 || shape.contains(0)) {
            throw new InvalidInput(
                    tensor.file(),
                    Problem.of(
                            tensor.name(),
                            shape,
                            "have the axes [tokens, width] or " + axes.text() + ", each of at least 1"));
        }
    }

    int heads() {
        return tensor.shape().size() == 2 ? 1 : tensor.shape().get(axes == TensorLayout.Axes.HTD ? 0 : 1);
    }

    int tokens() {
        return tensor.shape().get(tensor.shape().size() == 3 && axes == TensorLayout.Axes.HTD ? 1 : 0);
    }

    int width() {
        return tensor.shape().get(tensor.shape().size() - 1);
    }

    /** The first tokens of a head, [count][width]. */
    double[] rows(int head, int count) {
        int width = width();
        if (heads() == 1 || axes == TensorLayout.Axes.HTD) {
            return tensor.reader().read(head * tokens() * width, count * width);
        }
        double[] rows = new double[count * width];
        for (int t = 0; t < count; t++) {
            double[] row = tensor.reader().read((t * heads() + head) * width, width);
            System.arraycopy(row, 0, rows, t * width, width);
        }
        return rows;
    }
}

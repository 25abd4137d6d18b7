package io.github.ropelab.model.kernel;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.layer.Visibility;

/**
 * The control: plain loops whose sums are in double, on one thread. Rotations are those of core in a given arithmetic.
 *
 * @param arithmetic of angles, tables and rotations
 */
public record PlainKernels(Arithmetic arithmetic) implements Kernels {
    @Override
    public String name() {
        return "plain, sums in double, angles in " + arithmetic.id();
    }

    @Override
    public void multiply(float[] x, int xFrom, int rows, Matrix w, float[] y, int yFrom, boolean add) {
        for (int row = 0; row < rows; row++) {
            int source = xFrom + row * w.columns();
            int target = yFrom + row * w.rows();
            for (int i = 0; i < w.rows(); i++) {
                double sum = add ? y[target + i] : 0;
                for (int c = 0; c < w.columns(); c++) {
                    sum += (double) x[source + c] * w.values()[i * w.columns() + c];
                }
                y[target + i] = (float) sum;
            }
        }
    }

    @Override
    public void norm(float[] x, int xFrom, int rows, float[] weight, double epsilon, float[] y, int yFrom) {
        RootMeanSquare.norm(x, xFrom, rows, weight, epsilon, y, yFrom);
    }

    @Override
    public void gate(float[] gate, float[] up, int count) {
        for (int i = 0; i < count; i++) {
            gate[i] = (float) (gate[i] / (1 + Math.exp(-gate[i])) * up[i]);
        }
    }

    @Override
    public double logSumExp(float[] x, int from, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            max = Math.max(max, x[i]);
        }
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += Math.exp(x[i] - max);
        }
        return max + Math.log(sum);
    }

    @Override
    public AttentionKernel attention(AttentionShape shape, PositionEncoding encoding, Visibility visibility) {
        return new PlainAttention(shape, encoding, visibility, arithmetic);
    }
}

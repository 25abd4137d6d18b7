package io.github.ropelab.model.kernel;

/** RMSNorm: x / sqrt(mean(x²) + ε) · weight (Zhang and Sennrich 2019, arXiv 1910.07467, equation 4). */
final class RootMeanSquare {
    private RootMeanSquare() {}

    /** Rows of {@code weight.length} components; the mean is in double. As {@link Kernels#norm}. */
    static void norm(float[] x, int xFrom, int rows, float[] weight, double epsilon, float[] y, int yFrom) {
        int width = weight.length;
        for (int row = 0; row < rows; row++) {
            int from = xFrom + row * width;
            int to = yFrom + row * width;
            double squares = 0;
            for (int c = 0; c < width; c++) {
                squares += (double) x[from + c] * x[from + c];
            }
            float scale = (float) (1 / Math.sqrt(squares / width + epsilon));
            for (int c = 0; c < width; c++) {
                y[to + c] = x[from + c] * scale * weight[c];
            }
        }
    }
}

package io.github.ropelab.core.kernel;

/**
 * cos and sin of (start + k·step)·ω_j for k = 0 .. size-1, one array per pair. Built by doubling: the angles 0 .. 2^i-1 turned
 * by the exact angle 2^i·step·ω_j are the next 2^i, so a grid costs log₂(size) cosines per pair, and an entry is off by at
 * most a rounding per doubling, about 10⁻¹⁵. Not thread safe.
 */
final class AngleGrid {
    private final double start;
    private final double step;
    private final int size;
    private final double[][] cos;
    private final double[][] sin;
    private final double[] turnCos = new double[1];
    private final double[] turnSin = new double[1];

    /**
     * An empty grid.
     *
     * @param start tokens
     * @param step tokens
     * @param size points of the grid, at least 1
     */
    AngleGrid(int pairs, double start, double step, int size) {
        this.start = start;
        this.step = step;
        this.size = size;
        cos = new double[pairs][size];
        sin = new double[pairs][size];
    }

    /**
     * Computes the row of a pair.
     *
     * @param omega radians per token
     */
    void fill(int pair, double omega) {
        ExactAngle.put(start, omega, cos[pair], sin[pair], 0);
        for (int width = 1; width < size; width *= 2) {
            ExactAngle.put(width * step, omega, turnCos, turnSin, 0);
            turn(cos[pair], sin[pair], width, Math.min(width, size - width), turnCos[0], turnSin[0]);
        }
    }

    /** Element width+k becomes element k, turned. */
    private static void turn(double[] cos, double[] sin, int width, int count, double c, double s) {
        for (int k = 0; k < count; k++) {
            double a = cos[k];
            double b = sin[k];
            cos[width + k] = c * a - s * b;
            sin[width + k] = s * a + c * b;
        }
    }

    /** The cosines of a pair [size]; to be read only. */
    double[] cos(int pair) {
        return cos[pair];
    }

    /** The sines of a pair [size]; to be read only. */
    double[] sin(int pair) {
        return sin[pair];
    }
}

package io.github.ropelab.core.kernel;

import java.util.ServiceLoader;

/**
 * The inner loops of a forward pass in float32: one tile of a matrix product, and the gate between two of them. The plain
 * loops are the control and the fallback; rope-vector brings loops on the JDK's vector module, found as a service where
 * that module is loaded. Each gives the same bits for the same input whenever it runs.
 */
public interface MatrixLoops {
    /** Rows of a tile. */
    int ROWS = 4;

    /** Columns of a tile. */
    int COLUMNS = 64;

    /** For people and manifests: {@code plain float}. */
    String name();

    /**
     * A tile of a product, {@code c = a·b}.
     *
     * @param a {@link #ROWS} rows of {@code depth} components; row r begins at {@code at + r·stride}. Not modified.
     * @param b [depth][COLUMNS] from {@code panel} on. Not modified.
     * @param depth components that are summed over, at least 1
     * @param c rows of {@link #COLUMNS} components; row r begins at {@code to + r·width}. Written.
     */
    void multiply(float[] a, int at, int stride, float[] b, int panel, int depth, float[] c, int to, int width);

    /**
     * {@code gate = silu(gate)·up} with silu(z) = z/(1 + exp(-z)).
     *
     * @param gate z. Written at {@code from .. to - 1}.
     * @param up as long. Not modified.
     */
    void gate(float[] gate, float[] up, int from, int to);

    /** The plain loops. */
    static MatrixLoops plain() {
        return new PlainMatrixLoops();
    }

    /** The fastest loops that this JVM can run. */
    static MatrixLoops installed() {
        return ModuleLayer.boot()
                .findModule("jdk.incubator.vector")
                .flatMap(module -> ServiceLoader.load(MatrixLoops.class).findFirst())
                .orElseGet(MatrixLoops::plain);
    }
}

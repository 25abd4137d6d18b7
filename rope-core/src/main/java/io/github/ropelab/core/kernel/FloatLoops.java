package io.github.ropelab.core.kernel;

import java.util.ServiceLoader;

/**
 * The inner loops of rotation in float32, in place. All implementations give the same bits: each product and each sum is
 * a float operation, none is fused. The plain loops are the control; rope-vector brings loops on the JDK's vector
 * module, found as a service where that module is loaded.
 */
public interface FloatLoops {
    /**
     * Which rows of an array to rotate: row (h, t) begins at {@code first + h·headStride + t·tokenStride}.
     *
     * @param first index of row (0, 0)
     * @param heads heads, which share each row of the table
     * @param headStride elements between heads
     * @param tokens rows per head
     * @param tokenStride elements between tokens
     * @param pairs rotary pairs
     */
    record Rows(int first, int heads, int headStride, int tokens, int tokenStride, int pairs) {
        /** Where the row of a head and a token begins. */
        public int at(int head, int token) {
            return first + head * headStride + token * tokenStride;
        }
    }

    /** For people and manifests: {@code plain float}. */
    String name();

    /**
     * Rotates half-split pairs (i, i + pairs).
     *
     * @param x values. Written at the rows.
     * @param rows which
     * @param cos [tokens][pairs] from {@code from} on. Not modified.
     * @param sin as {@code cos}. Not modified.
     * @param from index of the first token's table row
     */
    void halfSplit(float[] x, Rows rows, float[] cos, float[] sin, int from);

    /**
     * Rotates interleaved pairs (2i, 2i+1).
     *
     * @param x values. Written at the rows.
     * @param rows which
     * @param cos [tokens][2·pairs], each cosine twice, from {@code from} on. Not modified.
     * @param sin [tokens][2·pairs], as (-sin, sin) per pair. Not modified.
     * @param from index of the first token's table row
     */
    void interleaved(float[] x, Rows rows, float[] cos, float[] sin, int from);

    /** The plain loops. */
    static FloatLoops plain() {
        return new PlainFloatLoops();
    }

    /** The fastest loops that this JVM can run. */
    static FloatLoops installed() {
        return ModuleLayer.boot()
                .findModule("jdk.incubator.vector")
                .flatMap(module -> ServiceLoader.load(FloatLoops.class).findFirst())
                .orElseGet(FloatLoops::plain);
    }
}

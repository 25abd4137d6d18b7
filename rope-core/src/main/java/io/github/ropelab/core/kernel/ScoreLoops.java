package io.github.ropelab.core.kernel;

import java.util.ServiceLoader;

/**
 * The inner loops over a tile of attention scores in float32: products, and the passes that turn scores into sums. The
 * plain loops are the control and the fallback; rope-vector brings loops on the JDK's vector module, found as a service
 * where that module is loaded. The two round in another order and agree within bounds that their test names; each gives
 * the same bits for the same input whenever it runs.
 *
 * <p>All exponentials are of {@code score - largest}, cut off at {@link #DEEPEST}.
 */
public interface ScoreLoops {
    /** Query rows of a tile. */
    int ROWS = 4;

    /** Keys of a tile. */
    int KEYS = 64;

    /** Counts of scores are multiples of this; who has fewer scores fills up with {@link #ABSENT}. */
    int LANES = 16;

    /** Stands for the score of a key that is not there: its weight is nothing, and its difference to itself 0. */
    float ABSENT = -1e30f;

    /** A score further below the largest one counts as this far: exp(-87) = 1.6e-38 is the last normal float. */
    float DEEPEST = -87;

    /** Σ w with w = exp(s - largest), the first of the sums that {@link #compare} writes. */
    int WEIGHT = 0;

    /** Σ w·(largest - s); the last one that {@link #softmax} writes too. */
    int WEIGHTED = 1;

    /** Σ p·Δ with p the reference's weights and Δ = s - s_reference. */
    int REFERENCE_DELTA = 2;

    /** Σ w·Δ. */
    int OWN_DELTA = 3;

    /** Σ |Δ|. */
    int ABSOLUTE = 4;

    /** Σ Δ². */
    int SQUARE = 5;

    /** Σ Δ. */
    int DELTA = 6;

    /** How many sums there are. */
    int SUMS = 7;

    /** Sums come in parts, [SUMS][LANES]; a loop that needs fewer parts leaves the others as they are. */
    static float[] parts() {
        return new float[SUMS * LANES];
    }

    /** A sum from its parts, always in the same order. */
    static double total(float[] parts, int sum) {
        int at = sum * LANES;
        float even = parts[at] + parts[at + 4] + (parts[at + 8] + parts[at + 12]);
        float next = parts[at + 1] + parts[at + 5] + (parts[at + 9] + parts[at + 13]);
        float third = parts[at + 2] + parts[at + 6] + (parts[at + 10] + parts[at + 14]);
        float fourth = parts[at + 3] + parts[at + 7] + (parts[at + 11] + parts[at + 15]);
        return (double) (even + next) + (third + fourth);
    }

    /**
     * Sums per distance. Element {@code from + n} of each gets key n of a row, so that the distance falls along the array.
     *
     * @param absolute Σ |Δ|
     * @param square Σ Δ²
     * @param delta Σ Δ
     */
    record Distances(float[] absolute, float[] square, float[] delta) {}

    /**
     * A row of the reference's scores and weights.
     *
     * @param scores s_reference. Not modified.
     * @param weights p, not normalised. Not modified.
     * @param from first element of both
     */
    record Row(float[] scores, float[] weights, int from) {}

    /** For people and manifests: {@code plain float}. */
    String name();

    /**
     * Products of {@link #ROWS} queries and {@link #KEYS} keys.
     *
     * @param queries [depth][ROWS] from {@code q} on. Not modified.
     * @param keys [depth][KEYS] from {@code k} on. Not modified.
     * @param depth components
     * @param scores row r begins at {@code at + r·stride}. Written.
     */
    void products(float[] queries, int q, float[] keys, int k, int depth, float[] scores, int at, int stride);

    /**
     * Rotates a tile of keys: pair i of key n by the angle whose cosine and sine are those of the sum of a coarse angle of
     * the pair and a fine one of the pair and the key.
     *
     * @param raw first components [pairs][KEYS], then second ones, from {@code at} on. Not modified.
     * @param pairs rotary pairs
     * @param coarse cosines [pairs], then sines, from {@code row} on. Not modified.
     * @param fine cosines [pairs][KEYS], then sines. Not modified.
     * @param turned as {@code raw}. Written.
     */
    void turn(float[] raw, int at, int pairs, float[] coarse, int row, float[] fine, float[] turned);

    /** The largest of {@code count} scores. */
    float largest(float[] scores, int from, int count);

    /** A number that at least {@link #LANES} of the scores are not below. */
    float reached(float[] scores, int from, int count);

    /**
     * Scores above a threshold.
     *
     * @param found [more than count] offsets from {@code from}, ascending. Written.
     * @return how many
     */
    int above(float[] scores, int from, int count, float threshold, int[] found);

    /**
     * The reference's pass.
     *
     * @param largest at least every score of the range
     * @param weights exp(s - largest), at the places of the scores. Written.
     * @param parts of {@link #WEIGHT} and {@link #WEIGHTED}. Written.
     */
    void softmax(float[] scores, int from, int count, float largest, float[] weights, float[] parts);

    /**
     * A strategy's pass beside the reference.
     *
     * @param largest at least every score of the range
     * @param distances from {@code nearest} on. Added to.
     * @param parts of all sums. Written.
     */
    void compare(
            float[] scores,
            int from,
            int count,
            float largest,
            Row reference,
            Distances distances,
            int nearest,
            float[] parts);

    /** The plain loops. */
    static ScoreLoops plain() {
        return new PlainScoreLoops();
    }

    /** The fastest loops that this JVM can run. */
    static ScoreLoops installed() {
        return ModuleLayer.boot()
                .findModule("jdk.incubator.vector")
                .flatMap(module -> ServiceLoader.load(ScoreLoops.class).findFirst())
                .orElseGet(ScoreLoops::plain);
    }
}

package io.github.ropelab.vector;

import io.github.ropelab.core.kernel.ScoreLoops;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Scores with as many lanes as the machine has, at most 16. Products are fused and sums run per lane: the bits
 * depend on the number of lanes and on nothing else.
 */
public final class VectorScoreLoops implements ScoreLoops {
    private static final VectorSpecies<Float> SPECIES = VectorExp.SPECIES;
    private static final int WIDTH = SPECIES.length();

    /** Registers: 16 sums of four vectors of keys where there are 32 of them, else 8. */
    private static final boolean WIDE = WIDTH == 16;

    @Override
    public String name() {
        return "vector float, " + WIDTH + " lanes";
    }

    @Override
    public void products(float[] queries, int q, float[] keys, int k, int depth, float[] scores, int at, int stride) {
        if (WIDE) {
            fourVectors(queries, q, keys, k, depth, scores, at, stride);
        } else {
            for (int n = 0; n < KEYS; n += 2 * WIDTH) {
                twoVectors(queries, q, keys, k + n, depth, scores, at + n, stride);
            }
        }
    }

    private static void fourVectors(
            float[] queries, int q, float[] keys, int k, int depth, float[] scores, int at, int stride) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        FloatVector c3 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector d2 = a0;
        FloatVector d3 = a0;
        for (int c = 0; c < depth; c++) {
            int key = k + c * KEYS;
            int query = q + c * ROWS;
            FloatVector k0 = FloatVector.fromArray(SPECIES, keys, key);
            FloatVector k1 = FloatVector.fromArray(SPECIES, keys, key + WIDTH);
            FloatVector k2 = FloatVector.fromArray(SPECIES, keys, key + 2 * WIDTH);
            FloatVector k3 = FloatVector.fromArray(SPECIES, keys, key + 3 * WIDTH);
            FloatVector row = FloatVector.broadcast(SPECIES, queries[query]);
            a0 = row.fma(k0, a0);
            a1 = row.fma(k1, a1);
            a2 = row.fma(k2, a2);
            a3 = row.fma(k3, a3);
            row = FloatVector.broadcast(SPECIES, queries[query + 1]);
            b0 = row.fma(k0, b0);
            b1 = row.fma(k1, b1);
            b2 = row.fma(k2, b2);
            b3 = row.fma(k3, b3);
            row = FloatVector.broadcast(SPECIES, queries[query + 2]);
            c0 = row.fma(k0, c0);
            c1 = row.fma(k1, c1);
            c2 = row.fma(k2, c2);
            c3 = row.fma(k3, c3);
            row = FloatVector.broadcast(SPECIES, queries[query + 3]);
            d0 = row.fma(k0, d0);
            d1 = row.fma(k1, d1);
            d2 = row.fma(k2, d2);
            d3 = row.fma(k3, d3);
        }
        store(a0, a1, a2, a3, scores, at);
        store(b0, b1, b2, b3, scores, at + stride);
        store(c0, c1, c2, c3, scores, at + 2 * stride);
        store(d0, d1, d2, d3, scores, at + 3 * stride);
    }

    private static void store(FloatVector v0, FloatVector v1, FloatVector v2, FloatVector v3, float[] scores, int at) {
        v0.intoArray(scores, at);
        v1.intoArray(scores, at + WIDTH);
        v2.intoArray(scores, at + 2 * WIDTH);
        v3.intoArray(scores, at + 3 * WIDTH);
    }

    private static void twoVectors(
            float[] queries, int q, float[] keys, int k, int depth, float[] scores, int at, int stride) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        for (int c = 0; c < depth; c++) {
            int key = k + c * KEYS;
            int query = q + c * ROWS;
            FloatVector k0 = FloatVector.fromArray(SPECIES, keys, key);
            FloatVector k1 = FloatVector.fromArray(SPECIES, keys, key + WIDTH);
            FloatVector row = FloatVector.broadcast(SPECIES, queries[query]);
            a0 = row.fma(k0, a0);
            a1 = row.fma(k1, a1);
            row = FloatVector.broadcast(SPECIES, queries[query + 1]);
            b0 = row.fma(k0, b0);
            b1 = row.fma(k1, b1);
            row = FloatVector.broadcast(SPECIES, queries[query + 2]);
            c0 = row.fma(k0, c0);
            c1 = row.fma(k1, c1);
            row = FloatVector.broadcast(SPECIES, queries[query + 3]);
            d0 = row.fma(k0, d0);
            d1 = row.fma(k1, d1);
        }
        a0.intoArray(scores, at);
        a1.intoArray(scores, at + WIDTH);
        b0.intoArray(scores, at + stride);
        b1.intoArray(scores, at + stride + WIDTH);
        c0.intoArray(scores, at + 2 * stride);
        c1.intoArray(scores, at + 2 * stride + WIDTH);
        d0.intoArray(scores, at + 3 * stride);
        d1.intoArray(scores, at + 3 * stride + WIDTH);
    }

    @Override
    public void turn(float[] raw, int at, int pairs, float[] coarse, int row, float[] fine, float[] turned) {
        int half = pairs * KEYS;
        for (int i = 0; i < pairs; i++) {
            FloatVector coarseCos = FloatVector.broadcast(SPECIES, coarse[row + i]);
            FloatVector coarseSin = FloatVector.broadcast(SPECIES, coarse[row + pairs + i]);
            for (int n = i * KEYS; n < (i + 1) * KEYS; n += WIDTH) {
                FloatVector fineCos = FloatVector.fromArray(SPECIES, fine, n);
                FloatVector fineSin = FloatVector.fromArray(SPECIES, fine, half + n);
                FloatVector cos = coarseCos.mul(fineCos).sub(coarseSin.mul(fineSin));
                FloatVector sin = coarseSin.mul(fineCos).add(coarseCos.mul(fineSin));
                FloatVector x = FloatVector.fromArray(SPECIES, raw, at + n);
                FloatVector y = FloatVector.fromArray(SPECIES, raw, at + half + n);
                x.mul(cos).sub(y.mul(sin)).intoArray(turned, at + n);
                y.mul(cos).add(x.mul(sin)).intoArray(turned, at + half + n);
            }
        }
    }

    @Override
    public float largest(float[] scores, int from, int count) {
        FloatVector largest = FloatVector.fromArray(SPECIES, scores, from);
        for (int n = WIDTH; n < count; n += WIDTH) {
            largest = largest.max(FloatVector.fromArray(SPECIES, scores, from + n));
        }
        return largest.reduceLanes(VectorOperators.MAX);
    }

    @Override
    public float reached(float[] scores, int from, int count) {
        float reached = Float.POSITIVE_INFINITY;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            FloatVector largest = FloatVector.fromArray(SPECIES, scores, from + lane);
            for (int n = lane + LANES; n < count; n += LANES) {
                largest = largest.max(FloatVector.fromArray(SPECIES, scores, from + n));
            }
            reached = Math.min(reached, largest.reduceLanes(VectorOperators.MIN));
        }
        return reached;
    }

    @Override
    public int above(float[] scores, int from, int count, float threshold, int[] found) {
        FloatVector limit = FloatVector.broadcast(SPECIES, threshold);
        int many = 0;
        for (int n = 0; n < count; n += WIDTH) {
            if (FloatVector.fromArray(SPECIES, scores, from + n)
                    .compare(VectorOperators.GT, limit)
                    .anyTrue()) {
                for (int i = n; i < n + WIDTH; i++) {
                    found[many] = i;
                    many += Float.floatToRawIntBits(threshold - scores[from + i]) >>> 31; // no branch to mispredict
                }
            }
        }
        return many;
    }

    @Override
    public void softmax(float[] scores, int from, int count, float largest, float[] weights, float[] parts) {
        FloatVector top = FloatVector.broadcast(SPECIES, largest);
        FloatVector weight = FloatVector.zero(SPECIES);
        FloatVector weighted = weight;
        for (int n = from; n < from + count; n += WIDTH) {
            FloatVector below = VectorExp.cut(top.sub(FloatVector.fromArray(SPECIES, scores, n)));
            FloatVector w = VectorExp.negative(below);
            w.intoArray(weights, n);
            weight = weight.add(w);
            weighted = w.fma(below, weighted);
        }
        weight.intoArray(parts, WEIGHT * LANES);
        weighted.intoArray(parts, WEIGHTED * LANES);
    }

    @Override
    public void compare(
            float[] scores,
            int from,
            int count,
            float largest,
            Row reference,
            Distances distances,
            int nearest,
            float[] parts) {
        float[] referenceScores = reference.scores();
        float[] referenceWeights = reference.weights();
        int other = reference.from();
        float[] absolutes = distances.absolute();
        float[] squares = distances.square();
        float[] deltas = distances.delta();
        FloatVector top = FloatVector.broadcast(SPECIES, largest);
        FloatVector weight = FloatVector.zero(SPECIES);
        FloatVector weighted = weight;
        FloatVector referenceDelta = weight;
        FloatVector ownDelta = weight;
        FloatVector absolute = weight;
        FloatVector square = weight;
        FloatVector sum = weight;
        for (int n = 0; n < count; n += WIDTH) {
            FloatVector score = FloatVector.fromArray(SPECIES, scores, from + n);
            FloatVector below = VectorExp.cut(top.sub(score));
            FloatVector w = VectorExp.negative(below);
            FloatVector delta = score.sub(FloatVector.fromArray(SPECIES, referenceScores, other + n));
            FloatVector size = delta.abs();
            weight = weight.add(w);
            weighted = w.fma(below, weighted);
            referenceDelta = delta.fma(FloatVector.fromArray(SPECIES, referenceWeights, other + n), referenceDelta);
            ownDelta = delta.fma(w, ownDelta);
            absolute = absolute.add(size);
            square = delta.fma(delta, square);
            sum = sum.add(delta);
            int at = nearest + n;
            FloatVector.fromArray(SPECIES, absolutes, at).add(size).intoArray(absolutes, at);
            delta.fma(delta, FloatVector.fromArray(SPECIES, squares, at)).intoArray(squares, at);
            FloatVector.fromArray(SPECIES, deltas, at).add(delta).intoArray(deltas, at);
        }
        weight.intoArray(parts, WEIGHT * LANES);
        weighted.intoArray(parts, WEIGHTED * LANES);
        referenceDelta.intoArray(parts, REFERENCE_DELTA * LANES);
        ownDelta.intoArray(parts, OWN_DELTA * LANES);
        absolute.intoArray(parts, ABSOLUTE * LANES);
        square.intoArray(parts, SQUARE * LANES);
        sum.intoArray(parts, DELTA * LANES);
    }
}

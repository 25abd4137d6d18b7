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

    @Override
    public String name() {
        return "vector float, " + WIDTH + " lanes";
    }

    @Override
    public void products(float[] queries, int q, float[] keys, int k, int depth, float[] scores, int at, int stride) {
        VectorTile.multiply(queries, q, 1, ROWS, keys, k, depth, scores, at, stride);
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

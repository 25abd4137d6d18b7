package io.github.ropelab.core.kernel;

import java.util.Arrays;

/** Plain loops. */
record PlainScoreLoops() implements ScoreLoops {
    @Override
    public String name() {
        return "plain float";
    }

    @Override
    public void products(float[] queries, int q, float[] keys, int k, int depth, float[] scores, int at, int stride) {
        for (int r = 0; r < ROWS; r++) {
            int row = at + r * stride;
            Arrays.fill(scores, row, row + KEYS, 0);
            for (int c = 0; c < depth; c++) {
                float query = queries[q + c * ROWS + r];
                int key = k + c * KEYS;
                for (int n = 0; n < KEYS; n++) {
                    scores[row + n] += query * keys[key + n];
                }
            }
        }
    }

    @Override
    public void turn(float[] raw, int at, int pairs, float[] coarse, int row, float[] fine, float[] turned) {
        int half = pairs * KEYS;
        for (int i = 0; i < pairs; i++) {
            float coarseCos = coarse[row + i];
            float coarseSin = coarse[row + pairs + i];
            for (int n = i * KEYS; n < (i + 1) * KEYS; n++) {
                float cos = coarseCos * fine[n] - coarseSin * fine[half + n];
                float sin = coarseSin * fine[n] + coarseCos * fine[half + n];
                float x = raw[at + n];
                float y = raw[at + half + n];
                turned[at + n] = x * cos - y * sin;
                turned[at + half + n] = y * cos + x * sin;
            }
        }
    }

    @Override
    public float largest(float[] scores, int from, int count) {
        float largest = scores[from];
        for (int n = from + 1; n < from + count; n++) {
            largest = Math.max(largest, scores[n]);
        }
        return largest;
    }

    @Override
    public float reached(float[] scores, int from, int count) {
        float reached = Float.POSITIVE_INFINITY;
        for (int lane = 0; lane < LANES; lane++) {
            float largest = scores[from + lane];
            for (int n = lane + LANES; n < count; n += LANES) {
                largest = Math.max(largest, scores[from + n]);
            }
            reached = Math.min(reached, largest);
        }
        return reached;
    }

    @Override
    public int above(float[] scores, int from, int count, float threshold, int[] found) {
        int many = 0;
        for (int n = 0; n < count; n++) {
            found[many] = n;
            many += scores[from + n] > threshold ? 1 : 0;
        }
        return many;
    }

    @Override
    public void softmax(float[] scores, int from, int count, float largest, float[] weights, float[] parts) {
        double weight = 0;
        double weighted = 0;
        for (int n = from; n < from + count; n++) {
            float below = Math.min(largest - scores[n], -DEEPEST);
            float w = FloatExp.ofNegative(below);
            weights[n] = w;
            weight += w;
            weighted += w * below;
        }
        parts[WEIGHT * LANES] = (float) weight;
        parts[WEIGHTED * LANES] = (float) weighted;
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
        double weight = 0;
        double weighted = 0;
        double referenceDelta = 0;
        double ownDelta = 0;
        double absolute = 0;
        double square = 0;
        double sum = 0;
        for (int n = 0; n < count; n++) {
            float score = scores[from + n];
            float below = Math.min(largest - score, -DEEPEST);
            float w = FloatExp.ofNegative(below);
            float delta = score - reference.scores()[reference.from() + n];
            weight += w;
            weighted += w * below;
            referenceDelta += reference.weights()[reference.from() + n] * delta;
            ownDelta += w * delta;
            absolute += Math.abs(delta);
            square += delta * delta;
            sum += delta;
            distances.absolute()[nearest + n] += Math.abs(delta);
            distances.square()[nearest + n] += delta * delta;
            distances.delta()[nearest + n] += delta;
        }
        parts[WEIGHT * LANES] = (float) weight;
        parts[WEIGHTED * LANES] = (float) weighted;
        parts[REFERENCE_DELTA * LANES] = (float) referenceDelta;
        parts[OWN_DELTA * LANES] = (float) ownDelta;
        parts[ABSOLUTE * LANES] = (float) absolute;
        parts[SQUARE * LANES] = (float) square;
        parts[DELTA * LANES] = (float) sum;
    }
}

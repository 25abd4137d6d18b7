package io.github.ropelab.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each loop alone against the same in double, for the loops that this JVM has: the plain ones here. */
public class ScoreLoopsTest {
    /** Weights: the polynomial's 7e-8 and the rounding of the score; relative to the largest weight, 1. */
    private static final Tolerance WEIGHT = new Tolerance("float exp", 0, 2e-7);

    /** Sums of up to 256 floats in at most 16 parts. */
    private static final Tolerance SUM = new Tolerance("float sum", 2e-6, 2e-5);

    private final ScoreLoops loops = ScoreLoops.installed();
    private final Random random = new Random(21);

    private float[] normal(int size, double scale) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    @Test
    void productsAreThoseOfEachQueryAndKey() {
        for (int depth : new int[] {1, 2, 7, 64, 131}) {
            float[] queries = normal(depth * ScoreLoops.ROWS + 3, 1);
            float[] keys = normal(depth * ScoreLoops.KEYS + 5, 1);
            int stride = ScoreLoops.KEYS + 9;
            float[] scores = new float[4 * stride + 2];
            loops.products(queries, 3, keys, 5, depth, scores, 2, stride);
            for (int r = 0; r < ScoreLoops.ROWS; r++) {
                for (int n = 0; n < ScoreLoops.KEYS; n++) {
                    double expected = 0;
                    for (int c = 0; c < depth; c++) {
                        expected += (double) queries[3 + c * ScoreLoops.ROWS + r] * keys[5 + c * ScoreLoops.KEYS + n];
                    }
                    SUM.check("score", scores[2 + r * stride + n], expected);
                }
                assertThat(scores[2 + r * stride + ScoreLoops.KEYS]).isZero();
            }
        }
    }

    @Test
    void keysTurnByTheSumOfTwoAngles() {
        int pairs = 3;
        int size = 2 * pairs * ScoreLoops.KEYS;
        float[] raw = normal(size + 1, 1);
        float[] coarse = new float[2 * pairs + 4];
        float[] fine = new float[size];
        double[] coarseAngle = new double[pairs];
        double[] fineAngle = new double[size / 2];
        for (int i = 0; i < pairs; i++) {
            coarseAngle[i] = 10 * random.nextDouble();
            coarse[4 + i] = (float) Math.cos(coarseAngle[i]);
            coarse[4 + pairs + i] = (float) Math.sin(coarseAngle[i]);
        }
        for (int n = 0; n < size / 2; n++) {
            fineAngle[n] = 10 * random.nextDouble();
            fine[n] = (float) Math.cos(fineAngle[n]);
            fine[size / 2 + n] = (float) Math.sin(fineAngle[n]);
        }
        float[] turned = new float[size + 1];
        loops.turn(raw, 1, pairs, coarse, 4, fine, turned);
        for (int n = 0; n < size / 2; n++) {
            double angle = coarseAngle[n / ScoreLoops.KEYS] + fineAngle[n];
            double x = raw[1 + n];
            double y = raw[1 + size / 2 + n];
            SUM.check("first", turned[1 + n], x * Math.cos(angle) - y * Math.sin(angle));
            SUM.check("second", turned[1 + size / 2 + n], y * Math.cos(angle) + x * Math.sin(angle));
        }
    }

    @Test
    void weightsHoldOverTheWholeRange() {
        int count = 1 << 16;
        float[] scores = new float[count];
        for (int n = 0; n < count; n++) {
            scores[n] = 3 - 100f * n / count;
        }
        float[] weights = new float[count];
        loops.softmax(scores, 0, count, 3, weights, ScoreLoops.parts());
        for (int n = 0; n < count; n++) {
            double expected = Math.exp(Math.max(ScoreLoops.DEEPEST, (double) scores[n] - 3));
            WEIGHT.check("weight of " + scores[n], weights[n], expected);
            assertThat(weights[n]).isPositive();
        }
    }

    @Test
    void sumsAndDistancesAreThoseOfTheCells() {
        for (int count : new int[] {16, 48, 256}) {
            int present = count - 5;
            float[] reference = normal(count + 7, 2);
            float[] scores = normal(count + 3, 2);
            for (int n = present; n < count; n++) {
                reference[7 + n] = ScoreLoops.ABSENT;
                scores[3 + n] = ScoreLoops.ABSENT;
            }
            float top = Math.max(loops.largest(reference, 7, count), loops.largest(scores, 3, count));
            float[] weights = new float[count + 7];
            float[] parts = ScoreLoops.parts();
            loops.softmax(reference, 7, count, top, weights, parts);
            double[] expected = new double[ScoreLoops.SUMS];
            ScoreLoops.Distances distances = new ScoreLoops.Distances(normal(300, 1), normal(300, 1), normal(300, 1));
            ScoreLoops.Distances before = new ScoreLoops.Distances(
                    distances.absolute().clone(),
                    distances.square().clone(),
                    distances.delta().clone());
            loops.compare(scores, 3, count, top, new ScoreLoops.Row(reference, weights, 7), distances, 11, parts);
            for (int n = 0; n < present; n++) {
                double delta = (double) scores[3 + n] - reference[7 + n];
                double w = Math.exp(scores[3 + n] - (double) top);
                double p = Math.exp(reference[7 + n] - (double) top);
                double[] terms = {
                    w, w * (top - scores[3 + n]), p * delta, w * delta, Math.abs(delta), delta * delta, delta
                };
                for (int s = 0; s < terms.length; s++) {
                    expected[s] += terms[s];
                }
                SUM.check("|Δ|", distances.absolute()[11 + n], before.absolute()[11 + n] + Math.abs(delta));
                SUM.check("Δ²", distances.square()[11 + n], before.square()[11 + n] + delta * delta);
                SUM.check("Δ", distances.delta()[11 + n], before.delta()[11 + n] + delta);
            }
            assertThat(distances.absolute()[10]).isEqualTo(before.absolute()[10]);
            assertThat(distances.absolute()[11 + present]).isEqualTo(before.absolute()[11 + present]);
            for (int s = 0; s < expected.length; s++) {
                SUM.check("sum " + s, ScoreLoops.total(parts, s), expected[s]);
            }
        }
    }

    @Test
    void largestReachedAndAboveCount() {
        for (int count : new int[] {16, 32, 240}) {
            float[] scores = normal(count + 4, 1);
            float reached = loops.reached(scores, 4, count);
            float largest = loops.largest(scores, 4, count);
            int atLeast = 0;
            float expected = Float.NEGATIVE_INFINITY;
            List<Integer> above = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                atLeast += scores[4 + n] >= reached ? 1 : 0;
                expected = Math.max(expected, scores[4 + n]);
                if (scores[4 + n] > scores[4]) {
                    above.add(n);
                }
            }
            assertThat(largest).isEqualTo(expected);
            assertThat(atLeast).isGreaterThanOrEqualTo(ScoreLoops.LANES);
            int[] found = new int[count + 1];
            int many = loops.above(scores, 4, count, scores[4], found);
            assertThat(Arrays.stream(found, 0, many).boxed().toList()).isEqualTo(above);
        }
    }
}

package io.github.ropelab.experiments.expectation;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RotaryGeometry;

/**
 * The largest score that a query and a key can reach at any distance: |s| ≤ (1/√d)·[c·Σ_j |q_j|·|k_j| + l·Σ_unrotated
 * |q·k|], whatever the frequencies and position maps (the triangle inequality over pairs).
 */
public final class ScoreBound {
    private ScoreBound() {}

    /**
     * The bound.
     *
     * @param query position of the query, tokens, for temperatures that depend on it
     * @param q [headDim], before rotation
     * @param k [headDim], before rotation
     * @throws InvalidParameter if the encoding changes the length of pairs by position (xPos)
     */
    public static double of(PositionEncoding encoding, RotaryGeometry geometry, int query, double[] q, double[] k) {
        InvalidParameter.require(
                encoding.radial().isNone(),
                "encoding",
                "one that scales pairs by position",
                "keep the length of pairs");
        Pairing pairing = geometry.pairing();
        double rotated = 0;
        for (int j = 0; j < geometry.pairs(); j++) {
            int first = pairing.first(j, geometry.rotaryDim());
            int second = pairing.second(j, geometry.rotaryDim());
            rotated += Math.sqrt(
                    (q[first] * q[first] + q[second] * q[second]) * (k[first] * k[first] + k[second] * k[second]));
        }
        double amplitude = encoding.attention().amplitude();
        double sum = amplitude * amplitude * rotated;
        for (int c = geometry.rotaryDim(); c < geometry.headDim(); c++) {
            sum += Math.abs(q[c] * k[c]);
        }
        return encoding.attention().logit().at(query) * sum / Math.sqrt(geometry.headDim());
    }
}

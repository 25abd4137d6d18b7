package io.github.ropelab.core.sequence;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import java.util.List;
import java.util.Optional;

/**
 * How wrong cached keys are. A key at position n was rotated by r(n)·ω and scaled by A as they were in its call; a query of
 * the present call expects r'(n)·ω' and A'.
 *
 * <ul>
 *   <li>angle error of pair i: δ = r(n)·ω_i - r'(n)·ω'_i, radians, whole turns included;
 *   <li>score error of pair i for unit vectors: |A'·A·e^(iδ) - A'²|. The error of a score q·k is at most the largest of
 *       them times |q|·|k|, and vectors in that one pair can reach it.
 * </ul>
 *
 * Temperatures on the logit act on queries and age no key; the radial growth of xPos is not counted.
 *
 * @param cached keys in the cache
 * @param stale keys with an error in any pair
 * @param angle the largest |δ|; empty if no key is stale
 * @param score the largest score error; empty if no key is stale
 * @param amplitude the change of A furthest from A' in the cache; empty if there is none
 */
public record StaleKeys(
        int cached, int stale, Optional<Worst> angle, Optional<Worst> score, Optional<AmplitudeChange> amplitude) {
    /**
     * The largest error.
     *
     * @param value radians, or score for unit vectors
     * @param key position of the key
     * @param pair rotary pair
     */
    public record Worst(double value, int key, int pair) {}

    /**
     * An amplitude on cos and sin that moved.
     *
     * @param then A of the cached key's call
     * @param now A' of the present call
     */
    public record AmplitudeChange(double then, double now) {}

    static StaleKeys of(List<CachedRun> cache, PositionEncoding now) {
        int cached = 0;
        int stale = 0;
        Worst angle = new Worst(0, 0, 0);
        Worst score = new Worst(0, 0, 0);
        double amplitude = now.attention().amplitude();
        double furthest = amplitude;
        for (CachedRun run : cache) {
            cached += run.keys();
            if (run.encoding().sameEffectAs(now)) {
                continue;
            }
            double then = run.encoding().attention().amplitude();
            if (Math.abs(then - amplitude) > Math.abs(furthest - amplitude)) {
                furthest = then;
            }
            List<Branch> old = run.encoding().positions().branches();
            List<Branch> fresh = now.positions().branches();
            InvalidParameter.require(
                    old.size() == fresh.size(), "strategy", now.positions(), "keep its branches from call to call");
            for (int key = run.from(); key < run.to(); key++) {
                boolean wrong = then != amplitude;
                for (int b = 0; b < fresh.size(); b++) {
                    double written = old.get(b).key().at(key);
                    double expected = fresh.get(b).key().at(key);
                    for (int i = 0; i < now.frequencies().pairs(); i++) {
                        double delta =
                                Math.abs(written * run.encoding().frequencies().omega(i)
                                        - expected * now.frequencies().omega(i));
                        if (delta == 0 && then == amplitude) {
                            continue;
                        }
                        wrong = true;
                        angle = delta > angle.value() ? new Worst(delta, key, i) : angle;
                        double error = amplitude * distance(then, amplitude, delta);
                        score = error > score.value() ? new Worst(error, key, i) : score;
                    }
                }
                stale += wrong ? 1 : 0;
            }
        }
        return new StaleKeys(
                cached,
                stale,
                stale == 0 ? Optional.empty() : Optional.of(angle),
                stale == 0 ? Optional.empty() : Optional.of(score),
                furthest == amplitude ? Optional.empty() : Optional.of(new AmplitudeChange(furthest, amplitude)));
    }

    /** |a·e^(iδ) - b| without the cancellation of 1 - cos δ. */
    private static double distance(double a, double b, double delta) {
        double sine = StrictMath.sin(delta / 2);
        return Math.sqrt((a - b) * (a - b) + 4 * a * b * sine * sine);
    }
}

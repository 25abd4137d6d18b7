package io.github.ropelab.core.analysis.equivalence;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RotaryGeometry;
import java.util.List;
import java.util.Optional;

/**
 * Whether two modifications a and b are the same over the positions 0 .. {@code positions} - 1. Every causal cell (query, key),
 * key ≤ query, and every pair is compared; equal means equal up to the rounding of the formulas, 64·2^-52 of the angle reached.
 * Angles that differ by whole turns are the same rotation.
 *
 * <p>An amplitude is a temperature only where all components rotate: components that pass through do not get it. Modifications
 * whose pairs read different position axes are compared with the axes free of each other, so that M-RoPE is different from
 * plain RoPE; {@code onText} says what holds where all axes agree.
 *
 * @param verdict the strongest that holds
 * @param positions tokens of the range
 * @param everywhere whether the verdict holds beyond the range as well: decided by algebra, or by a witness
 * @param maxAngleDifference largest difference of the angles by which a query or key is turned, radians, not reduced by whole
 *     turns unless nothing else is left of it; 0 up to rounding where vectors point the same way
 * @param maxScoreDifference bound on the difference of one pair's part of a score, q·k before the division by √headDim, per
 *     unit of |q_pair|·|k_pair|: √((s-s')² + s·s'·(2·sin(δ/2))²) with s and s' both sides' factors (squared amplitude, logit
 *     scale, growth) and δ the largest difference of the angles between query and key, at most π. It is reached while δ stays
 *     below π and nothing grows. A component that passes through counts as a pair that does not turn
 * @param witness where they differ
 * @param temperature by what the logits of b are those of a times a factor; present for {@code SAME_UP_TO_TEMPERATURE}
 * @param reason the verdict in a sentence
 * @param onText the verdict where all position axes hold the same positions; present where axes differ
 */
public record Equivalence(
        Verdict verdict,
        int positions,
        boolean everywhere,
        double maxAngleDifference,
        double maxScoreDifference,
        Optional<Witness> witness,
        Optional<Temperature> temperature,
        String reason,
        Optional<Verdict> onText) {
    /** Longest range in which single positions are compared. */
    private static final int LONGEST = 1 << 20;

    /**
     * Compares.
     *
     * @param positions tokens of the range, at least 1
     * @throws InvalidParameter if the heads have other widths, or the range is too long for schemes that are not affine
     */
    public static Equivalence of(PositionParameter a, PositionParameter b, int positions) {
        RotaryGeometry heads = a.context().geometry();
        int width = b.context().geometry().headDim();
        InvalidParameter.require(
                heads.headDim() == width, "head_dim", width, "equal that of the other side (" + heads.headDim() + ")");
        InvalidParameter.require(positions >= 1, "length", positions, "be at least 1 token");
        boolean affine = a.affine() && b.affine();
        boolean rowsAlike = a.encoding().attention().logit().constant()
                && b.encoding().attention().logit().constant();
        InvalidParameter.require(
                positions <= LONGEST || affine && rowsAlike,
                "length",
                positions,
                "be at most " + LONGEST + " where positions are compared one by one");
        Scales scales = new Scales(a, b, positions);
        List<ComparedPair> pairs = ComparedPair.of(heads, b.context().geometry());
        PairComparison comparison = new PairComparison(a, b, scales, positions);
        List<PairOutcome> outcomes = pairs.stream().map(comparison::compare).toList();
        Decision decision = Decision.of(outcomes, scales, query -> comparison.cell(pairs.get(0), query, 0));
        boolean axesDiffer = pairs.stream().anyMatch(pair -> pair.axesDiffer(a, b));
        return new Equivalence(
                decision.verdict(),
                positions,
                decision.verdict() == Verdict.DIFFERENT
                        || scales.sameRule() && pairs.stream().allMatch(pair -> pair.sameSlopes(a, b)),
                outcomes.stream()
                        .mapToDouble(outcome -> outcome.vectorAngles().size())
                        .max()
                        .orElseThrow(),
                outcomes.stream().mapToDouble(PairOutcome::scoreBound).reduce(scales.passingDifference(), Math::max),
                decision.witness(),
                decision.temperature(),
                decision.reason(),
                axesDiffer ? Optional.of(of(a.onText(), b.onText(), positions).verdict) : Optional.empty());
    }
}

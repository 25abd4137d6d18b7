package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.analysis.TrainedRange;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.Rotation;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An encoding applied in an arithmetic.
 *
 * @param encoding what is applied
 * @param context where it was made
 * @param arithmetic precision of every stage
 */
public record EncodedModification(PositionEncoding encoding, RopeContext context, Arithmetic arithmetic)
        implements Modification {
    /** Where a scan of all gaps starts: neighbours, to meet any grouping, and far tokens. */
    private static final List<Integer> STARTS =
            List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 17, 31, 33, 100, 257, 500, 1500, 5000, 20_000);

    /** Distances are differences of mapped positions of this size; above rounding, below any step of a map. */
    private static final double SAME_DISTANCE = 1e-9;

    @Override
    public RotaryGeometry geometry() {
        return context.geometry();
    }

    @Override
    public double[] rotated(Side side, double[] x, int query, int key) {
        Branch branch = encoding.positions().branchFor(query, key);
        double[] position = {side.map(branch).at(Vectors.own(side, query, key))};
        double[] target = new double[x.length];
        Rotation.rotate(
                x,
                target,
                geometry(),
                TableRecipe.of(encoding, OptionalDouble.of(context.base()), arithmetic)
                        .table(side, position, 0),
                arithmetic.rotation());
        return target;
    }

    @Override
    public double logitScale(int query) {
        return encoding.attention().logit().at(query);
    }

    /** By equal slopes of affine maps, or else by the effective distances of every gap at several starts. */
    @Override
    public Optional<Proof> relativeByForm() {
        PositionScheme positions = encoding.positions();
        if (positions instanceof Uniform uniform) {
            OptionalDouble query = uniform.branch().query().slope();
            OptionalDouble key = uniform.branch().key().slope();
            if (query.isPresent() && key.isPresent()) {
                return Optional.of(new Proof(
                        query.equals(key),
                        "query " + uniform.branch().query().formula() + ", key "
                                + uniform.branch().key().formula()
                                + (query.equals(key) ? ": equal slopes" : ": unequal slopes")));
            }
        }
        int gaps = Math.max(context.lengths().target(), context.lengths().current());
        for (int gap = 0; gap < gaps; gap++) {
            double first = positions.effectiveDistance(STARTS.get(0) + gap, STARTS.get(0));
            for (int start : STARTS) {
                double distance = positions.effectiveDistance(start + gap, start);
                if (Math.abs(distance - first) > SAME_DISTANCE) {
                    return Optional.of(new Proof(
                            false,
                            "gap " + gap + " is " + first + " effective tokens at key " + STARTS.get(0) + " and "
                                    + distance + " at key " + start));
                }
            }
        }
        return Optional.of(new Proof(
                true,
                "each gap from 0 to " + (gaps - 1) + " has one effective distance at " + STARTS.size() + " starts"));
    }

    /**
     * Of one pair of maps, the largest mapped position; of a window scheme, the largest |effective distance|, since a branch's
     * positions mean nothing alone. Where pairs are slowed unequally, that of the least slowed pair.
     */
    @Override
    public OptionalDouble largestEffectivePosition(int tokens) {
        if (!(encoding.positions() instanceof Uniform uniform)) {
            return OptionalDouble.of(
                    TrainedRange.of(encoding, context, tokens - 1).maxEffectiveDistance());
        }
        EffectivePositions effective = EffectivePositions.of(encoding, context);
        int pair = 0;
        for (int i = 1; i < encoding.frequencies().pairs(); i++) {
            pair = effective.ratio(i) > effective.ratio(pair) ? i : pair;
        }
        double largest = 0;
        for (Side side : Side.values()) {
            for (int position = 0; position < tokens; position++) {
                double mapped = side.map(uniform.branch()).at(position);
                largest = Math.max(largest, Math.abs(effective.at(mapped, pair)));
            }
        }
        return OptionalDouble.of(largest);
    }
}

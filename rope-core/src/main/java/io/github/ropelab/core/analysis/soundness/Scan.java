package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.kernel.Side;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Every position of one side, rotated once.
 *
 * @param side which side
 * @param distinct positions told apart from the one before
 * @param firstShared first position whose rotated vector has the bits of the one before, though declared maps part them
 * @param firstNotFinite first position with a component that is no finite number
 */
public record Scan(Side side, int distinct, OptionalInt firstShared, OptionalInt firstNotFinite) {
    /** Scans one side. */
    public static Scan of(Subject subject, Trial trial, Side side) {
        double[] x = side == Side.QUERY ? trial.query() : trial.key();
        int distinct = trial.end() - trial.first();
        OptionalInt shared = OptionalInt.empty();
        OptionalInt notFinite = OptionalInt.empty();
        double[] before = new double[0];
        for (int position = trial.first(); position < trial.end(); position++) {
            double[] here = subject.modification().rotated(side, x, position, position);
            if (Arrays.equals(before, here) && declaredApart(subject.promise(), side, position)) {
                distinct--;
                shared = shared.isPresent() ? shared : OptionalInt.of(position);
            }
            if (notFinite.isEmpty() && !Arrays.stream(here).allMatch(Double::isFinite)) {
                notFinite = OptionalInt.of(position);
            }
            before = here;
        }
        return new Scan(side, distinct, shared, notFinite);
    }

    /** Whether the declared maps and frequencies tell the position from the one before it. */
    private static boolean declaredApart(Promise promise, Side side, int position) {
        if (promise.encoding().isEmpty()) {
            return true;
        }
        PositionEncoding encoding = promise.encoding().get();
        Branch before = encoding.positions().branchFor(position - 1, position - 1);
        Branch here = encoding.positions().branchFor(position, position);
        if (side.map(before).at(position - 1) == side.map(here).at(position)) {
            return false;
        }
        for (int i = 0; i < encoding.frequencies().pairs(); i++) {
            if (encoding.frequencies().omega(i) > 0) {
                return true;
            }
        }
        return false;
    }
}

package io.github.ropelab.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.analysis.TrainedRange;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Rotation;
import io.github.ropelab.core.strategy.Linear;
import io.github.ropelab.core.strategy.LinearAlignCorners;
import io.github.ropelab.core.strategy.None;
import io.github.ropelab.core.strategy.Offset;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The examples of the project's mission: 2048 trained tokens, 8192 wanted. */
class MissionExamplesTest {
    private static final RopeContext CONTEXT =
            new RopeContext(RotaryGeometry.full(128, Pairing.HALF_SPLIT), 10_000, Lengths.extended(2048, 8192));

    /** Scores of order 10 at positions of 10^3 radians. */
    private static final Tolerance SCORE = new Tolerance("score after a common shift", 0, 1e-11);

    @Test
    void linearInterpolationSendsPosition4096To1024Theta() {
        PositionEncoding encoding = new Linear(OptionalDouble.empty()).encode(CONTEXT);
        EffectivePositions effective = EffectivePositions.of(encoding, CONTEXT);
        for (int pair = 0; pair < 64; pair++) {
            assertThat(effective.at(4096, pair)).isEqualTo(1024);
            assertThat(4096 * encoding.frequencies().omega(pair))
                    .isEqualTo(1024 * CONTEXT.baseFrequencies().omega(pair));
        }
    }

    @Test
    void linearInterpolationSendsTheLastPositionOutOfTheTrainedRangeByThreeQuarters() {
        PositionEncoding encoding = new Linear(OptionalDouble.empty()).encode(CONTEXT);
        TrainedRange range = TrainedRange.of(encoding, CONTEXT, 8191);
        assertThat(range.maxEffectiveDistance()).isEqualTo(2047.75);
        assertThat(range.limit()).isEqualTo(2047);
        assertThat(range.inside()).isFalse();
        assertThat(range.excess()).isEqualTo(0.75);
    }

    @Test
    void alignedCornersSendTheLastPositionToExactly2047() {
        PositionEncoding encoding = new LinearAlignCorners(OptionalInt.empty(), OptionalInt.empty()).encode(CONTEXT);
        TrainedRange range = TrainedRange.of(encoding, CONTEXT, 8191);
        assertThat(range.maxEffectiveDistance()).isEqualTo(2047);
        assertThat(range.inside()).isTrue();
    }

    @Test
    void anOffsetChangesEveryRotatedVectorAndNoScore() {
        int tokens = 64;
        double[] q = new Random(1).doubles(tokens * 128, -1, 1).toArray();
        double[] k = new Random(2).doubles(tokens * 128, -1, 1).toArray();
        PositionEncoding plain = new None().encode(CONTEXT);
        PositionEncoding shifted = new Offset(1000).encode(CONTEXT);
        double[] before = rotated(plain, q, tokens);
        double[] after = rotated(shifted, q, tokens);
        for (int t = 0; t < tokens; t++) {
            double change = 0;
            for (int c = 0; c < 128; c++) {
                change = Math.max(change, Math.abs(after[t * 128 + c] - before[t * 128 + c]));
            }
            assertThat(change).as("row %d", t).isGreaterThan(0.1);
        }
        EncodedLogits a = new EncodedLogits(plain, CONTEXT.geometry(), Arithmetic.F64, q, k);
        EncodedLogits b = new EncodedLogits(shifted, CONTEXT.geometry(), Arithmetic.F64, q, k);
        double[] x = new double[tokens];
        double[] y = new double[tokens];
        for (int m = 0; m < tokens; m++) {
            a.row(m, x);
            b.row(m, y);
            for (int n = 0; n <= m; n++) {
                SCORE.check("score " + m + "," + n, y[n], x[n]);
            }
        }
    }

    private static double[] rotated(PositionEncoding encoding, double[] rows, int tokens) {
        PositionMap map = encoding.positions().branches().get(0).query();
        double[] rotated = new double[rows.length];
        Rotation.rotate(
                rows,
                rotated,
                CONTEXT.geometry(),
                RotaryTable.of(encoding.frequencies(), map, tokens, 1, Arithmetic.F64));
        return rotated;
    }
}

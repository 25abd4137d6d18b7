package io.github.ropelab.core.analysis.decay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoodBasesTest {
    private static final int WIDTH = 16;
    private static final int LAST = 5000;
    private static final BaseGrid GRID = new BaseGrid(1e4, 1e9, 700);

    private static GoodBases scan(int threads) {
        return GoodBases.scan(GRID, WIDTH, LAST, threads);
    }

    /** Base by base, distance by distance, without blocks. */
    private static boolean good(double base) {
        DecayCurve curve = new DecayCurve(FrequencySchedule.geometric(base, WIDTH));
        for (int m = 0; m <= LAST; m++) {
            if (curve.at(m) < 0) {
                return false;
            }
        }
        return true;
    }

    @Test
    void everyBaseIsDecidedAsTheDefinitionSays() {
        List<Double> good = new ArrayList<>();
        for (int i = 0; i < GRID.size(); i++) {
            if (good(GRID.base(i))) {
                good.add(GRID.base(i));
            }
        }
        assertThat(good).hasSizeBetween(10, GRID.size() - 10);
        GoodBases found = scan(1);
        assertThat(found.count()).isEqualTo(good.size());
        assertThat(found.smallest()).hasValue(good.get(0));
        assertThat(found.intervals()).hasSizeGreaterThan(2);
        int next = 0;
        for (GoodBases.Interval interval : found.intervals()) {
            assertThat(interval.from()).isEqualTo(good.get(next));
            next += interval.bases();
            assertThat(interval.to()).isEqualTo(good.get(next - 1));
        }
    }

    @Test
    void threadsChangeNothing() {
        for (int threads = 2; threads <= 5; threads++) {
            assertThat(scan(threads).intervals()).isEqualTo(scan(1).intervals());
        }
    }

    @Test
    void aScanStopsAtItsLastDistance() {
        DecayCurve curve = new DecayCurve(FrequencySchedule.geometric(1e4, 128)); // negative from 1707 on
        assertThat(curve.negativeNear(0, 1706)).isEmpty();
        assertThat(curve.negativeNear(1500, 1706)).isEmpty();
        assertThat(curve.negativeNear(0, 1707)).hasValue(1707);
        assertThat(GoodBases.scan(new BaseGrid(1e4, 1e4, 1), 128, 1706, 1).count())
                .isEqualTo(1);
        assertThat(GoodBases.scan(new BaseGrid(1e4, 1e4, 1), 128, 1707, 1).smallest())
                .isEmpty();
    }

    @Test
    void aNegativeValueIsFoundFromEitherSide() {
        DecayCurve curve = new DecayCurve(FrequencySchedule.geometric(1e4, 128));
        for (int near : new int[] {0, 1024, 5000, 40_000}) {
            int found = curve.negativeNear(near, 40_000).orElseThrow();
            assertThat(curve.at(found)).isNegative();
        }
    }

    @Test
    void onePairIsNegativeAfterAQuarterTurn() {
        DecayCurve curve = new DecayCurve(FrequencySchedule.of(1e-4));
        assertThat(curve.firstNegative(1 << 20)).hasValue((int) Math.ceil(Math.PI / 2 / 1e-4));
        assertThat(curve.lowest(0, 40_000)).satisfies(point -> {
            assertThat(point.distance()).isEqualTo((int) Math.round(Math.PI / 1e-4));
            assertThat(point.value()).isBetween(-1.0, -0.999_999);
        });
        assertThat(curve.lowest(100, 200).distance()).isEqualTo(199);
    }

    @Test
    void aPairThatDoesNotTurnStaysPositive() {
        assertThat(new DecayCurve(FrequencySchedule.of(0)).firstNegative(100_000))
                .isEmpty();
    }

    @Test
    void gridsAndRangesAreChecked() {
        assertThat(new BaseGrid(1e3, 1e5, 3).base(1)).isBetween(9999.9999, 10_000.0001);
        assertThat(new BaseGrid(1e3, 1e5, 3).base(2)).isEqualTo(1e5);
        assertThat(new BaseGrid(1e3, 1e5, 3).relativeStep()).isBetween(8.999_999, 9.000_001);
        assertThatThrownBy(() -> new BaseGrid(1, 10, 3)).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> new BaseGrid(100, 10, 3)).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> new BaseGrid(10, 10, 3)).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> new BaseGrid(10, 100, 0)).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> GoodBases.scan(GRID, 3, 10, 1)).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> new DecayCurve(FrequencySchedule.of())).isInstanceOf(InvalidParameter.class);
        DecayCurve curve = new DecayCurve(FrequencySchedule.of(1));
        assertThatThrownBy(() -> curve.lowest(5, 5)).isInstanceOf(InvalidParameter.class);
    }
}

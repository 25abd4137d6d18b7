package io.github.ropelab.core.analysis.decay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of {@code data/oracle/decay}. */
class DecayOracleTest {
    private static final int LONGEST = 1 << 20;

    private static final int LONGEST_OF_GRIDS = 128 * 1024;
    private static final double LARGEST_OF_GRIDS = 1e7;

    /** Two-digit values of a table. */
    private static final String TWO_DIGITS = "%.1e";

    static List<String> firstNegatives() {
        return OracleFiles.lines("decay/first_negative.csv");
    }

    @ParameterizedTest
    @MethodSource("firstNegatives")
    void theFirstNegativeDistanceOfAnEncoding(String line) {
        String[] cells = line.split(",");
        Map<String, Object> block = new HashMap<>(Map.of("rope_type", cells[4]));
        if (!cells[5].isEmpty()) {
            block.put("factor", Double.parseDouble(cells[5]));
        }
        int context = Integer.parseInt(cells[6]);
        RopeContext made = new RopeContext(
                RotaryGeometry.full(Integer.parseInt(cells[1]), Pairing.HALF_SPLIT),
                Double.parseDouble(cells[2]),
                Lengths.extended(Integer.parseInt(cells[3]), context));
        DecayCurve curve = new DecayCurve(Strategies.read(block).encode(made).frequencies());
        int expected = Integer.parseInt(cells[7]);
        assertThat(curve.firstNegative(LONGEST)).hasValue(expected);
        assertThat(curve.firstNegative(expected)).hasValue(expected);
        assertThat(curve.firstNegative(expected - 1)).isEmpty();
        assertThat(curve.firstNegative(context - 1).isEmpty()).isEqualTo(Boolean.parseBoolean(cells[8]));
        assertThat(curve.at(expected)).isNegative();
        assertThat(curve.at(expected - 1)).isNotNegative();
    }

    /** One line of base_bound.csv. */
    record Bound(int width, int length, double base, String[] cells) {
        static Bound of(String line) {
            String[] cells = line.split(",", -1);
            return new Bound(
                    Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), Double.parseDouble(cells[2]), cells);
        }

        /** The table's own search: up to 128k at steps of 10⁻⁵ or finer; beyond, and for the narrower head, coarser. */
        double searched() {
            return width == 64 ? 5e-4 : length > 131_072 ? 1e-4 : 1e-5;
        }
    }

    static List<Bound> bounds() {
        return OracleFiles.lines("decay/base_bound.csv").stream().map(Bound::of).toList();
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void theSmallestGoodBaseOfALength(Bound bound) {
        double apart = bound.searched();
        double step = apart / 4;
        BaseGrid grid = new BaseGrid(bound.base() * (1 - 40 * step), bound.base() * (1 + 4 * step), 45);
        GoodBases good = GoodBases.scan(grid, bound.width(), bound.length() - 1, 1);
        assertThat(good.smallest()).isPresent();
        assertThat(good.smallest().getAsDouble() / bound.base() - 1).isBetween(-apart, apart);
    }

    @Test
    void publishedBasesFailWhereTheTableSaysSo() {
        int checked = 0;
        for (Bound bound : bounds()) {
            if (!bound.cells()[4].isEmpty()) {
                double published = Double.parseDouble(bound.cells()[3]);
                assertThat(curve(published, bound.width()).firstNegative(LONGEST))
                        .hasValue(Integer.parseInt(bound.cells()[4]));
                checked++;
            }
            if (!bound.cells()[5].isEmpty()) {
                DecayCurve.Point lowest = curve(bound.base(), bound.width()).lowest(0, bound.length());
                assertThat(lowest.distance()).isEqualTo(Integer.parseInt(bound.cells()[5]));
                assertThat(lowest.value()).isBetween(-0.02, 0.02);
                checked++;
            }
        }
        assertThat(checked).isEqualTo(11 + 8);
    }

    /** The same search on other grids of bases gives other smallest bases: the interval has to be told, not one number. */
    @Test
    void coarserGridsGiveOtherSmallestBases() {
        Map<String, Map<Double, OptionalInt>> byGrid = new HashMap<>();
        for (String line : OracleFiles.lines("decay/base_bound_grids.csv")) {
            String[] cells = line.split(",");
            Map<Double, OptionalInt> negatives = byGrid.computeIfAbsent(cells[0], DecayOracleTest::firstNegativesOf);
            int unit = Integer.parseInt(cells[1]);
            for (int i = 2; i < cells.length; i++) {
                int length = unit << (i - 2);
                String smallest = negatives.entrySet().stream()
                        .filter(entry ->
                                entry.getValue().isEmpty() || entry.getValue().getAsInt() >= length)
                        .map(Map.Entry::getKey)
                        .min(Double::compare)
                        .map(base -> String.format(Locale.ROOT, TWO_DIGITS, base))
                        .orElse("-");
                String expected = cells[i].equals("-")
                        ? "-"
                        : String.format(Locale.ROOT, TWO_DIGITS, Double.parseDouble(cells[i]));
                assertThat(smallest).as("%s, %d tokens", cells[0], length).isEqualTo(expected);
            }
        }
        assertThat(byGrid).hasSize(6);
    }

    private static Map<Double, OptionalInt> firstNegativesOf(String grid) {
        Map<Double, OptionalInt> negatives = new HashMap<>();
        for (double base : bases(grid)) {
            negatives.put(base, curve(base, 128).firstNegative(LONGEST_OF_GRIDS - 1));
        }
        return negatives;
    }

    private static List<Double> bases(String grid) {
        List<Double> bases = new ArrayList<>();
        switch (grid) {
            case "2-sig" -> digits(bases, 2);
            case "3-sig" -> digits(bases, 3);
            case "log_100_per_decade" -> powers(bases, StrictMath.pow(10, 0.01));
            case "step_1e3_to_1e6" -> thousands(bases);
            case "x1.01_from_1e3" -> powers(bases, 1.01);
            case "x1.1" -> powers(bases, 1.1);
            default -> throw new IllegalArgumentException(grid);
        }
        return bases;
    }

    private static void digits(List<Double> bases, int digits) {
        int first = digits == 2 ? 10 : 100;
        for (double unit = 1000.0 / first; unit * first < LARGEST_OF_GRIDS; unit *= 10) {
            for (int mantissa = first; mantissa < 10 * first; mantissa++) {
                bases.add(mantissa * unit);
            }
        }
    }

    private static void powers(List<Double> bases, double ratio) {
        for (double base = 1e3; base < LARGEST_OF_GRIDS; base *= ratio) {
            bases.add(base);
        }
    }

    private static void thousands(List<Double> bases) {
        for (double base = 1e3; base <= 1e6; base += 1e3) {
            bases.add(base);
        }
    }

    private static DecayCurve curve(double base, int width) {
        return new DecayCurve(FrequencySchedule.geometric(base, width));
    }
}

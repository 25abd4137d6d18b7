package io.github.ropelab.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.table.Standings.Place;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TexGridTest {
    private static String latex(Place place, String... numbers) {
        List<TexGrid.Row> rows = IntStream.range(0, numbers.length)
                .mapToObj(i -> new TexGrid.Row(
                        "g", "s_" + i, List.of(new TexGrid.Cell(numbers[i], "", i == 0 ? place : Place.OTHER))))
                .toList();
        return new TexGrid("note", "strategy", List.of(new TexGrid.Head("|Δscore|", "logit")), rows).latex();
    }

    @Test
    void theFormatHoldsEveryNumber() {
        assertThat(latex(Place.OTHER, "1.25", "-10.5", "0")).contains("{lS[table-format=-2.2]}");
        assertThat(latex(Place.OTHER, "12", "4096")).contains("{lS[table-format=4]}");
        assertThat(latex(Place.OTHER, "1.25e-8", "3.00e-10")).contains("{lS[table-format=1.2e-2]}");
        assertThat(latex(Place.OTHER, "", "0.5")).contains("{lS[table-format=1.1]}", "s\\_0 & {--} \\\\");
    }

    @Test
    void theBestIsBoldAndTheSecondUnderlinedUpToItsLastDigit() {
        assertThat(latex(Place.BEST, "0.5", "1.25")).contains("s\\_0 & \\ropebest 0.5 \\\\");
        assertThat(latex(Place.SECOND, "0.50", "1.25")).contains("0.50{\\ropesecond{0.50}}");
        assertThat(latex(Place.SECOND, "0.5", "1.25")).contains("0.5{\\ropesecond[0]{0.5}}");
        assertThat(latex(Place.SECOND, "3", "1.25")).contains("3{\\ropesecond[.00]{3}}");
        assertThat(latex(Place.SECOND, "1.0e-8", "1.2e-10")).contains("{\\ropesecond[$^{0}$]{1.0e-8}}");
    }

    private static Decimals decimals(double... meansAndErrors) {
        return Decimals.of(IntStream.range(0, meansAndErrors.length / 2)
                .mapToObj(i -> new Estimate(meansAndErrors[2 * i], meansAndErrors[2 * i + 1], 5))
                .toList());
    }

    @Test
    void errorsDecideOnDecimals() {
        assertThat(decimals(1.2348, 0.179, 0.7889, 0.0011)).isEqualTo(new Decimals(3, false));
        assertThat(decimals(1.2348, 0.179, 0.3, 0.05)).isEqualTo(new Decimals(2, false));
        assertThat(decimals(5, 0.1, 5, 1e-9)).as("at most two more").isEqualTo(new Decimals(4, false));
        assertThat(decimals(4096, 0, 512, 0)).as("tokens").isEqualTo(new Decimals(0, false));
        assertThat(decimals(2.5e-8, 1e-9)).isEqualTo(new Decimals(2, true));
        assertThat(decimals(0, 0)).isEqualTo(new Decimals(0, false));
    }

    @Test
    void numbersAreReadBackWithinHalfAUnit() {
        Decimals decimals = new Decimals(3, false);
        assertThat(Stream.of(1.2345, -0.0004, 1e-13, -7.0).map(decimals::text))
                .containsExactly("1.235", "0.000", "0", "-7.000");
        assertThat(new Decimals(2, true).text(-2.504e-8)).isEqualTo("-2.50e-8");
        assertThat(new Decimals(2, true).mathematics(2.504e-8)).isEqualTo("2.50\\cdot 10^{-8}");
    }
}

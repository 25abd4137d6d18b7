package io.github.ropelab.report.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.Origin;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, tolerances and sources as people and LaTeX read them. */
class ShownTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "32.5, 32.5",
        "31.538166142658085, 31.5382",
        "9370821, 9370821",
        "9370820.6, 9.37082e6",
        "123456.789, 123457",
        "-0.25, -0.25",
        "0.0001, 0.0001",
        "0.00001234567, 1.23457e-5",
        "1e-9, 1e-9",
        "1e15, 1e15",
        "999999.96, 1000000",
        "3e-13, 3e-13"
    })
    void numbersHaveSixDigits(double value, String text) {
        assertThat(Shown.number(value)).isEqualTo(text);
    }

    @Test
    void whatRoundingLeavesIsNotToldApart() {
        assertThat(Shown.computed(-3e-17)).isEqualTo(Shown.computed(9e-13)).isEqualTo("below 1e-12");
        assertThat(Shown.computed(0)).isEqualTo("0");
        assertThat(Shown.computed(2e-12)).isEqualTo("2e-12");
    }

    @Test
    void aSmallNumberWhereZeroWouldBeWrongIsShown() {
        Published still = Published.printed("n", "n", "radians", 1e-25).within(1e-32, "so");
        assertThat(CheckText.reproduced(new Check(still, 1e-25))).isEqualTo("1e-25");
        Published none = Published.printed("n", "n", "radians", 0).within(1e-9, "so");
        assertThat(CheckText.reproduced(new Check(none, 1e-25))).isEqualTo("below 1e-12");
    }

    @Test
    void tolerancesAreInWords() {
        Published.Number number = Published.printed("n", "n", "m", 2.5);
        assertThat(CheckText.tolerance(number.within(0.5, "so"))).isEqualTo("± 0.5");
        assertThat(CheckText.tolerance(number.exactly("so"))).isEqualTo("exact");
        assertThat(CheckText.tolerance(number.between(2, 4, "so"))).isEqualTo("2 to 4");
        Published range = Published.range("r", "r", "1", Origin.PUBLICATION, 19, 22, "by eye");
        assertThat(CheckText.value(range)).isEqualTo("19 to 22");
        assertThat(CheckText.tolerance(range)).isEqualTo("within the range");
        assertThat(CheckText.quantity(range)).isEqualTo("r");
        assertThat(CheckText.quantity(number.exactly("so"))).isEqualTo("n (m)");
    }

    @Test
    void accentsAreLatex() {
        assertThat(Bibliography.text("Müller-Łoś")).isEqualTo("M{\\\"u}ller-{\\L}o{\\'s}");
        assertThat(Bibliography.text("François Çelik, Håkan Dvořák, Erdős"))
                .isEqualTo("Fran{\\c c}ois {\\c C}elik, H{\\r a}kan Dvo{\\v r}{\\'a}k, Erd{\\H o}s");
        assertThat(Bibliography.text("naïve & 50 % {x}_1"))
                .isEqualTo("na{\\\"{\\i}}ve \\& 50 \\% \\textbraceleft{}x\\textbraceright{}\\_1");
        assertThat(Bibliography.text("e\u0301")).as("a combining accent").isEqualTo("{\\'e}");
    }

    @Test
    void aPublicationThatIsCitedTwiceIsOneEntry() {
        Citation paper = Citation.arxiv("a2020b", "A B", 2020, "T", "2001.00001", "figure 1", Reading.READ, "read");
        Citation again = Citation.arxiv("a2020b", "A B", 2020, "T", "2001.00001", "figure 2", Reading.READ, "read");
        Citation post =
                Citation.web("c2021d", "C D", 2021, "P", "https://example.org/x_y", "here", Reading.READ, "read");
        assertThat(Bibliography.of(List.of(paper, again, post)).split("@"))
                .hasSize(3)
                .anyMatch(entry -> entry.contains("eprint = {2001.00001}") && entry.contains("archivePrefix = {arXiv}"))
                .anyMatch(entry -> entry.startsWith("misc{c2021d")
                        && entry.contains("howpublished = {\\url{https://example.org/x_y}}"));
    }
}

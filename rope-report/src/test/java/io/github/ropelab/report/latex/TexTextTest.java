package io.github.ropelab.report.latex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TexTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "linear_align_corners; linear\\_align\\_corners",
                "95 % & #1; 95 \\% \\& \\#1",
                "$5 {x}; \\$5 \\{x\\}",
                "a~b^c\\d; a\\textasciitilde{}b\\textasciicircum{}c\\textbackslash{}d",
                "|Δscore|; $|\\Delta $score$|$",
                "‖Δo‖/‖o‖; $\\|\\Delta $o$\\|$/$\\|$o$\\|$",
                "ω′ / θ; $\\omega {}'$ / $\\theta $",
                "√n ≥ 2; $\\surd$n $\\geq$ 2",
                "10⁻⁸; 10${}^{-}{}^{8}$",
                "$|; \\$$|$",
                "p < 0.05 – no; p $<$ 0.05 -- no",
                "Mansfield Park, é; Mansfield Park, é"
            })
    void everyCharacterIsShown(String text, String latex) {
        assertThat(TexText.of(text)).isEqualTo(latex);
    }

    /** No character that LaTeX acts on is left, whatever stands beside it. */
    @Test
    void noSpecialCharacterIsLeftAlone() {
        String special = "\\{}_%&#$~^";
        for (char a : special.toCharArray()) {
            for (char b : special.toCharArray()) {
                String bare = TexText.of("" + a + b)
                        .replace("\\textbackslash{}", "")
                        .replace("\\textasciitilde{}", "")
                        .replace("\\textasciicircum{}", "")
                        .replaceAll("\\\\[{}_%&#$]", "");
                assertThat(bare).as("%s%s", a, b).isEmpty();
            }
        }
    }

    @Test
    void marksOverLettersAreAccentsOfFormulas() {
        assertThat(TexText.of("λ\u0302_i = w\u0303")).isEqualTo("$\\hat{\\lambda}$\\_i = $\\tilde{w}$");
        assertThat(TexText.of("∫ xᵀ")).isEqualTo("$\\int$ x${}^{T}$");
    }
}

package io.github.ropelab.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.latex.Tex;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.stats.PairedComparison;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** pdflatex sets tables and looks numbers up. */
class LatexTablesTest {
    private static final List<TableView.Head> HEADS = List.of(
            new TableView.Head("kl.mean", "KL", "nats"), new TableView.Head("overlap.mean", "top-k overlap", "share"));

    private static final TableView TABLE = new TableView(
            "Change from none.",
            "data",
            "strategy",
            HEADS,
            List.of(
                    row("g", "none", 0, 1),
                    row("g", "a_1", 0.4567, 0.25),
                    row("g", "b%2", -0.1234, 0.5),
                    row("c", "a_1", 12.5, 0.125)));

    @TempDir
    Path folder;

    @BeforeAll
    static void tex() {
        Tex.require();
    }

    private static TableView.Row row(String group, String label, double first, double second) {
        return new TableView.Row(
                group,
                label,
                List.of(Optional.of(new Estimate(first, 0.0123, 8)), Optional.of(new Estimate(second, 0, 1))));
    }

    private static PairedView paired() {
        double[] lower = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] upper = {2, 4, 6, 8, 10, 12, 14, 16};
        PairedComparison comparison =
                PairedComparison.of("b%2", "a_1", lower, upper).adjusted(0.0078125);
        return new PairedView(
                "Difference from a_1.",
                64,
                List.of(new PairedView.Head("kl", "mean", "KL", "nats", "lower_is_closer")),
                List.of(new PairedView.Row("g", "b%2", List.of(Optional.of(new PairedView.Cell(comparison, 2))))));
    }

    /** Without spaces, which depend on how far apart letters stand. */
    private String text() throws Exception {
        try (PDDocument pdf = Loader.loadPDF(folder.resolve("document.pdf").toFile())) {
            return new PDFTextStripper().getText(pdf).replaceAll("\\s+", "");
        }
    }

    /** The third version of siunitx, and the second, which older systems have. */
    @ParameterizedTest
    @ValueSource(strings = {"", "[=v2]"})
    void tablesAreSetWithoutAWarning(String version) throws Exception {
        Selection selection = StandingsTest.selection();
        Standings standings = Standings.of(selection, TABLE, paired());
        Tex.Set set = new Tex(folder)
                .set(
                        "\\usepackage{booktabs}\n\\usepackage{siunitx}" + version,
                        TableText.latex(TABLE, standings) + "\n\n" + PairedText.latex(paired()) + "\n\n"
                                + SettingsTable.latex(selection));
        assertThat(set.code()).as(set.log()).isZero();
        assertThat(set.log()).doesNotContain("Warning", "Overfull", "Missing character");
        assertThat(text()).contains("0.457±0.012", "−0.123±0.012∗∗", "a1", "b%2", "−4.5[−7.0,−2.0]∗∗");
    }

    @Test
    void numbersAreFoundByName() throws Exception {
        Files.writeString(
                folder.resolve("numbers.tex"),
                NumberMacros.of(StandingsTest.selection(), TABLE, paired(), Map.of("strategies", "50 % of Δ_1")));
        Tex.Set set = new Tex(folder)
                .set(
                        "\\input{numbers}",
                        "\\newcommand{\\name}{a_1}\\rope{g}{\\name}{kl.mean}; \\ropeerror{g}{a_1}{kl.mean}; "
                                + "\\ropepm{g}{b-2}{kl.mean}; \\ropen{c}{a_1}{kl.mean}; \\ropefull{g}{a_1}{kl.mean}; $p "
                                + "\\ropep{g}{b-2}{kl.mean}$; \\ropemedian{g}{b-2}{kl.mean}; \\ropefact{trained length}; "
                                + "\\ropefact{baseline}; \\ropecount{c}; \\ropenote{strategies}");
        assertThat(set.code()).as(set.log()).isZero();
        assertThat(text()).contains("0.457;0.012;−0.123±0.012;8;0.4567;p=0.008;−4.5;16;a1;12;50%of∆1");
    }

    @Test
    void anUnknownNameStopsLatexAndIsNamed() throws Exception {
        Files.writeString(
                folder.resolve("numbers.tex"), NumberMacros.of(StandingsTest.selection(), TABLE, paired(), Map.of()));
        List<String> wrong = new ArrayList<>(List.of("\\rope{g}{yarrn}{kl.mean}", "\\ropefact{color}"));
        for (String use : wrong) {
            Tex.Set set = new Tex(folder).set("\\input{numbers}", use);
            assertThat(set.code()).isNotZero();
            assertThat(set.log().replaceAll("\\s+", " "))
                    .containsAnyOf("There is no mean of `g/yarrn/kl.mean'", "There is no fact of `color'");
        }
    }
}

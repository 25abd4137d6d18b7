package io.github.ropelab.report.latex;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.View;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pdflatex sets a view of every kind, without a warning, as wide as it says. */
class PgfCompilesTest {
    /** LaTeX measures in sixty-fourths of a thousandth of a point; sums of rounded lengths stay below this. */
    private static final float POINTS = 0.1f;

    @TempDir
    Path folder;

    @BeforeAll
    static void tex() {
        Tex.require();
    }

    @Test
    void everyKindIsSetAtBothWidths() throws Exception {
        List<View> views = List.of(
                MadeViews.lines(Scale.LOG10),
                MadeViews.dots(),
                MadeViews.matrix(Scale.LOG10, OptionalDouble.of(1)),
                MadeViews.scatter(),
                MadeViews.intervals(),
                MadeViews.ridges());
        StringBuilder body = new StringBuilder();
        for (View view : views) {
            for (Style style : List.of(Style.ACL.sized("single"), Style.NEURIPS)) {
                body.append("\\begin{preview}%\n")
                        .append(PgfPlots.of(view, style))
                        .append("\\end{preview}\n");
            }
        }
        Tex.Set set = new Tex(folder)
                .set(
                        "\\usepackage[active,tightpage]{preview}\n\\setlength{\\PreviewBorder}{0pt}\n\\usepackage{pgfplots}\n"
                                + "\\pgfplotsset{compat=1.18}\n\\usepgfplotslibrary{groupplots,fillbetween}",
                        body.toString());
        assertThat(set.code()).as(set.log()).isZero();
        assertThat(set.log()).doesNotContain("Warning", "Missing character");
        try (PDDocument pdf = Loader.loadPDF(folder.resolve("document.pdf").toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2 * views.size());
            for (int page = 0; page < pdf.getNumberOfPages(); page++) {
                Style style = page % 2 == 0 ? Style.ACL.sized("single") : Style.NEURIPS;
                assertThat(pdf.getPage(page).getMediaBox().getWidth())
                        .isCloseTo((float) style.widthPoints(), Offset.offset(POINTS));
            }
            assertThat(new PDFTextStripper().getText(pdf))
                    .as("text is text")
                    .contains("trained length", "ntk aware", "smollm2-135m");
        }
    }
}

package io.github.ropelab.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.render.FigureFiles;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.table.TableText;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.Scale;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FigureNumbersTest {
    /** The drawing library works in double; nothing is rounded to whole pixels. */
    private static final double PIXELS = 1e-9;

    private static final List<Point> POINTS = List.of(
            new Point(1, 0.1, 0.09, 0.11, 3), new Point(4, 0.7, 0.68, 0.72, 3), new Point(64, 0.4, 0.37, 0.43, 3));

    private static LineView view() {
        return new LineView(
                new Axis("distance (tokens)", Scale.LOG2),
                List.of(new Mark(16, "trained length")),
                List.of(new Panel("data", new Axis("drift (logit)", Scale.LINEAR), List.of(new Line("a", 1, POINTS)))));
    }

    @Test
    void theCsvHoldsExactlyTheDrawnPoints() {
        assertThat(view().csv()).isEqualTo("""
                        panel,series,x,y,low,high,n
                        data,a,1.0,0.1,0.09,0.11,3
                        data,a,4.0,0.7,0.68,0.72,3
                        data,a,64.0,0.4,0.37,0.43,3
                        """);
    }

    /** Pixels are an affine map of log2(x) and of y: the square markers are read back and compared with the points. */
    @Test
    void theDrawnMarkersAreTheData() {
        String svg = new FigureFiles(view(), Style.NEURIPS).svg("t");
        List<double[]> centres = Pattern.compile("<rect x='([-\\d.]+)' y='([-\\d.]+)' width='16.0' height='16.0'")
                .matcher(svg)
                .results()
                .map(m -> new double[] {Double.parseDouble(m.group(1)), Double.parseDouble(m.group(2))})
                .toList();
        assertThat(centres).as("three points and the legend's sample").hasSize(4);
        double x = (centres.get(1)[0] - centres.get(0)[0]) / (centres.get(2)[0] - centres.get(0)[0]);
        double y = (centres.get(1)[1] - centres.get(0)[1]) / (centres.get(2)[1] - centres.get(0)[1]);
        assertThat(x).isCloseTo(2.0 / 6, Offset.offset(PIXELS));
        assertThat(y).isCloseTo(0.6 / 0.3, Offset.offset(PIXELS));
    }

    @Test
    void whatBelongsToASeriesIsOneGroup() {
        assertThat(new FigureFiles(view(), Style.NEURIPS).svg("t")).contains("<g data-series='a'");
    }

    /** Equal factors are equal steps: 1e-6 stands as far from 1e-4 as 1e-4 from 1e-2. */
    @Test
    void aLogarithmicAxisHasEqualStepsForEqualFactors() {
        List<Point> points = List.of(
                new Point(1, 1e-6, 1e-6, 1e-6, 3),
                new Point(4, 1e-4, 5e-5, 1.5e-4, 3),
                new Point(64, 1e-2, 1e-2, 1e-2, 3));
        LineView view = new LineView(
                new Axis("position (tokens)", Scale.LOG2),
                List.of(),
                List.of(new Panel("data", new Axis("error", Scale.LOG10), List.of(new Line("a", 1, points)))));
        String svg = new FigureFiles(view, Style.NEURIPS).svg("t");
        List<Double> heights = Pattern.compile("<rect x='[-\\d.]+' y='([-\\d.]+)' width='16.0' height='16.0'")
                .matcher(svg)
                .results()
                .map(m -> Double.parseDouble(m.group(1)))
                .toList();
        assertThat(heights).hasSize(4);
        assertThat(heights.get(1) - heights.get(0)).isNegative();
        assertThat(heights.get(1) - heights.get(0)).isCloseTo(heights.get(2) - heights.get(1), Offset.offset(PIXELS));
    }

    @Test
    void sameNumbersGiveTheSameSvg() {
        assertThat(new FigureFiles(view(), Style.NEURIPS).svg("t"))
                .isEqualTo(new FigureFiles(view(), Style.NEURIPS).svg("t"));
    }

    @Test
    void pdfAndPngHaveTheSizeOfTheColumn() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(new FigureFiles(view(), Style.NEURIPS).pdf())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(pdf.getPage(0).getMediaBox().getWidth()).isEqualTo(396);
        }
        byte[] png = new FigureFiles(view(), Style.NEURIPS).png();
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1650);
        assertThat(new String(png, StandardCharsets.ISO_8859_1)).contains("pHYs");
    }

    @Test
    void estimatesAndTheirRounding() {
        Estimate e = Estimate.of(List.of(1.0, 2.0, 4.0));
        assertThat(e.mean()).isEqualTo(7.0 / 3);
        assertThat(e.standardError()).isCloseTo(Math.sqrt(7.0 / 3 / 3), Offset.offset(1e-15));
        assertThat(TableText.rounded(Optional.of(new Estimate(1.23456, 0.0321, 5)), " ± "))
                .isEqualTo("1.235 ± 0.032");
        assertThat(TableText.rounded(Optional.of(new Estimate(1e-13, 1e-14, 5)), " ± "))
                .isEqualTo("0");
        assertThat(TableText.rounded(Optional.of(new Estimate(2.5e-8, 1e-9, 5)), " ± "))
                .as("small is not 0")
                .isEqualTo("2.500e-08");
        assertThat(TableText.rounded(Optional.of(new Estimate(46610, 0, 1)), " ± "))
                .as("tokens")
                .isEqualTo("46610");
        assertThat(TableText.rounded(Optional.empty(), " ± ")).isEqualTo("–");
    }
}

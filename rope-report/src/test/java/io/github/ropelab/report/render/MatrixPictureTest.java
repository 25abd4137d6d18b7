package io.github.ropelab.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.MatrixView.Panel;
import io.github.ropelab.report.view.MatrixView.Range;
import io.github.ropelab.report.view.MatrixView.Row;
import io.github.ropelab.report.view.Scale;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drawn cells are the values, and their labels can be read. */
class MatrixPictureTest {
    /** Two inks may touch by the rounding of outlines, units. */
    private static final double TOUCH = 0.5;

    private static final List<String> NAMES = List.of("linear_align_corners", "rerope window=trained/2", "yarn", "x");
    private static final List<String> LENGTHS = List.of("512", "1024", "2048", "131072");

    private static MatrixView table(Scale scale, OptionalDouble middle) {
        List<Panel> panels = new ArrayList<>();
        for (String title : List.of("smollm2-135m", "iid", "a set with quite a long name, of many words")) {
            List<Row> rows = new ArrayList<>();
            for (int r = 0; r < NAMES.size(); r++) {
                List<OptionalDouble> values = new ArrayList<>();
                for (int c = 0; c < LENGTHS.size(); c++) {
                    values.add(
                            r == 2 && c == 0
                                    ? OptionalDouble.empty()
                                    : OptionalDouble.of((1 + r + 4 * c + title.length()) * 0.0371));
                }
                rows.add(new Row(NAMES.get(r), NAMES.get(r), values));
            }
            panels.add(new Panel(title, LENGTHS, rows, true));
        }
        return new MatrixView(
                new Axis("error (no unit)", scale), middle, "current length (tokens)", "", panels.size(), panels);
    }

    /** A map of positions, drawn like the relative positions of window schemes. */
    private static MatrixView map(int size) {
        List<Panel> panels = new ArrayList<>();
        for (int p = 0; p < 5; p++) {
            List<Row> rows = new ArrayList<>();
            for (int r = 0; r < size; r++) {
                int query = r;
                int scheme = p;
                List<OptionalDouble> values = IntStream.range(0, size)
                        .mapToObj(key -> key <= query
                                ? OptionalDouble.of((double) (query - key) / (1 + scheme))
                                : OptionalDouble.empty())
                        .toList();
                rows.add(new Row(Integer.toString(64 * r + 63), "scheme " + p, values));
            }
            List<String> columns = IntStream.range(0, size)
                    .mapToObj(c -> Integer.toString(64 * c))
                    .toList();
            panels.add(new Panel("scheme " + p, columns, rows, false));
        }
        return new MatrixView(
                new Axis("effective distance (tokens)", Scale.LINEAR),
                Optional.empty(),
                OptionalDouble.of(size / 3.0),
                "key after the query",
                "key position (tokens)",
                "query position (tokens)",
                3,
                panels);
    }

    private static String svg(MatrixView view, double inches) {
        return new FigureFiles(view, Style.ACL.sized(inches + "in")).svg("t");
    }

    /** The groups of one series, in drawing order. */
    private static List<String> groups(String svg, String series) {
        List<String> groups = new ArrayList<>();
        String start = "<g data-series='" + series + "'>";
        for (int at = svg.indexOf(start); at >= 0; at = svg.indexOf(start, at + 1)) {
            int depth = 0;
            Matcher tags = Pattern.compile("<(/?)g\\b[^>]*?(/?)>").matcher(svg);
            int from = at;
            while (tags.find(from)) {
                from = tags.end();
                if (tags.group(2).isEmpty()) {
                    depth += tags.group(1).isEmpty() ? 1 : -1;
                }
                if (depth == 0) {
                    break;
                }
            }
            groups.add(svg.substring(at, from));
        }
        return groups;
    }

    private static List<Color> fills(String part) {
        return Pattern.compile("<rect [^>]*style='fill:rgb\\((\\d+),(\\d+),(\\d+)\\)")
                .matcher(part)
                .results()
                .map(m -> new Color(
                        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LINEAR", "LOG10", "LOG2"})
    void theCellsOfARowAreInTheGroupOfItsSeriesAndHaveTheColoursOfTheirValues(Scale scale) {
        for (OptionalDouble middle : List.of(OptionalDouble.empty(), OptionalDouble.of(0.5))) {
            MatrixView view = table(scale, middle);
            ColorScale colors = ColorScale.of(view);
            String svg = svg(view, 5.5);
            for (int r = 0; r < NAMES.size(); r++) {
                List<String> groups = groups(svg, NAMES.get(r));
                assertThat(groups).hasSameSizeAs(view.panels());
                for (int p = 0; p < groups.size(); p++) {
                    List<Color> expected = view.panels().get(p).rows().get(r).values().stream()
                            .flatMapToDouble(OptionalDouble::stream)
                            .mapToObj(colors::of)
                            .toList();
                    assertThat(fills(groups.get(p))).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aPanelOfOneSeriesIsOneGroup() {
        MatrixView view = map(12);
        String svg = svg(view, 5.5);
        ColorScale colors = ColorScale.of(view);
        for (Panel panel : view.panels()) {
            List<String> groups = groups(svg, panel.title());
            assertThat(groups).hasSize(1);
            assertThat(fills(groups.get(0)))
                    .isEqualTo(panel.rows().stream()
                            .flatMap(row -> row.values().stream())
                            .flatMapToDouble(OptionalDouble::stream)
                            .mapToObj(colors::of)
                            .toList());
        }
    }

    /** No ground shows between cells: each reaches under the next one. */
    @Test
    void neighboursOverlap() {
        String group = groups(svg(map(12), 5.5), "scheme 0").get(0);
        List<double[]> cells = Pattern.compile(
                        "<rect x='([\\d.]+)' y='([\\d.]+)' width='([\\d.]+)' height='([\\d.]+)' style='fill:")
                .matcher(group)
                .results()
                .map(m -> IntStream.rangeClosed(1, 4)
                        .mapToDouble(i -> Double.parseDouble(m.group(i)))
                        .toArray())
                .toList();
        assertThat(cells).hasSize(12 * 13 / 2);
        int at = 0;
        for (int row = 0; row < 12; row++) {
            for (int column = 0; column < row; column++) {
                double[] cell = cells.get(at + column);
                double[] right = cells.get(at + column + 1);
                assertThat(right[0]).isLessThan(cell[0] + cell[2]);
                if (row < 11) {
                    double[] below = cells.get(at + row + 1 + column);
                    assertThat(below[1]).isLessThan(cell[1] + cell[3]);
                }
            }
            at += row + 1;
        }
    }

    @Test
    void manyCellsAreAnImageWhosePixelsAreTheirColours() throws IOException {
        MatrixView view = map(70);
        ColorScale colors = ColorScale.of(view);
        String group = groups(svg(view, 5.5), "scheme 2").get(0);
        assertThat(group).contains("image-rendering='pixelated'");
        Matcher image = Pattern.compile("data:image/png;base64,([^']*)'").matcher(group);
        assertThat(image.find()).isTrue();
        BufferedImage pixels =
                ImageIO.read(new ByteArrayInputStream(Base64.getMimeDecoder().decode(image.group(1))));
        List<Row> rows = view.panels().get(2).rows();
        assertThat(pixels.getWidth()).isEqualTo(70);
        assertThat(pixels.getHeight()).isEqualTo(70);
        for (int y = 0; y < 70; y++) {
            for (int x = 0; x < 70; x++) {
                OptionalDouble value = rows.get(y).values().get(x);
                int expected =
                        value.isPresent() ? colors.of(value.getAsDouble()).getRGB() : 0;
                assertThat(pixels.getRGB(x, y)).isEqualTo(expected);
            }
        }
    }

    /** Outlines of text, each with the extent of its points. */
    private static List<Rectangle2D> texts(String svg) {
        List<Rectangle2D> texts = new ArrayList<>();
        Matcher paths = Pattern.compile(
                        "<g style='fill:rgb\\((\\d+),\\1,\\1\\);stroke:none' transform='matrix\\(([^)]*)\\)'><path d='([^']*)'")
                .matcher(svg);
        while (paths.find()) {
            double[] matrix = numbers(paths.group(2));
            double[] points = numbers(paths.group(3));
            Rectangle2D extent = null;
            for (int i = 0; i + 1 < points.length; i += 2) {
                double x = (matrix[0] * points[i] + matrix[2] * points[i + 1] + matrix[4]) * HouseStyle.UNITS;
                double y = (matrix[1] * points[i] + matrix[3] * points[i + 1] + matrix[5]) * HouseStyle.UNITS;
                if (extent == null) {
                    extent = new Rectangle2D.Double(x, y, 0, 0);
                } else {
                    extent.add(x, y);
                }
            }
            texts.add(extent);
        }
        return texts;
    }

    private static double[] numbers(String text) {
        return Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?")
                .matcher(text)
                .results()
                .mapToDouble(m -> Double.parseDouble(m.group()))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {3.03, 3.25, 5.5, 6.3, 6.75})
    void textsNeitherTouchNorLeaveThePage(double inches) {
        for (MatrixView view : List.of(
                table(Scale.LINEAR, OptionalDouble.empty()),
                table(Scale.LOG2, OptionalDouble.of(0.5)),
                map(32),
                map(70))) {
            List<Rectangle2D> texts = texts(svg(view, inches));
            Picture picture = Picture.of(view, Style.ACL.sized(inches + "in"));
            Rectangle2D page = new Rectangle2D.Double(
                    0, 0, picture.width() * HouseStyle.UNITS, picture.height() * HouseStyle.UNITS);
            assertThat(texts).hasSizeGreaterThan(15);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(page.contains(texts.get(i))).as("%s", texts.get(i)).isTrue();
                for (int j = 0; j < i; j++) {
                    Rectangle2D common = texts.get(i).createIntersection(texts.get(j));
                    assertThat(Math.min(common.getWidth(), common.getHeight()))
                            .as("%s and %s", texts.get(i), texts.get(j))
                            .isLessThan(TOUCH);
                }
            }
        }
    }

    @Test
    void lightnessFallsWithTheValueAndTheBoundIsAStep() {
        for (OptionalDouble middle : List.of(OptionalDouble.empty(), OptionalDouble.of(0.3))) {
            ColorScale colors = new ColorScale(Scale.LINEAR, 0, 1, middle);
            double before = 2;
            for (int i = 0; i <= 1000; i++) {
                double lightness = ColorScale.luminance(colors.of(i / 1000.0));
                assertThat(lightness).as("at %d", i).isLessThanOrEqualTo(before + 0.004); // channels have 8 bits
                before = lightness;
            }
        }
        ColorScale two = new ColorScale(Scale.LINEAR, 0, 1, OptionalDouble.of(0.3));
        assertThat(ColorScale.luminance(two.of(0.3)) - ColorScale.luminance(two.of(0.3001)))
                .isGreaterThan(0.1);
    }

    /** 4.5 to 1 is what WCAG asks of small text. */
    @Test
    void numbersCanBeReadOnEveryColour() {
        for (OptionalDouble middle : List.of(OptionalDouble.empty(), OptionalDouble.of(0.3))) {
            ColorScale colors = new ColorScale(Scale.LINEAR, 0, 1, middle);
            for (int i = 0; i <= 1000; i++) {
                double ground = ColorScale.luminance(colors.of(i / 1000.0));
                double ink = ColorScale.luminance(ColorScale.ink(colors.of(i / 1000.0)));
                double contrast = (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
                assertThat(contrast).as("at %d", i).isGreaterThan(4.5);
            }
        }
    }

    @Test
    void valuesBeyondTheRangeLookLikeItsEnds() {
        ColorScale colors = new ColorScale(Scale.LOG10, 1e-6, 1, OptionalDouble.of(1e-3));
        assertThat(colors.of(0)).isEqualTo(colors.of(1e-6));
        assertThat(colors.of(5)).isEqualTo(colors.of(1)).isEqualTo(colors.of(Double.POSITIVE_INFINITY));
        assertThat(colors.of(1)).isNotEqualTo(colors.of(1e-6));
    }

    @Test
    void valuesThatAreAllEqualAreDrawn() {
        for (Scale scale : Scale.values()) {
            for (double value : scale == Scale.LINEAR ? new double[] {0, 3, -3} : new double[] {3}) {
                MatrixView view = new MatrixView(
                        new Axis("v", scale),
                        OptionalDouble.empty(),
                        "x",
                        "",
                        1,
                        List.of(new Panel(
                                "",
                                List.of("1"),
                                List.of(new Row("a", "a", List.of(OptionalDouble.of(value)))),
                                true)));
                assertThat(fills(groups(svg(view, 3.03), "a").get(0)))
                        .containsExactly(ColorScale.of(view).of(value));
            }
        }
    }

    @Test
    void theRangeOfTheScaleHoldsEveryValue() {
        Range ends = table(Scale.LINEAR, OptionalDouble.empty()).ends();
        assertThat(ends.least()).isZero();
        assertThat(ends.most())
                .isEqualTo(table(Scale.LINEAR, OptionalDouble.empty())
                        .values()
                        .max()
                        .orElseThrow());
    }

    @Test
    void numbersAreShort() {
        assertThat(List.of(0.0, 0.00123, 0.0999, 0.5, 1.0, 12.34, 99.7, 2047.0, 3.14e-8, 1e-11, 5e-15, 2.5e7, -0.25))
                .extracting(CellText::number)
                .containsExactly(
                        "0", "0.0012", "0.10", "0.50", "1.0", "12", "100", "2047", "3.1e-8", "1e-11", "0", "2.5e7",
                        "-0.25");
    }

    @Test
    void sameNumbersGiveTheSameFile() {
        assertThat(svg(map(16), 3.25)).isEqualTo(svg(map(16), 3.25));
    }

    @Test
    void wholeNumbersHaveNoDecimals() {
        assertThat(CellText.number(1, true)).isEqualTo("1");
        assertThat(CellText.number(-1234, true)).isEqualTo("-1234");
        assertThat(CellText.number(1, false)).isEqualTo("1.0");
        assertThat(map(4).panels().stream().map(Panel::whole))
                .as("all distances, their halves, thirds and so on")
                .containsExactly(true, false, false, false, false);
    }

    /** Half a token in one panel adds as many outlines of letters as it does where that panel is alone. */
    @Test
    void aPanelOfWholeNumbersIsWrittenSoBesideFractions() {
        Panel whole = panel(1, 2);
        long alone = outlines(panel(2.5)) - outlines(panel(2));
        assertThat(alone).isPositive();
        assertThat(outlines(whole, panel(2.5)) - outlines(whole, panel(2))).isEqualTo(alone);
    }

    private static Panel panel(double... values) {
        List<OptionalDouble> cells =
                DoubleStream.of(values).mapToObj(OptionalDouble::of).toList();
        List<String> columns =
                IntStream.range(0, values.length).mapToObj(Integer::toString).toList();
        return new Panel("", columns, List.of(new Row("0", cells)), true);
    }

    /** Points of all outlines: of letters, since cells are rectangles. The colours reach from 0 to 4 always. */
    private static long outlines(Panel... panels) {
        MatrixView view =
                new MatrixView(new Axis("v", Scale.LINEAR), OptionalDouble.of(4), "x", "y", 2, List.of(panels));
        return DrawnShapes.of(svg(view, 5.5)).shapes().stream()
                .filter(shape -> shape.tag().equals("path"))
                .mapToLong(shape -> shape.points().size())
                .sum();
    }
}

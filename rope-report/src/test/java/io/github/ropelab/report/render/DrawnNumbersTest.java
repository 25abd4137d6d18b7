package io.github.ropelab.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.render.DrawnShapes.Shape;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.DotView;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.View;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SVGs are read back: what is drawn is what the views hold, at every width of a page. */
class DrawnNumbersTest {
    /** Points of the page: outlines are written with the digits of a float. */
    private static final Offset<Double> FLOAT = Offset.offset(1e-3);

    /** Points of the page: neighbouring letters may come as near as this. */
    private static final double TOUCH = 0.2;

    /** As many points as no marker has corners. */
    private static final int COUNT = 11;

    private static final List<String> NAMES = List.of("none", "linear_align_corners", "ntk_by_parts = yarn");
    private static final List<String> SIZES = List.of("3.03in", "3.25in", "5.5in", "6.3in", "6.75in");

    /** An affine map of numbers on an axis. */
    private record Ruler(double origin, double scale) {
        static Ruler of(double a, double atA, double b, double atB) {
            double scale = (atB - atA) / (b - a);
            return new Ruler(atA - scale * a, scale);
        }

        double at(double value) {
            return origin + scale * value;
        }
    }

    private static double step(Scale scale, double value) {
        return scale == Scale.LINEAR ? value : scale == Scale.LOG2 ? Math.log(value) / Math.log(2) : Math.log10(value);
    }

    private static Line line(int style, double height) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            double y = height * (1.5 + Math.sin(i + style)) * (1 + i);
            points.add(new Point(Math.pow(2, i), y, 0.8 * y, 1.3 * y, 12));
        }
        return new Line(NAMES.get(style), style, points);
    }

    private static Panel panel(String title, String y, Scale scale, double height) {
        List<Line> lines = new ArrayList<>();
        for (int style = 0; style < NAMES.size(); style++) {
            lines.add(line(style, height));
        }
        return new Panel(title, new Axis(y, scale), lines);
    }

    private static LineView lines(boolean grid, Scale scale) {
        return new LineView(
                new Axis("distance of query and key (tokens)", Scale.LOG2),
                List.of(new Mark(512, "trained length")),
                List.of(new Mark(3, "a level")),
                3,
                grid,
                List.of(
                        panel("base 10000, rotary dim 64", "mean |Δscore| (logit)", scale, 1),
                        panel("base 10000000, rotary dim 128", "mean |Δscore| (logit)", scale, 0.1),
                        panel("smollm2-135m", "mean |Δscore| (logit)", scale, 0.5),
                        panel("layer 10, head 2", grid ? "mean |Δscore| (logit)" : "KL divergence (nats)", scale, 7)));
    }

    private static DotView dots() {
        List<DotView.Row> rows = new ArrayList<>();
        for (String label : List.of("yarn, attention_factor: 1", "linear_align_corners", "different methods")) {
            List<DotView.Dot> dots = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                dots.add(new DotView.Dot(i % 2, "a", "b", "head " + i, i * 0.25 * label.length()));
            }
            rows.add(new DotView.Row(
                    label, "mscale unread (transformers) – mscale 0.707 (vLLM deepseek_yarn)", false, dots));
        }
        return new DotView(
                new Axis("root mean square score change over all distances of query and key (logit)", Scale.LINEAR),
                Optional.of(new DotView.Mark(9, "median of different methods", 4, 20, "range of different methods")),
                List.of("prompt of 4096 tokens", "prompt of 16384 tokens"),
                rows);
    }

    static Stream<View> views() {
        return Stream.of(
                lines(false, Scale.LINEAR),
                lines(true, Scale.LINEAR),
                lines(false, Scale.LOG10),
                lines(true, Scale.LOG10),
                dots());
    }

    /** Of each kind one, for files that take their time. */
    static Stream<View> kinds() {
        return Stream.of(lines(true, Scale.LOG10), dots());
    }

    private static FigureFiles files(View view, String size) {
        return new FigureFiles(view, Style.NEURIPS.sized(size));
    }

    /** Bands, their edges and the lines of all series are one affine map per panel of the steps of their axes. */
    @ParameterizedTest
    @ValueSource(strings = {"3.03in", "3.25in", "5.5in", "6.3in", "6.75in"})
    void everyLineAndBandIsTheRecordedOne(String size) {
        for (Scale scale : List.of(Scale.LINEAR, Scale.LOG10)) {
            LineView view = lines(false, scale);
            DrawnShapes drawn = DrawnShapes.of(files(view, size).svg("t"));
            for (int p = 0; p < view.panels().size(); p++) {
                Panel panel = view.panels().get(p);
                Ruler x = ruler(drawn, p, panel, 0, point -> step(Scale.LOG2, point.x()));
                Ruler y = ruler(drawn, p, panel, 1, point -> step(scale, point.y()));
                assertThat(x.scale()).isPositive();
                assertThat(y.scale()).isNegative();
                for (Line line : panel.lines()) {
                    List<Shape> paths = drawn.of(line.series(), COUNT);
                    check(paths.get(3 * p), line, x, y, scale, Point::high);
                    check(paths.get(3 * p + 1), line, x, y, scale, Point::low);
                    check(paths.get(3 * p + 2), line, x, y, scale, Point::y);
                    assertThat(paths).hasSize(3 * view.panels().size()).noneMatch(Shape::filled);
                    checkBand(drawn.of(line.series(), 2 * COUNT).get(p), line, x, y, scale);
                }
            }
        }
    }

    private static Ruler ruler(DrawnShapes drawn, int panel, Panel of, int axis, ToDoubleFunction<Point> value) {
        List<Point> points = of.lines().get(0).points();
        List<double[]> at =
                drawn.of(of.lines().get(0).series(), COUNT).get(3 * panel + 2).points();
        return Ruler.of(
                value.applyAsDouble(points.get(0)),
                at.get(0)[axis],
                value.applyAsDouble(points.get(COUNT - 1)),
                at.get(COUNT - 1)[axis]);
    }

    private static void check(Shape path, Line line, Ruler x, Ruler y, Scale scale, ToDoubleFunction<Point> value) {
        for (int i = 0; i < COUNT; i++) {
            Point point = line.points().get(i);
            assertThat(path.points().get(i)[0]).isCloseTo(x.at(step(Scale.LOG2, point.x())), FLOAT);
            assertThat(path.points().get(i)[1]).isCloseTo(y.at(step(scale, value.applyAsDouble(point))), FLOAT);
        }
    }

    private static void checkBand(Shape band, Line line, Ruler x, Ruler y, Scale scale) {
        assertThat(band.filled()).isTrue();
        for (int i = 0; i < 2 * COUNT; i++) {
            Point point = line.points().get(i < COUNT ? i : 2 * COUNT - 1 - i);
            assertThat(band.points().get(i)[0]).isCloseTo(x.at(step(Scale.LOG2, point.x())), FLOAT);
            double end = i < COUNT ? point.high() : point.low();
            assertThat(band.points().get(i)[1]).isCloseTo(y.at(step(scale, end)), FLOAT);
        }
    }

    /** Panels of the same quantity span the same numbers over the same height; one of another quantity does not. */
    @ParameterizedTest
    @ValueSource(strings = {"3.03in", "5.5in"})
    void panelsOfTheSameQuantityShareTheirRange(String size) {
        LineView view = lines(false, Scale.LINEAR);
        DrawnShapes drawn = DrawnShapes.of(files(view, size).svg("t"));
        List<Ruler> rulers = new ArrayList<>();
        for (int p = 0; p < view.panels().size(); p++) {
            rulers.add(ruler(drawn, p, view.panels().get(p), 1, Point::y));
        }
        assertThat(rulers.get(1).scale()).isCloseTo(rulers.get(0).scale(), FLOAT);
        assertThat(rulers.get(2).scale()).isCloseTo(rulers.get(0).scale(), FLOAT);
        assertThat(rulers.get(3).scale() / rulers.get(0).scale())
                .as("7 times as high")
                .isBetween(0.1, 0.2);
        assertThat(rulers.get(1).origin())
                .as("side by side")
                .isCloseTo(rulers.get(0).origin(), FLOAT);
    }

    /** The trained length is a vertical, the level a horizontal line at the number's place. */
    @ParameterizedTest
    @ValueSource(strings = {"3.03in", "5.5in"})
    void marksStandAtTheirValues(String size) {
        LineView view = lines(false, Scale.LOG10);
        DrawnShapes drawn = DrawnShapes.of(files(view, size).svg("t"));
        List<Shape> dotted = drawn.shapes().stream()
                .filter(shape -> shape.tag().equals("line") && shape.style().contains("dasharray:4.0,8.0"))
                .toList();
        assertThat(dotted)
                .as("two per panel, two in the legend")
                .hasSize(2 * view.panels().size() + 2);
        for (int p = 0; p < view.panels().size(); p++) {
            Panel panel = view.panels().get(p);
            double x = ruler(drawn, p, panel, 0, point -> step(Scale.LOG2, point.x()))
                    .at(step(Scale.LOG2, 512));
            double y = ruler(drawn, p, panel, 1, point -> step(Scale.LOG10, point.y()))
                    .at(step(Scale.LOG10, 3));
            assertThat(dotted.get(2 * p).points())
                    .allSatisfy(at -> assertThat(at[0]).isCloseTo(x, FLOAT));
            assertThat(dotted.get(2 * p + 1).points())
                    .allSatisfy(at -> assertThat(at[1]).isCloseTo(y, FLOAT));
        }
    }

    /** Round dots of the first series. */
    @ParameterizedTest
    @ValueSource(strings = {"3.03in", "6.3in"})
    void dotsStandAtTheirValues(String size) {
        DotView view = dots();
        List<Double> at = DrawnShapes.of(files(view, size).svg("t"))
                .of(view.series().get(0), 1)
                .stream()
                .filter(shape -> shape.tag().equals("ellipse"))
                .map(shape -> shape.points().get(0)[0])
                .toList();
        List<Double> values = view.rows().stream()
                .flatMap(row -> row.dots().stream())
                .filter(dot -> dot.series() == 0)
                .map(DotView.Dot::value)
                .toList();
        assertThat(at).as("and the legend's sample").hasSize(values.size() + 1);
        Ruler x = Ruler.of(values.get(0), at.get(0), values.get(2), at.get(2));
        for (int i = 0; i < values.size(); i++) {
            assertThat(at.get(i)).isCloseTo(x.at(values.get(i)), FLOAT);
        }
    }

    /** The last label of a panel and the first of its neighbour do not read as one number. */
    @ParameterizedTest
    @ValueSource(strings = {"3.03in", "3.25in", "5.5in"})
    void labelsOfNeighboursAreTwoNumbers(String size) {
        List<Point> points = List.of(Point.exact(0, 1), Point.exact(30_000, 2));
        Axis y = new Axis("y", Scale.LINEAR);
        List<Panel> panels = Stream.of("a", "b")
                .map(title -> new Panel(title, y, List.of(new Line("", 0, points))))
                .toList();
        LineView view = new LineView(new Axis("x", Scale.LINEAR), List.of(), panels);
        List<Rectangle2D> texts = DrawnShapes.of(files(view, size).svg("t")).shapes().stream()
                .filter(Shape::text)
                .map(Shape::bounds)
                .toList();
        double widest = texts.stream()
                .filter(text -> text.getHeight() < text.getWidth())
                .mapToDouble(Rectangle2D::getWidth)
                .max()
                .orElseThrow();
        List<Rectangle2D> last = texts.stream()
                .filter(text -> text.getWidth() == widest)
                .sorted(Comparator.comparingDouble(Rectangle2D::getX))
                .toList();
        double end = last.get(0).getMaxX();
        double next = texts.stream()
                .filter(text -> text.getCenterY() > last.get(0).getMinY()
                        && text.getCenterY() < last.get(0).getMaxY()
                        && text.getCenterX() > last.get(0).getCenterX())
                .mapToDouble(Rectangle2D::getMinX)
                .min()
                .orElseThrow();
        assertThat(last).as("30000 twice").hasSize(2);
        assertThat(next - end).as("points between the numbers").isBetween(2.0, 25.0);
    }

    /** Ticks, titles, names of axes and legends are on the page and clear of each other. */
    @ParameterizedTest
    @MethodSource("views")
    void noTextOverlapsOrIsCutOff(View view) {
        for (String size : SIZES) {
            Picture picture = Picture.of(view, Style.NEURIPS.sized(size));
            List<Rectangle2D> texts = DrawnShapes.of(files(view, size).svg("t")).shapes().stream()
                    .filter(Shape::text)
                    .map(Shape::bounds)
                    .toList();
            assertThat(texts).hasSizeGreaterThan(10);
            Rectangle2D page = new Rectangle2D.Double(0, 0, picture.width(), picture.height());
            for (int i = 0; i < texts.size(); i++) {
                assertThat(page.contains(texts.get(i)))
                        .as("%s on the page at %s", texts.get(i), size)
                        .isTrue();
                for (int j = 0; j < i; j++) {
                    Rectangle2D common = texts.get(i).createIntersection(texts.get(j));
                    assertThat(common.getWidth() > TOUCH && common.getHeight() > TOUCH)
                            .as("%s and %s overlap at %s", texts.get(i), texts.get(j), size)
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void sameNumbersGiveTheSameBytes(View view) throws IOException {
        FigureFiles one = files(view, "3.25in");
        FigureFiles two = files(view, "3.25in");
        assertThat(two.svg("t")).isEqualTo(one.svg("t"));
        assertThat(two.pdf()).isEqualTo(one.pdf());
        assertThat(two.eps()).isEqualTo(one.eps());
    }

    /** Pages are as wide as the column, in all formats, and as high as each other. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyFileHasTheSizeOfTheColumn(View view) throws IOException {
        for (String size : List.of("3.03in", "6.75in")) {
            double width = Double.parseDouble(size.replace("in", "")) * 72;
            FigureFiles files = files(view, size);
            double height = Picture.of(view, Style.NEURIPS.sized(size)).height();
            Offset<Double> quarter = Offset.offset(0.25);
            String svg = files.svg("t");
            assertThat(Double.parseDouble(svg.replaceFirst("(?s).*? width='([\\d.]+)pt'.*", "$1")))
                    .isCloseTo(width, quarter);
            String[] box = new String(files.eps(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith("%%HiResBoundingBox: "))
                    .findFirst()
                    .orElseThrow()
                    .split(" ");
            assertThat(Double.parseDouble(box[3])).isCloseTo(width, quarter);
            assertThat(Double.parseDouble(box[4])).isCloseTo(height, quarter);
            try (PDDocument pdf = Loader.loadPDF(files.pdf())) {
                assertThat((double) pdf.getPage(0).getMediaBox().getWidth()).isCloseTo(width, quarter);
                assertThat((double) pdf.getPage(0).getMediaBox().getHeight()).isCloseTo(height, quarter);
            }
        }
    }
}

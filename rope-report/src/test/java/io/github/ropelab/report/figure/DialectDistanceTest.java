package io.github.ropelab.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.experiments.run.RunSummary;
import io.github.ropelab.experiments.run.StudyFolder;
import io.github.ropelab.experiments.run.StudyRunner;
import io.github.ropelab.experiments.study.StudyReader;
import io.github.ropelab.report.Report;
import io.github.ropelab.report.render.FigureFiles;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.table.VersionTable;
import io.github.ropelab.report.view.DotView;
import io.github.ropelab.report.view.DotView.Dot;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled study of dialects, from its file to its picture. */
class DialectDistanceTest {
    /** The picture is painted in double; nothing is rounded to whole pixels. */
    private static final double PIXELS = 1e-9;

    @TempDir
    static Path out;

    private static Selection selection;
    private static Figure.Drawing drawing;
    private static DotView view;

    @BeforeAll
    static void run() throws IOException, Figure.NothingToDraw {
        Path data = Path.of("..", "data");
        Plan plan = Planner.plan(StudyReader.read(data.resolve("studies/dialects"), data.resolve("captures")));
        try (StudyFolder folder = StudyFolder.open(out)) {
            RunSummary summary = new StudyRunner(folder.cells(), false, (cell, outcome) -> {}).run(plan, 2);
            folder.write(
                    summary,
                    true,
                    new Manifest.Toolkit("t", "c", "false", "k"),
                    new Manifest.Platform("v", "j", "o", "a"));
        }
        selection = new Selection(
                ResultTable.read(out.resolve("results.csv")), Manifest.read(out.resolve("manifest.json")));
        drawing = new DialectDistance().draw(selection);
        view = (DotView) drawing.view();
    }

    private static List<Dot> dots() {
        return view.rows().stream().flatMap(row -> row.dots().stream()).toList();
    }

    @Test
    void everyDotIsARecordedValueAndEveryRecordedValueIsADot() {
        List<ResultRow> rows = selection.table().rows();
        assertThat(rows).allMatch(row -> row.status().equals(ResultRow.OK));
        assertThat(dots()).hasSameSizeAs(rows).doesNotHaveDuplicates();
        assertThat(dots())
                .extracting(dot -> dot.a() + "|" + dot.b() + "|" + view.series().get(dot.series()) + "|" + dot.setting()
                        + "|" + dot.value())
                .containsExactlyInAnyOrderElementsOf(rows.stream()
                        .map(row -> row.reference() + "|" + row.strategy() + "|prompt of " + row.currentLength()
                                + " tokens|head dim " + row.headDim() + ", base " + (long) row.base() + ", target "
                                + row.targetLength() + "|" + row.value().orElseThrow())
                        .toList());
    }

    @Test
    void theMarkAndTheBandAreThoseOfTheMethods() {
        List<Dot> methods = view.rows().get(view.rows().size() - 1).dots();
        assertThat(methods.stream()
                        .filter(dot -> dot.value() <= view.mark().orElseThrow().at()))
                .hasSize((methods.size() + 1) / 2);
        assertThat(methods)
                .extracting(Dot::value)
                .allMatch(value -> value >= view.mark().orElseThrow().from()
                        && value <= view.mark().orElseThrow().to())
                .contains(
                        view.mark().orElseThrow().from(),
                        view.mark().orElseThrow().to());
    }

    /** The answer's counts and its widest pair, from results.csv without the figure. */
    @Test
    void theAnswerFollowsFromTheResults() {
        long configs = view.rows().size() - 1;
        long reaching = view.rows().subList(0, view.rows().size() - 1).stream()
                .filter(row -> row.dots().stream()
                        .anyMatch(
                                dot -> dot.value() >= view.mark().orElseThrow().from()))
                .count();
        assertThat(drawing.answer()).startsWith("Of " + configs + " configs, " + reaching + " have two versions");
        assertThat(drawing.text()).startsWith(drawing.answer()).endsWith("widest pair.");
    }

    /** Square markers of the second series are read back: their places are an affine map of the values. */
    @Test
    void theDrawnMarkersAreTheData() {
        String svg = new FigureFiles(view, Style.NEURIPS).svg("t");
        List<Double> lefts = Pattern.compile("<rect x='([-\\d.]+)' y='[-\\d.]+' width='16.0' height='16.0'")
                .matcher(svg)
                .results()
                .map(match -> Double.parseDouble(match.group(1)))
                .toList();
        List<Double> values =
                dots().stream().filter(dot -> dot.series() == 1).map(Dot::value).toList();
        assertThat(lefts).as("the dots and the legend's sample").hasSize(values.size() + 1);
        int zero = values.indexOf(0.0);
        int most = values.indexOf(values.stream().max(Double::compare).orElseThrow());
        double scale = (lefts.get(most) - lefts.get(zero)) / values.get(most);
        for (int i = 0; i < values.size(); i++) {
            assertThat(lefts.get(i) - lefts.get(zero)).isCloseTo(values.get(i) * scale, Offset.offset(PIXELS));
        }
    }

    @Test
    void theReportHoldsTheAnswerAndSaysWhatCannotBeDrawn() throws IOException {
        assertThat(Report.render(out).files()).contains("figures/dialect-distance.svg", "figures/dialect-distance.pdf");
        String page = Files.readString(out.resolve("report.html"));
        assertThat(page).contains(drawing.answer().substring(0, 20)).contains("Nothing to draw");
        assertThat(Files.readString(out.resolve("figures/dialect-distance.csv")))
                .isEqualTo(view.csv());
        assertThat(view.csv().lines()).hasSize(dots().size() + 1);
    }

    /** One row for each compared pair of one name and config; its values are means of the recorded ones. */
    @Test
    void theTableOfVersionsHoldsEveryPairOfAName() {
        TableView table = VersionTable.of(selection);
        long pairs = view.rows().subList(0, view.rows().size() - 1).stream()
                .flatMap(row -> row.dots().stream())
                .map(dot -> dot.a() + " – " + dot.b())
                .distinct()
                .count();
        assertThat(table.rows()).hasSize((int) pairs);
        TableView.Row row = table.rows().get(table.rows().size() - 1);
        double mean = selection.table().rows().stream()
                .filter(r -> (r.reference() + " – " + r.strategy()).equals(row.label()) && r.currentLength() == 4096)
                .mapToDouble(r -> r.value().orElseThrow())
                .average()
                .orElseThrow();
        assertThat(row.values().get(0).orElseThrow().mean()).isCloseTo(mean, Offset.offset(1e-15));
    }

    @Test
    void withoutDistancesThereIsNothingToDraw() {
        Selection empty = new Selection(selection.table().where(row -> false), selection.manifest());
        assertThatThrownBy(() -> new DialectDistance().draw(empty)).isInstanceOf(Figure.NothingToDraw.class);
    }
}

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
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small study on captured heads, from its file to the figures of single heads and of wavelengths. */
class HeadsAndPairsTest {
    private static final String STUDY = """
            schema: 1
            study: heads
            question: What does each head see?
            lengths: {trained: 64, current: [64, 128]}
            reference: none
            strategies: [none, {id: linear, factor: 2}, {id: ntk_by_parts, factor: 2}, {id: yarn, factor: 2}]
            data:
              - {capture: smollm2-135m, layers: [0, 10]}
              - {gaussian: g, preset: smollm2-135m}
            seeds: {count: 2, root: 7}
            metrics: [score-drift, wavelength]
            """;

    @TempDir
    static Path out;

    private static Selection selection;

    @BeforeAll
    static void run() throws IOException {
        Path file = Files.writeString(out.resolve("study.yaml"), STUDY);
        Plan plan = Planner.plan(StudyReader.read(file, Path.of("..", "data", "captures")));
        Path results = out.resolve("results");
        try (StudyFolder folder = StudyFolder.open(results)) {
            RunSummary summary = new StudyRunner(folder.cells(), false, (cell, outcome) -> {}).run(plan, 2);
            folder.write(
                    summary,
                    true,
                    new Manifest.Toolkit("t", "c", "false", "k"),
                    new Manifest.Platform("v", "j", "o", "a"));
        }
        selection = new Selection(
                ResultTable.read(results.resolve("results.csv")), Manifest.read(results.resolve("manifest.json")));
    }

    private static String drawn(String panel, String series, Point point) {
        return panel + "|" + series + "|" + point.y() + "|" + point.n();
    }

    private static List<String> drawn(LineView view) {
        List<String> drawn = new ArrayList<>();
        for (Panel panel : view.panels()) {
            for (Line line : panel.lines()) {
                line.points().forEach(point -> drawn.add(drawn(panel.title(), line.series(), point)));
            }
        }
        return drawn;
    }

    private static Stream<ResultRow> rows(String metric, String statistic) {
        return selection.table().rows().stream()
                .filter(row ->
                        row.metric().equals(metric) && row.statistic().equals(statistic) && row.currentLength() == 128);
    }

    /** Layers downwards, heads to the right; every recorded mean of a captured head is a point. */
    @Test
    void everyCapturedHeadIsAPanel() throws Figure.NothingToDraw {
        Figure.Drawing drawing = new DriftByHead().draw(selection);
        LineView view = (LineView) drawing.view();
        assertThat(view.columns()).isEqualTo(3);
        assertThat(view.grid()).isTrue();
        assertThat(view.panels())
                .extracting(Panel::title)
                .containsExactly(
                        "layer 0, head 0",
                        "layer 0, head 1",
                        "layer 0, head 2",
                        "layer 10, head 0",
                        "layer 10, head 1",
                        "layer 10, head 2");
        assertThat(drawn(view))
                .containsExactlyInAnyOrderElementsOf(rows("score-drift", "mean_abs")
                        .filter(row -> row.layer().isPresent() && row.axis().equals("distance") && row.from() > 0)
                        .filter(row -> !row.strategy().equals("none"))
                        .map(row -> "layer " + row.layer().getAsInt() + ", head "
                                + row.head().getAsInt() + "|" + row.strategy() + "|"
                                + row.value().orElseThrow() + "|" + row.n())
                        .toList());
        assertThat(drawing.caption()).contains("every captured head (6)", "trained length, 64 tokens");
    }

    /** ntk_by_parts and yarn differ in the attention factor alone, so they share a line. */
    @Test
    void wavelengthsStandAgainstTheTrainedLength() throws Figure.NothingToDraw {
        LineView view = (LineView) new Wavelengths().draw(selection).view();
        assertThat(view.levels()).singleElement().satisfies(level -> assertThat(level.at())
                .isEqualTo(64));
        assertThat(view.panels()).singleElement().satisfies(panel -> assertThat(panel.lines())
                .extracting(Line::series)
                .containsExactly("none", "linear", "ntk_by_parts = yarn"));
        for (Line line : view.panels().get(0).lines()) {
            String first = line.series().split(" = ")[0];
            assertThat(line.points())
                    .extracting(Point::y)
                    .containsExactlyElementsOf(rows("wavelength", "tokens")
                            .filter(row -> row.strategy().equals(first))
                            .map(row -> row.value().orElseThrow())
                            .toList());
        }
    }

    @Test
    void captionsSayHeadsDrawsAndSeeds() throws Figure.NothingToDraw {
        assertThat(new DriftVersusDistance().draw(selection).caption())
                .contains("smollm2-135m: n = 6 heads, g: n = 2 draws from root seed 7", "95 % intervals");
    }

    @Test
    void whatIsMissingIsSaid() {
        Selection empty = new Selection(selection.table().where(row -> false), selection.manifest());
        assertThatThrownBy(() -> new DriftByHead().draw(empty))
                .isInstanceOf(Figure.NothingToDraw.class)
                .hasMessageContaining("captured heads");
        assertThatThrownBy(() -> new Wavelengths().draw(empty))
                .isInstanceOf(Figure.NothingToDraw.class)
                .hasMessageContaining("wavelength");
    }
}

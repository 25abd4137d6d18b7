package io.github.ropelab.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.report.RecordedModels;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.table.InRangeRetrieval;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** From recorded rows of models to lines and matrices. */
class ModelFiguresTest {
    private static RecordedModels models() {
        return new RecordedModels("none").strategy("none", "none").strategy("yarn", "yarn; factor=4.0");
    }

    @Test
    void lossByPositionIsThatOfTheLongestTextInTheMiddleOfItsRanges() throws Figure.NothingToDraw {
        RecordedModels rows = models();
        for (int window = 0; window < 2; window++) {
            for (String strategy : List.of("none", "yarn")) {
                rows.position("tiny", 256, strategy, window, 0, 64, 9);
                for (int from = 0; from < 1024; from += 256) {
                    rows.position("tiny", 1024, strategy, window, from, from + 256, 1 + window + from / 1024.0);
                }
            }
        }
        Figure.Drawing drawing = new NllByPosition().draw(rows.selection());
        LineView view = (LineView) drawing.view();
        LineView.Panel panel = view.panels().get(0);
        assertThat(panel.lines()).extracting(LineView.Line::series).containsExactly("none @f32", "yarn @f32");
        Estimate first = Estimate.of(List.of(1.0, 2.0));
        assertThat(panel.lines().get(0).points().get(0))
                .isEqualTo(new LineView.Point(
                        128, 1.5, first.interval().low(), first.interval().high(), 2));
        assertThat(panel.lines().get(0).points())
                .extracting(LineView.Point::x)
                .containsExactly(128.0, 384.0, 640.0, 896.0);
        assertThat(panel.marks()).containsExactly(new Mark(RecordedModels.TRAINED, "trained length"));
        assertThat(view.x().scale()).as("four trained ranges").isEqualTo(Scale.LOG2);
        assertThat(rows.selection().rows(drawing.filters().get(0)).rows())
                .hasSize(16)
                .allMatch(row -> row.currentLength() == 1024);
        assertThat(drawing.caption()).contains("1024 tokens of tiny", "n = 2 windows", "tiny 256 tokens");
    }

    @Test
    void lossByLengthHasEveryLengthAndNoMarkWithinTheTrainedRange() throws Figure.NothingToDraw {
        RecordedModels rows = models();
        for (int length : new int[] {128, 256}) {
            rows.target("a", length, "none", 0, length).target("b", 2 * length, "none", 0, length);
        }
        rows.target("c", 512, "none", 0, 1); // one length is no curve
        Figure.Drawing drawing = new NllByLength().draw(rows.selection());
        assertThat(drawing.filters()).hasSize(2);
        LineView view = (LineView) drawing.view();
        assertThat(view.csv()).isEqualTo("""
                        panel,series,x,y,low,high,n
                        a,none @f32,128.0,128.0,128.0,128.0,1
                        a,none @f32,256.0,256.0,256.0,256.0,1
                        b,none @f32,256.0,128.0,128.0,128.0,1
                        b,none @f32,512.0,256.0,256.0,256.0,1
                        """);
        assertThat(view.panels().get(0).marks()).isEmpty();
        assertThat(view.panels().get(1).marks()).hasSize(1);
    }

    /** Ten keys of five digits at each length; right digits of each key by a table. */
    private static RecordedModels keys(RecordedModels rows, String strategy, int length, int... right) {
        for (int key = 0; key < right.length; key++) {
            rows.digits("tiny", length, strategy, 0, 10 * key, right[key]);
        }
        return rows;
    }

    @Test
    void retrievalBeginsWithTheTrainedRangeAndComparesWhereItIsAboveChance() throws Figure.NothingToDraw {
        RecordedModels rows = models();
        keys(rows, "none", 256, 5, 5, 5, 4, 5, 3, 5, 5, 5, 5);
        keys(rows, "none", 1024, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2);
        keys(rows, "yarn", 1024, 1, 2, 5, 4, 5, 3, 5, 5, 5, 5);
        Figure.Drawing drawing = new Retrieval().draw(rows.selection());
        assertThat(drawing.answer())
                .startsWith("tiny: within the trained length (none @f32, 256 tokens) 47 of 50 digits are right (94 %")
                .endsWith("At 1024 tokens: yarn @f32 80 %, none @f32 6 %.");
        MatrixView view = (MatrixView) drawing.view();
        assertThat(view.ends()).isEqualTo(new MatrixView.Range(0, 1));
        MatrixView.Panel yarn = view.panels().get(1);
        assertThat(yarn.columns()).containsExactly("256", "1024");
        assertThat(yarn.bound()).isEqualTo(OptionalInt.of(1));
        assertThat(yarn.rows().get(1).label()).isEqualTo("10–20");
        assertThat(yarn.rows().get(1).values()).containsExactly(OptionalDouble.empty(), OptionalDouble.of(0.4));
        assertThat(drawing.caption()).contains("guessing has 0.1 right");
    }

    @Test
    void aModelAtChanceWithinTheTrainedRangeRanksNothing() throws Figure.NothingToDraw {
        RecordedModels rows = models();
        keys(rows, "none", 256, 1, 0, 1, 2, 0, 1, 0, 1, 0, 1); // 7 of 50
        keys(rows, "yarn", 1024, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5);
        Figure.Drawing drawing = new Retrieval().draw(rows.selection());
        assertThat(drawing.answer())
                .contains("7 of 50", "not above chance", "retrieval is not ranked")
                .doesNotContain("yarn");
        InRangeRetrieval in = InRangeRetrieval.of(rows.selection(), "tiny").orElseThrow();
        assertThat(in.test().probability())
                .as("1 - binom.cdf(6, 50, 0.1) of SciPy")
                .isCloseTo(0.2297729, org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void withoutLengthsInTheTrainedRangeNothingIsRanked() throws Figure.NothingToDraw {
        RecordedModels rows = models();
        keys(rows, "yarn", 1024, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5);
        assertThat(new Retrieval().draw(rows.selection()).answer())
                .endsWith("no length within the trained one was measured.");
        assertThat(InRangeRetrieval.of(rows.selection(), "tiny")).isEmpty();
    }

    @Test
    void studiesWithoutModelsSayWhatIsMissing() {
        Selection empty = models().target("tiny", 256, "none", 0, 1).selection();
        Selection none = new Selection(empty.table().where((ResultRow row) -> false), empty.manifest());
        for (Figure figure :
                List.of(new NllByPosition(), new NllByLength(), new Retrieval(), new DriftVersusOutcome())) {
            assertThatThrownBy(() -> figure.draw(none))
                    .isInstanceOf(Figure.NothingToDraw.class)
                    .hasMessageContaining("the results hold no");
        }
    }
}

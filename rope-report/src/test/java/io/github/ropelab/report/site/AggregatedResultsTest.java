package io.github.ropelab.report.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.RecordedRows;
import io.github.ropelab.report.site.AggregatedResults.LeftOut;
import io.github.ropelab.report.site.AggregatedResults.Line;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.Selection;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AggregatedResultsTest {
    /** Two ways to sum three numbers. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-15);

    private static Selection selection() {
        RecordedRows rows = new RecordedRows("none", "linear");
        for (int head = 0; head < 3; head++) {
            rows.all("real", head, 64, "linear", "kl", "reference_strategy", 0.1 * (head + 1) * (head + 1));
            for (int from = 1; from < 64; from *= 2) {
                rows.row("real", head, 64, "linear", "score-drift", "mean_abs", "distance", from, 2 * from, from, 9);
            }
            rows.row("real", head, 64, "linear", "kl", "reference_strategy", "row", 8, 16, 5, 9);
            rows.row("real", head, 64, "linear", "kl", "reference_strategy", "row", 16, 32, 6, 9);
        }
        return rows.selection();
    }

    @Test
    void headsArePutTogetherToTheirMeanAndInterval() {
        AggregatedResults results = AggregatedResults.of(selection().table(), 100);
        assertThat(results.lines()).hasSize(1 + 6 + 2);
        assertThat(results.leftOut()).isEmpty();
        assertThat(results.rows()).isEqualTo(27);
        Line line = results.lines().stream()
                .filter(l -> l.key().axis().equals("all"))
                .findFirst()
                .orElseThrow();
        Estimate expected = Estimate.of(List.of(0.1, 0.4, 0.9));
        assertThat(line.estimate().n()).isEqualTo(3);
        assertThat(line.estimate().mean()).isCloseTo(expected.mean(), ROUNDING);
        assertThat(line.interval().orElseThrow().low())
                .isCloseTo(expected.interval().low(), ROUNDING);
        assertThat(line.interval().orElseThrow().high())
                .isCloseTo(expected.interval().high(), ROUNDING);
    }

    @Test
    void whereRoomIsShortTheLargestStatisticsAreLeftOutWholeAndSaid() {
        AggregatedResults results = AggregatedResults.of(selection().table(), 4);
        assertThat(results.lines())
                .extracting(line -> line.key().metric() + " " + line.key().axis())
                .containsExactlyInAnyOrder("kl all", "kl row", "kl row");
        assertThat(results.leftOut()).containsExactly(new LeftOut("score-drift mean_abs by distance", 18));
    }

    @Test
    void valuesOverAllRowsComeBeforeThoseByRange() {
        AggregatedResults results = AggregatedResults.of(selection().table(), 1);
        assertThat(results.lines()).extracting(line -> line.key().axis()).containsExactly("all");
        assertThat(results.leftOut()).extracting(LeftOut::rows).containsExactlyInAnyOrder(18L, 6L);
    }

    @Test
    void whatHasNoValueIsCounted() {
        List<Line> lines =
                AggregatedResults.of(HostileRun.selection().table(), 1000).lines();
        assertThat(lines)
                .filteredOn(line -> line.key().statistic().equals("median"))
                .singleElement()
                .matches(line -> line.estimate().n() == 0
                        && line.without() == 1
                        && line.interval().isEmpty());
    }
}

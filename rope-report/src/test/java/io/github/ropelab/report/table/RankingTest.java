package io.github.ropelab.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.ropelab.report.RecordedRows;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.table.Ranking.Entry;
import io.github.ropelab.report.table.Ranking.Next;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingTest {
    /** A mean of a few values of size 1, summed in another order. */
    private static final Offset<Double> SUM = Offset.offset(1e-14);

    private static final int HEADS = 9;

    private static RecordedRows outputs(int heads, String set) {
        RecordedRows rows = new RecordedRows("none", "far", "near", "twin", "wavering", "absent");
        for (int head = 0; head < heads; head++) {
            double base = 1 + 0.01 * head;
            rows.all(set, head, 128, "none", "output-error", "mean", 0);
            rows.all(set, head, 128, "far", "output-error", "mean", base + 1 + 0.001 * head);
            rows.all(set, head, 128, "near", "output-error", "mean", base);
            rows.all(set, head, 128, "twin", "output-error", "mean", Math.nextUp(base));
            rows.all(set, head, 128, "wavering", "output-error", "mean", base + (head % 2 == 0 ? 0.5 : -0.4));
            rows.all(set, head, 64, "far", "output-error", "mean", 0.5);
            rows.all(set, head, 128, "near", "kl", "reference_strategy", 7);
        }
        return rows;
    }

    @Test
    void strategiesStandInOrderOfTheirMeansAtTheLongestLength() {
        List<Ranking> rankings = Ranking.of(outputs(HEADS, "model").selection());
        assertThat(rankings).hasSize(1);
        Ranking ranking = rankings.get(0);
        assertThat(ranking.metric()).isEqualTo("output-error");
        assertThat(ranking.data()).isEqualTo("model");
        assertThat(ranking.length()).isEqualTo(128);
        assertThat(ranking.missing()).containsExactly("absent");
        assertThat(ranking.entries())
                .extracting(Entry::strategy)
                .as("the reference itself takes no part")
                .containsExactly("near", "twin", "wavering", "far");
        assertThat(ranking.entries()).extracting(Entry::rank).containsExactly(1, 1, 3, 4);
        assertThat(ranking.entries())
                .extracting(Entry::next)
                .containsExactly(Next.EQUAL, Next.NOT_APART, Next.APART, Next.LAST);
        Entry first = ranking.entries().get(0);
        assertThat(first.estimate().mean()).isCloseTo(1 + 0.01 * (HEADS - 1) / 2, SUM);
        assertThat(first.interval()).contains(first.estimate().interval());
    }

    /** Nine differences of one sign have p = 2/2⁹. Of six pairs one (of equals) has p = 1 and one an unclear p, so it is times 6. */
    @Test
    void theDifferenceOfNeighboursIsCorrectedForAllPairsOfStrategies() {
        List<Entry> entries =
                Ranking.of(outputs(HEADS, "model").selection()).get(0).entries();
        assertThat(entries.get(2).pValue()).hasValue(6 * Math.pow(2, 1 - HEADS));
        assertThat(entries.get(0).pValue()).hasValue(1);
        assertThat(entries.get(3).pValue()).isEmpty();
    }

    @Test
    void fewPairsTellNothingApart() {
        List<Entry> six = Ranking.of(outputs(6, "model").selection()).get(0).entries();
        assertThat(six.get(2).next())
                .as("6 comparisons of 6 pairs: least p 6/32")
                .isEqualTo(Next.TOO_FEW_PAIRS);
        List<Entry> five = Ranking.of(outputs(5, "model").selection()).get(0).entries();
        assertThat(five.get(2).next()).isEqualTo(Next.TOO_FEW_PAIRS);
        assertThat(five.get(2).pValue()).isEmpty();
        List<Entry> one = Ranking.of(outputs(1, "model").selection()).get(0).entries();
        assertThat(one.get(3).interval()).isEmpty();
    }

    /** Ranges [0,1), [1,32), [32,64) enter with their counts; [64,128) lies beyond. */
    @Test
    void withoutRowStatisticsTheScoresInsideOfTheTrainedRangeRank() {
        RecordedRows rows = new RecordedRows("none", "a", "b");
        for (int head = 0; head < 2; head++) {
            for (String strategy : List.of("a", "b")) {
                double worse = strategy.equals("a") ? 1 : 0;
                rows.row("x", head, 128, strategy, "score-drift", "mean_abs", "distance", 0, 1, 0, 100);
                rows.row("x", head, 128, strategy, "score-drift", "mean_abs", "distance", 1, 32, 1 + worse, 200);
                rows.row("x", head, 128, strategy, "score-drift", "mean_abs", "distance", 32, 64, 2 + head, 300);
                rows.row("x", head, 128, strategy, "score-drift", "mean_abs", "distance", 64, 128, 99, 300);
                rows.row("x", head, 128, strategy, "score-drift", "mean_abs", "all", 8, 128, 99, 900);
            }
        }
        Ranking ranking = Ranking.of(rows.selection()).get(0);
        assertThat(ranking.title()).isEqualTo("mean |Δscore|, distances below 64");
        assertThat(ranking.entries()).extracting(Entry::strategy).containsExactly("b", "a");
        Estimate b = ranking.entries().get(0).estimate();
        assertThat(b.mean()).isCloseTo((800.0 / 600 + 1100.0 / 600) / 2, SUM);
        assertThat(b.n()).isEqualTo(2);
    }

    @Test
    void exactDistancesOfEncodingsRankEveryKindOfHead() {
        RecordedRows rows = new RecordedRows("none", "a", "b", "c");
        for (int head = 0; head < 2; head++) {
            rows.row("", head, 128, "a", "encoding-distance", "rms", "distance", 1, 128, 0.5, 1);
            rows.row("", head, 128, "b", "encoding-distance", "rms", "distance", 1, 128, 0.25 + head, 1);
            rows.row("", head, 128, "c", "encoding-distance", "rms", "distance", 1, 128, 0.5, 1);
        }
        List<Ranking> rankings = Ranking.of(rows.selection());
        assertThat(rankings).extracting(Ranking::data).containsExactly("head dim 8, base 100", "head dim 8, base 200");
        assertThat(rankings.get(0).entries())
                .extracting(Entry::strategy, Entry::rank, Entry::next)
                .containsExactly(tuple("b", 1, Next.APART), tuple("a", 2, Next.EQUAL), tuple("c", 2, Next.LAST));
        assertThat(rankings.get(1).entries()).extracting(Entry::strategy).containsExactly("a", "c", "b");
    }

    @Test
    void nothingComparedGivesNoRanking() {
        RecordedRows rows = new RecordedRows("none", "a").all("x", 0, 128, "a", "entropy", "change", 1);
        assertThat(Ranking.of(rows.selection())).isEmpty();
    }
}

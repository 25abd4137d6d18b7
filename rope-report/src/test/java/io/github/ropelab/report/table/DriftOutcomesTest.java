package io.github.ropelab.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.RecordedModels;
import io.github.ropelab.report.figure.DriftVersusOutcome;
import io.github.ropelab.report.figure.Figure;
import io.github.ropelab.report.stats.Spearman;
import io.github.ropelab.report.view.ScatterView;
import io.github.ropelab.report.view.Selection;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Drift of made-up rows against the loss of made-up rows. */
class DriftOutcomesTest {
    /** Means of a few values in double. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    private static final List<String> LABELS = List.of("rerope", "none", "pi", "ntk", "yarn", "parts", "leaky");
    private static final double[] LOSS = {0, 1.9, 2.5, 0.9, 0.1, 0.2, 0.01};

    /** Output error orders as the loss does, |Δscore| does not, entropy changes with both signs. */
    private static RecordedModels rows() {
        double[] error = {0, 0.4, 0.9, 0.3, 0.1, 0.2, 0.02};
        double[] score = {0, 1, 3, 2, 6, 5, 4};
        double[] entropy = {0, 0.4, -0.5, 0.2, -0.1, 0.3, 0.01};
        RecordedModels rows = new RecordedModels("rerope")
                .strategy("rerope", "rerope; window=128.0")
                .strategy("none", "none")
                .strategy("pi", "linear; factor=4.0")
                .strategy("ntk", "ntk_aware; factor=4.0")
                .strategy("yarn", "yarn; factor=4.0")
                .strategy("parts", "ntk_by_parts; factor=4.0")
                .strategy("leaky", "leaky_rerope; window=128.0");
        for (int s = 0; s < LABELS.size(); s++) {
            for (int window = 0; window < 2; window++) {
                rows.target("tiny", 1024, LABELS.get(s), window, 1.2 + LOSS[s] + 0.5 * window);
                for (int head = 0; head < 3; head++) {
                    double share = 1 + 0.1 * (head - 1);
                    rows.drift("tiny", 1024, LABELS.get(s), head, window, "output-error", "mean", error[s] * share);
                    rows.drift("tiny", 1024, LABELS.get(s), head, window, "score-drift", "mean_abs", score[s] * share);
                    rows.drift("tiny", 1024, LABELS.get(s), head, window, "entropy", "change", entropy[s] * share);
                }
            }
        }
        return rows;
    }

    private static DriftOutcome of(Selection selection, String metric) {
        return DriftOutcomes.of(selection).stream()
                .filter(outcome -> outcome.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void spotsAreMeansOverHeadsAgainstPairedDifferencesOverWindows() {
        DriftOutcome outcome = of(rows().selection(), "output-error");
        assertThat(outcome.reference()).contains("rerope");
        assertThat(outcome.spots())
                .extracting(DriftOutcome.Spot::label)
                .containsExactly("none", "pi", "ntk", "yarn", "parts", "leaky");
        for (int s = 1; s < LABELS.size(); s++) {
            DriftOutcome.Spot spot = outcome.spots().get(s - 1);
            assertThat(spot.loss().mean()).isCloseTo(LOSS[s], ROUNDING);
            assertThat(spot.loss().standardError()).as("windows differ alike").isCloseTo(0, ROUNDING);
            assertThat(spot.n()).isEqualTo(6);
        }
        assertThat(outcome.all().orElseThrow().rho()).isEqualTo(1);
        assertThat(outcome.plain())
                .extracting(DriftOutcome.Spot::label)
                .as("leaky ReRoPE has two maps")
                .doesNotContain("leaky");
        assertThat(outcome.withoutWindows().orElseThrow().n()).isEqualTo(5);
        assertThat(of(rows().selection(), "entropy").all().orElseThrow().rho())
                .as("by size; two neighbours exchanged")
                .isCloseTo(1 - 12.0 / 210, ROUNDING);
    }

    @Test
    void filtersPickExactlyTheRowsThatEnter() {
        RecordedModels recorded = rows().strategy("lone", "none").strategy("unseen", "none");
        recorded.drift("tiny", 1024, "lone", 0, 0, "output-error", "mean", 7); // without a loss
        recorded.target("tiny", 1024, "unseen", 0, 7); // without a drift
        Selection selection = recorded.selection();
        DriftOutcome outcome = of(selection, "output-error");
        assertThat(selection.rows(outcome.filters().get(0)).rows())
                .hasSize(6 * 6)
                .noneMatch(
                        row -> row.strategy().equals("rerope") || row.strategy().equals("lone"));
        assertThat(selection.rows(outcome.filters().get(1)).rows())
                .as("losses are differences from the reference, whose rows enter")
                .hasSize(7 * 2)
                .noneMatch(row -> row.strategy().startsWith("unseen"));
    }

    @Test
    void strategiesOfEqualNumbersAreOneSetting() {
        RecordedModels recorded = rows().strategy("twin", "yarn; factor=4.0");
        for (int window = 0; window < 2; window++) {
            recorded.target("tiny", 1024, "twin", window, 1.2 + LOSS[4] + 0.5 * window);
            for (int head = 0; head < 3; head++) {
                recorded.drift(
                        "tiny", 1024, "twin", head, window, "output-error", "mean", 0.1 * (1 + 0.1 * (head - 1)));
            }
        }
        assertThat(of(recorded.selection(), "output-error").spots())
                .extracting(DriftOutcome.Spot::label)
                .contains("yarn = twin")
                .hasSize(6);
    }

    @Test
    void withoutTheReferenceLossesAreTheOutcomeItself() {
        RecordedModels recorded = rows();
        recorded.target("tiny", 512, "none", 0, 1); // a length at which the reference was not run
        DriftOutcome outcome = of(recorded.selection(), "output-error");
        assertThat(outcome.reference()).isEmpty();
        assertThat(outcome.spots().get(0).loss().mean()).isCloseTo(1.2 + LOSS[1] + 0.25, ROUNDING);
        assertThat(outcome.all().orElseThrow().rho()).isEqualTo(1);
    }

    @Test
    void digitsAreRankedOnlyWhereTheModelRetrieves() {
        for (int right : new int[] {0, 5}) {
            RecordedModels recorded = rows();
            for (int depth = 0; depth < 100; depth += 10) {
                recorded.digits("tiny", 256, "none", 0, depth, right);
            }
            for (int s = 0; s < LABELS.size(); s++) {
                recorded.outcome(
                        "tiny", 1024, LABELS.get(s), 0, "passkey", "digits", "all", 0, 100, 1 - LOSS[s] / 3, 50);
            }
            List<DriftOutcome> digits = DriftOutcomes.of(recorded.selection()).stream()
                    .filter(outcome -> outcome.outcome() == Outcome.WRONG_DIGITS)
                    .toList();
            assertThat(digits).hasSize(right == 0 ? 0 : 3);
            assertThat(digits.stream()
                            .filter(outcome -> outcome.metric().equals("output-error"))
                            .flatMap(outcome -> outcome.all().stream())
                            .map(Spearman::rho))
                    .as("the more drift, the more wrong digits")
                    .allMatch(rho -> rho == 1);
        }
    }

    @Test
    void theTableBeginsWithTheLargestCorrelationAndHasBothSets() {
        List<DriftOutcome> outcomes = DriftOutcomes.of(rows().selection());
        String[] lines = DriftOutcomeText.csv(outcomes).split("\n");
        assertThat(lines[0])
                .isEqualTo(
                        "data,current_length,outcome,outcome_statistic,metric,statistic,strategies,n,rho,low,high,p");
        assertThat(lines).hasSize(1 + 3 * 2);
        assertThat(lines[1]).startsWith("tiny,1024,nll,target,output-error,mean,all strategies,6,1.0,");
        assertThat(lines[2]).startsWith("tiny,1024,nll,target,output-error,mean,without windows,5,1.0,");
        assertThat(lines[5]).contains("score-drift");
        assertThat(DriftOutcomeText.markdown(outcomes))
                .contains("| output error | 1.00 [")
                .contains("\\|Δscore\\|");
        assertThat(DriftOutcomeText.latex(outcomes))
                .contains("\\emph{tiny, 1024 tokens: NLL of the last tokens}")
                .contains("1.00");
        assertThat(DriftOutcomeText.table(outcomes).rows()).hasSize(3);
    }

    @Test
    void theFigureSaysWhatPredictsAndWhatDoesNot() throws Figure.NothingToDraw {
        Figure.Drawing drawing = new DriftVersusOutcome().draw(rows().selection());
        assertThat(drawing.answer())
                .startsWith("tiny at 1024 tokens: the loss is ordered best by output error, Spearman's ρ 1.00 [")
                .contains("over 6 strategies", "over the 5 that are no window schemes", "not told from 0: |Δscore|");
        assertThat(drawing.caption()).contains("The reference itself is left out", "not independent");
        ScatterView view = (ScatterView) drawing.view();
        assertThat(view.panels())
                .extracting(ScatterView.Panel::title)
                .containsExactly("|Δscore|", "|Δ entropy|", "output error");
        assertThat(view.panels().get(2).notes().get(0)).contains("1.00", "n\u00a0=\u00a06");
        assertThat(view.apart()).isTrue();
    }

    /** Five models of four measures: the two best and the worst are drawn, a model beside the other; the table has all. */
    @Test
    void ofTooManyPanelsTheBestTwoMeasuresAndTheWorstAreDrawn() throws Figure.NothingToDraw {
        RecordedModels recorded = rows();
        for (String model : List.of("b", "c", "d", "e")) {
            for (int s = 0; s < LABELS.size(); s++) {
                recorded.target(model, 1024, LABELS.get(s), 0, LOSS[s])
                        .drift(model, 1024, LABELS.get(s), 0, 0, "output-error", "mean", LOSS[s])
                        .drift(model, 1024, LABELS.get(s), 0, 0, "score-drift", "mean_abs", 3 - LOSS[s])
                        .drift(model, 1024, LABELS.get(s), 0, 0, "kl", "reference_strategy", Math.abs(LOSS[s] - 0.5))
                        .drift(model, 1024, LABELS.get(s), 0, 0, "entropy", "change", LOSS[s]);
            }
        }
        Selection selection = recorded.selection();
        Figure.Drawing drawing = new DriftVersusOutcome().draw(selection);
        assertThat(((ScatterView) drawing.view()).panels())
                .extracting(ScatterView.Panel::title)
                .hasSize(15)
                .startsWith("output error, tiny", "output error, b")
                .endsWith("|Δscore|, d", "|Δscore|, e")
                .noneMatch(title -> title.startsWith("KL"));
        assertThat(drawing.caption()).contains("two measures whose ρ");
        assertThat(drawing.answer()).contains("KL");
        assertThat(DriftOutcomeText.csv(DriftOutcomes.of(selection))).contains("kl,reference_strategy");
    }

    @Test
    void tooFewStrategiesAreSaid() throws Figure.NothingToDraw {
        RecordedModels rows =
                new RecordedModels("rerope").strategy("none", "none").strategy("pi", "linear; factor=4.0");
        for (String label : List.of("none", "pi")) {
            rows.target("tiny", 1024, label, 0, 2).drift("tiny", 1024, label, 0, 0, "kl", "reference_strategy", 1);
        }
        assertThat(new DriftVersusOutcome().draw(rows.selection()).answer()).contains("too few strategies");
    }
}

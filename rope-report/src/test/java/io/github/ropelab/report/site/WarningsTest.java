package io.github.ropelab.report.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.RecordedRows;
import org.junit.jupiter.api.Test;

class WarningsTest {
    @Test
    void everythingThatAReaderHasToKnowIsSaidWithCountsAndReasons() {
        assertThat(Warnings.of(HostileRun.selection()))
                .containsExactly(
                        "Failed: " + HostileRun.LABEL + " on drawn at 64 tokens: out of memory (1 row).",
                        "Not defined: output-error (median, p95): " + HostileRun.NOTE
                                + " (2 values, left out of means).",
                        "Extrapolation: lengths of 128 tokens lie beyond the trained length of 64 tokens. The reference none "
                                + "extrapolates there too: to be close to it is not to be good.",
                        "Drawn vectors: drawn test the code and show geometry; they are no proxy for a model.",
                        "Left out by the study: {strategy: yarn} (3 cells), because " + HostileRun.NOTE + ".",
                        "Note of the study's reader: a note",
                        "Dirty checkout: the program had changes that its commit does not hold, so the commit alone does not "
                                + "make these numbers again.",
                        "Incomplete run: 1 of 9 cells failed.");
    }

    /** The reference need not be one of the study's strategies. */
    @Test
    void aReferenceOutsideOfTheStrategiesExtrapolatesToo() {
        RecordedRows rows =
                new RecordedRows("linear", "yarn").all("real", 0, 128, "linear", "kl", "reference_strategy", 1);
        assertThat(Warnings.of(rows.selection()))
                .containsExactly(
                        "Extrapolation: lengths of 128 tokens lie beyond the trained length of 64 tokens. The reference none "
                                + "extrapolates there too: to be close to it is not to be good.");
    }

    @Test
    void aRunInsideOfTheTrainedRangeWithNothingMissingWarnsOfNothing() {
        assertThat(Warnings.of(new RecordedRows("none", "linear")
                        .all("real", 0, 64, "linear", "kl", "reference_strategy", 1)
                        .selection()))
                .isEmpty();
    }
}

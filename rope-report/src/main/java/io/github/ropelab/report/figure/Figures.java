package io.github.ropelab.report.figure;

import java.util.List;

/** The catalogue of figures, in the order of the report. */
public final class Figures {
    private Figures() {}

    /** The figures of this project. */
    public static List<Figure> builtIn() {
        return List.of(
                new DriftVersusDistance(),
                new DriftVersusLength(),
                new PairedDifferences(),
                new Pareto(),
                new EntropyVersusLength(),
                new SinkMassVersusLength(),
                new ScoreDistributions(),
                new Variation(),
                new PrecisionByPosition(),
                new FrequencyRatios(),
                new DecayCurves(),
                new DialectDistance());
    }
}

package io.github.ropelab.report.figure;

import java.util.List;

/** The catalogue of figures, in the order of the report. */
public final class Figures {
    private Figures() {}

    /** The figures of this project. */
    public static List<Figure> builtIn() {
        return List.of(
                new DriftVersusDistance(),
                new DriftByHead(),
                new DriftVersusLength(),
                new StrategyByLength(),
                new PairedDifferences(),
                new Pareto(),
                new EntropyVersusLength(),
                new SinkMassVersusLength(),
                new ScoreDistributions(),
                new Variation(),
                new PrecisionByPosition(),
                new RelativePositions(),
                new FrequencyRatios(),
                new Wavelengths(),
                new PhaseCoverage(),
                new DecayCurves(),
                new DialectDistance(),
                new NllByPosition(),
                new NllByLength(),
                new Retrieval(),
                new DriftVersusOutcome());
    }
}

package io.github.ropelab.experiments.outcome;

import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;

/**
 * Whether a model finds keys at all: the exact one-sided binomial test of its right tokens against {@link PasskeyScore#CHANCE}.
 * Tokens of one key are not quite independent, so that a p-value says less than it seems; tokens of several digits have a smaller
 * chance, so that it says more.
 *
 * @param score of a model inside its trained length
 * @param probability p-value, of as many right tokens or more by chance
 */
public record ChanceTest(PasskeyScore score, double probability) {
    /** Above this p-value a model is at chance. */
    public static final double LEVEL = 0.01;

    /** The test of a score. */
    public static ChanceTest of(PasskeyScore score) {
        return new ChanceTest(
                score,
                new BinomialTest()
                        .binomialTest(
                                Math.toIntExact(score.tokens()),
                                Math.toIntExact(score.tokensRight()),
                                PasskeyScore.CHANCE,
                                AlternativeHypothesis.GREATER_THAN));
    }

    /** Whether the score is no better than chance: then nothing is to be ranked. */
    public boolean atChance() {
        return !(probability <= LEVEL);
    }
}

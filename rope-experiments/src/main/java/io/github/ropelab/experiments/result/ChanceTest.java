package io.github.ropelab.experiments.result;

import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;

/**
 * Whether a model finds digits of keys at all: the exact one-sided binomial test of its hits against {@value #CHANCE}. Its
 * null hypothesis, a model that does not read the key, makes every digit an independent hit, since digits are drawn. Hits of one key
 * are not quite independent, so that a p-value says less than it seems; a token of several digits has a smaller chance, so
 * that it says more. Commands and reports rank strategies by this test alone.
 *
 * @param asked digits, or tokens that hold them
 * @param right of them
 * @param probability p-value, of as many hits or more by chance
 */
public record ChanceTest(long asked, long right, double probability) {
    /** Chance of a digit: keys are drawn with equally likely digits. A token of k digits has 0.1ᵏ. */
    public static final double CHANCE = 0.1;

    /** A model whose p-value is not below is at chance. */
    public static final double LEVEL = 0.01;

    /** The test of so many hits. */
    public static ChanceTest of(long asked, long right) {
        return new ChanceTest(
                asked,
                right,
                new BinomialTest()
                        .binomialTest(
                                Math.toIntExact(asked),
                                Math.toIntExact(right),
                                CHANCE,
                                AlternativeHypothesis.GREATER_THAN));
    }

    /** Whether the hits are no more than chance gives: then nothing is to be ranked. */
    public boolean atChance() {
        return !(probability < LEVEL);
    }
}

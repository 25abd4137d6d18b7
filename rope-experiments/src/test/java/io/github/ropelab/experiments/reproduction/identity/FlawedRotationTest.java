package io.github.ropelab.experiments.reproduction.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.analysis.soundness.Flaws;
import io.github.ropelab.core.analysis.soundness.Modification;
import io.github.ropelab.core.analysis.soundness.Soundness;
import io.github.ropelab.core.analysis.soundness.Trial;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlawedRotationTest {
    /** Scores of 64 products at positions up to 8191, in double precision. */
    private static final double ROUNDING = 1e-10;

    @Test
    void thoseOfTheCatalogueAreFoundAsTheCatalogueSays() {
        for (FlawedRotation flawed : FlawedRotation.all()) {
            if (flawed.name().startsWith("flaw-")) {
                assertThat(flawed.expected())
                        .containsExactlyInAnyOrderElementsOf(
                                Flaws.of(flawed.name().substring(5)).caughtBy());
            }
        }
    }

    /** With the right rotation in the place of a flaw the exercise would find nothing. */
    @Test
    void theRightOneIsSound() {
        Modification right = FlawedRotation.right().modification();
        assertThat(Soundness.of(FlawedRotation.right(), Trial.of(right.geometry(), FlawedRotation.TOKENS))
                        .sound())
                .isTrue();
    }

    @Test
    void wrappedScoresAreThoseOfTheWrappedDistance() {
        Modification right = FlawedRotation.right().modification();
        Modification wrapped = FlawedRotation.wrapped().subject().modification();
        double[] q = new Random(1).doubles(64, -1, 1).toArray();
        double[] k = new Random(2).doubles(64, -1, 1).toArray();
        for (int key : new int[] {0, 1000, 1948, 2047, 2048, 4000, 8000}) {
            int gap = (key + 100) % 2048 - key % 2048;
            assertThat(gap).isIn(100, 100 - 2048);
            assertThat(wrapped.score(q, k, key + 100, key))
                    .isCloseTo(right.score(q, k, Math.max(gap, 0), Math.max(-gap, 0)), within(ROUNDING));
        }
    }
}

package io.github.ropelab.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.drift.DriftEngineTest;
import io.github.ropelab.core.kernel.ScoreLoops;
import org.junit.jupiter.api.Test;

/** The core's comparison with the definitions in double, with the vector loops as the installed ones. */
class VectorDriftTest extends DriftEngineTest {
    @Test
    void theServiceIsFound() {
        assertThat(ScoreLoops.installed()).isInstanceOf(VectorScoreLoops.class);
    }
}

package io.github.ropelab.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.kernel.FloatLoops;
import io.github.ropelab.core.kernel.FloatRotationTest;
import org.junit.jupiter.api.Test;

/** The core's comparison with the naive loop, with the vector loops as the installed ones. */
class VectorFloatLoopsTest extends FloatRotationTest {
    @Test
    void theServiceIsFound() {
        assertThat(FloatLoops.installed()).isInstanceOf(VectorFloatLoops.class);
    }
}

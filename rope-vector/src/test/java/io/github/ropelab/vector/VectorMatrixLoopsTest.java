package io.github.ropelab.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.kernel.MatrixLoops;
import io.github.ropelab.core.kernel.MatrixLoopsTest;
import org.junit.jupiter.api.Test;

/** The core's comparison of each loop with double, with the vector loops as the installed ones. */
class VectorMatrixLoopsTest extends MatrixLoopsTest {
    @Test
    void theServiceIsFound() {
        assertThat(MatrixLoops.installed()).isInstanceOf(VectorMatrixLoops.class);
    }
}

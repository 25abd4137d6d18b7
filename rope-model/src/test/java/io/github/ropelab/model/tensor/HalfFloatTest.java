package io.github.ropelab.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {
    @Test
    void allBitsMeanTheSameInFloatAndInDouble() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float narrow = HalfFloat.of((short) bits);
            double wide = ElementType.half((short) bits);
            assertThat(Float.floatToIntBits(narrow)).as("%04x", bits).isEqualTo(Float.floatToIntBits((float) wide));
        }
    }
}

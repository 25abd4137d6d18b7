package io.github.ropelab.model.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.model.tensor.SafetensorsFile;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks of random bytes, with scales that are negative, denormal, zero and largest, by the gguf package. */
class GgmlTypeOracleTest {
    private static final SafetensorsFile ORACLE = SafetensorsFile.open(DataFolder.oracle("gguf/blocks.safetensors"));

    /** The bits are the same: both sides round every product and sum to float32, in the same order. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"F32", "F64"})
    void blocksDecodeToTheSameBits(GgmlType type) {
        double[] stored = ORACLE.numbers(type + ".bytes").values();
        byte[] bytes = new byte[stored.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) stored[i];
        }
        double[] expected = ORACLE.numbers(type + ".floats").values();
        int blocks = bytes.length / type.bytes();
        assertThat(blocks).isGreaterThanOrEqualTo(24);
        float[] found = new float[blocks * type.numbers()];
        type.decode(bytes, blocks, found, 0);
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < found.length; i++) {
            assertThat(Float.floatToIntBits(found[i]))
                    .as("number %d: %s for %s", i, found[i], expected[i])
                    .isEqualTo(Float.floatToIntBits((float) expected[i]));
        }
        assertThat(Arrays.stream(expected).filter(x -> x < 0).count()).isPositive();
    }
}

package io.github.ropelab.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RotaryGeometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fast loops against the naive one, head by head: the same bits. The loops are those that this JVM has. */
public class FloatRotationTest {
    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (FloatLoops loops : List.of(FloatLoops.plain(), FloatLoops.installed())) {
            for (Pairing pairing : Pairing.values()) {
                for (int[] shape : new int[][] {
                    {128, 128, 4, 300, 2}, {64, 64, 3, 129, 1}, {80, 32, 5, 7, 3}, {10, 6, 1, 40, 2}, {2, 2, 2, 3, 4}
                }) {
                    cases.add(Arguments.of(loops, pairing, shape));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fastAndNaiveAgreeBitForBit(FloatLoops loops, Pairing pairing, int[] shape) {
        RotaryGeometry geometry = new RotaryGeometry(shape[0], shape[1], pairing);
        int heads = shape[2];
        int tokens = shape[3];
        RotaryTable table = RotaryTable.of(
                FrequencySchedule.geometric(10_000, geometry.rotaryDim()),
                new PositionMap.Offset(5),
                tokens,
                1.25,
                Arithmetic.F32);
        float[] x = new float[heads * tokens * geometry.headDim()];
        Random random = new Random(3);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        x[0] = -0f;
        x[1] = Float.MIN_VALUE;
        float[] expected = new float[x.length];
        int head = tokens * geometry.headDim();
        for (int h = 0; h < heads; h++) {
            float[] source = Arrays.copyOfRange(x, h * head, (h + 1) * head);
            Rotation.rotate(source, source, geometry, table);
            System.arraycopy(source, 0, expected, h * head, head);
        }
        new FloatRotation(table, geometry, loops).rotate(x, shape[4]);
        assertThat(x).isEqualTo(expected);
    }
}

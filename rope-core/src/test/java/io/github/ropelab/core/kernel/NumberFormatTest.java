package io.github.ropelab.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormatTest {
    @ParameterizedTest
    @CsvSource({
        "FLOAT16, 65504, 65504",
        "FLOAT16, 65519.99, 65504",
        "FLOAT16, 65520, Infinity",
        "FLOAT16, -65520, -Infinity",
        "FLOAT16, 2049, 2048",
        "FLOAT16, 2051, 2052",
        "FLOAT16, 5.960464477539063e-8, 5.960464477539063e-8",
        "FLOAT16, 2.9802322387695312e-8, 0",
        "FLOAT16, 2.98023223876954e-8, 5.960464477539063e-8",
        "FLOAT16, -1e-9, -0.0",
        "FLOAT16, 6.1e-5, 6.097555160522461e-5",
        "BFLOAT16, 257, 256",
        "BFLOAT16, 259, 260",
        "BFLOAT16, 100001, 99840",
        "BFLOAT16, 3.3895313892515355e38, 3.3895313892515355e38",
        "BFLOAT16, 3.4e38, Infinity",
        "BFLOAT16, 9.183549615799121e-41, 9.183549615799121e-41",
        "BFLOAT16, 4.591774807899561e-41, 0",
        "BFLOAT16, NaN, NaN",
        "FLOAT32, 0.1, 0.10000000149011612",
        "FLOAT64, 0.1, 0.1"
    })
    void roundsToTheNearestWithTiesToEven(NumberFormat format, double value, double expected) {
        assertThat(Double.compare(format.round(value), expected))
                .as("%s", format.round(value))
                .isZero();
    }

    /** The nearest bfloat16 of a float by integer arithmetic on its bits. */
    @Test
    void bfloat16IsTheUpperHalfOfAFloatRoundedToEven() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isNaN(value)) {
                continue;
            }
            int bits = Float.floatToRawIntBits(value);
            int upper = bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000;
            assertThat(NumberFormat.BFLOAT16.round(value)).isEqualTo(Float.intBitsToFloat(upper));
        }
    }

    @Test
    void everyHalfIsItsOwnRoundingAndMidpointsGoToTheEvenOne() {
        for (int bits = 0; bits < 0x7bff; bits++) {
            double a = half(bits);
            double b = half(bits + 1);
            assertThat(NumberFormat.FLOAT16.round(a)).isEqualTo(a);
            assertThat(NumberFormat.FLOAT16.round((a + b) / 2)).isEqualTo((bits & 1) == 0 ? a : b);
            assertThat(NumberFormat.FLOAT16.round(Math.nextUp((a + b) / 2))).isEqualTo(b);
        }
    }

    private static double half(int bits) {
        int exponent = bits >> 10;
        int fraction = bits & 0x3ff;
        return exponent == 0 ? fraction * 0x1p-24 : (0x400 + fraction) * Math.scalb(1.0, exponent - 25);
    }

    @Test
    void resultsOfHalfFormatsAreRoundedTwice() {
        double justAboveTheMidpoint = 1 + 0x1p-8 + 0x1p-40; // float32 rounds it to the midpoint of two bfloat16
        assertThat(NumberFormat.BFLOAT16.round(justAboveTheMidpoint)).isEqualTo(1 + 0x1p-7);
        assertThat(NumberFormat.BFLOAT16.result(justAboveTheMidpoint)).isEqualTo(1);
    }
}

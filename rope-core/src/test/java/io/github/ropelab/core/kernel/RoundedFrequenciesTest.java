package io.github.ropelab.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.OracleFiles;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Frequencies in float32 against those that transformers computed, to the bit. */
class RoundedFrequenciesTest {
    /** The power of a float32 library may be an ulp beside the rounded one. */
    private static final int POWER = 1;

    private static List<JsonNode> recorded(String strategy) {
        return OracleFiles.in("frequencies").stream()
                .map(OracleFiles::read)
                .filter(file -> file.path("strategy").asText().equals(strategy)
                        && file.path("source").asText().startsWith("transformers")
                        && file.path("inv_freq_dtype").asText().startsWith("float32")
                        && file.path("inv_freq_fp64").isArray()
                        // a factor of 1 changes nothing, but blended pairs are rounded all the same
                        && file.path("config")
                                        .path("rope_scaling")
                                        .path("factor")
                                        .doubleValue()
                                > 1)
                .toList();
    }

    private static int ulps(double a, double b) {
        return Math.abs(Float.floatToIntBits((float) a) - Float.floatToIntBits((float) b));
    }

    @Test
    void keptPairsTurnAsInTheEngine() {
        for (String strategy : List.of("yarn", "llama3")) {
            List<JsonNode> files = recorded(strategy);
            assertThat(files).as(strategy).hasSizeGreaterThan(1);
            int better = 0;
            int same = 0;
            int all = 0;
            for (JsonNode file : files) {
                double base = file.path("config").path("rope_theta").doubleValue();
                double[] exact = OracleFiles.numbers(file.get("inv_freq_fp64"));
                double[] engine = OracleFiles.numbers(file.get("inv_freq"));
                FrequencySchedule schedule =
                        FrequencySchedule.geometric(base, 2 * exact.length).map((i, theta) -> exact[i]);
                double[] found = RoundedFrequencies.of(schedule, OptionalDouble.of(base), NumberFormat.FLOAT32);
                double[] unmodified =
                        FrequencySchedule.geometric(base, 2 * exact.length).toArray();
                for (int i = 0; i < found.length; i++) {
                    boolean kept = Math.abs(exact[i] / unmodified[i] - 1) < 1e-14;
                    same += kept && ulps(found[i], engine[i]) == 0 ? 1 : 0;
                    all += kept ? 1 : 0;
                    better += ulps(exact[i], engine[i]) - ulps(found[i], engine[i]);
                    assertThat(ulps(found[i], engine[i]))
                            .as("%s, pair %d", file.path("name").asText(), i)
                            .isLessThanOrEqualTo(kept ? POWER : ulps(exact[i], engine[i]) + POWER);
                }
            }
            assertThat(same).as("kept pairs to the bit, of %d", all).isGreaterThan(all * 9 / 10);
            assertThat(better)
                    .as("nearer than frequencies rounded by themselves, ulps")
                    .isPositive();
        }
    }

    @Test
    void frequenciesThatAreSaidToTheBitStay() {
        FrequencySchedule said = FrequencySchedule.geometric(10_000, 64).map((i, theta) -> (double) (float) theta);
        assertThat(RoundedFrequencies.of(said, OptionalDouble.of(10_000), NumberFormat.FLOAT32))
                .isEqualTo(said.toArray());
    }
}

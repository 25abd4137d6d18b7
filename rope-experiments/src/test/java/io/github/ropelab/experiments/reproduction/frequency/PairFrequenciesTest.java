package io.github.ropelab.experiments.reproduction.frequency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairFrequenciesTest {
    @Test
    void aChangedFrequencyIsSeenAndAMissingPairIsAnError(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("frequencies.csv");
        Files.writeString(file, "# two pairs\nmodel,ramp,pair,frequency\na,code,0,1.0\na,code,1,0.5\n");
        PairFrequencies known = PairFrequencies.read(file);
        assertThat(known.largestDifference("a", "code", FrequencySchedule.of(1, 0.5)))
                .isZero();
        assertThat(known.largestDifference("a", "code", FrequencySchedule.of(1, 0.4)))
                .isCloseTo(0.2, within(1e-15));
        assertThatThrownBy(() -> known.largestDifference("a", "code", FrequencySchedule.of(1, 0.5, 0.25)))
                .isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> known.largestDifference("b", "code", FrequencySchedule.of(1, 0.5)))
                .isInstanceOf(InvalidParameter.class);
    }

    @Test
    void theBaseIsReadBackFromASchedule() {
        assertThat(NtkBases.baseOf(FrequencySchedule.geometric(54_321, 64))).isCloseTo(54_321, within(1e-8));
    }
}

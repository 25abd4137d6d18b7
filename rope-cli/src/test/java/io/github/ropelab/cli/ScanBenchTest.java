package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanBenchTest {
    private static JsonNode line(String options) throws IOException {
        Ended ended = Ended.line("bench scan --dim 128 --threads 2 --repeat 1 " + options);
        assertThat(ended.code()).as(ended.err()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    @Test
    void printsOneLineWithWhatWasFound() throws IOException {
        JsonNode line = line("--length 1023 --bases 2001 --from 4e3 --to 6e3");
        assertThat(line.get("loop").textValue()).isEqualTo("scan");
        assertThat(line.get("peer").textValue()).isEqualTo("rope");
        assertThat(line.get("bases").intValue()).isEqualTo(2001);
        assertThat(line.get("seconds").doubleValue()).isPositive();
        assertThat(line.get("peak_mib").doubleValue()).isNotNegative();
        assertThat(line.get("good").intValue()).isBetween(1, 2000);
        assertThat(line.get("intervals").intValue()).isPositive();
        assertThat(line.get("smallest").doubleValue()).isCloseTo(4293.44, within(1.0)); // the grid's step is 0.9
    }

    @Test
    void noGoodBaseIsNoNumber() throws IOException {
        JsonNode line = line("--length 1023 --bases 20 --from 3e3 --to 4e3");
        assertThat(line.get("good").intValue()).isZero();
        assertThat(line.get("smallest").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--from 0; be a base above 1",
                "--from 1e6 --to 1e5; be a base of at least",
                "--bases 0; be at least 1",
                "--length 0; be at least 1",
                "--dim 3; be even",
                "--threads 0; be at least 1"
            })
    void badInputIsOneClearLineAndCodeTwo(String options, String message) {
        Ended ended = Ended.line("bench scan " + options);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).contains(message);
    }
}

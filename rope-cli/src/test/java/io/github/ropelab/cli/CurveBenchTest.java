package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurveBenchTest {
    @Test
    void printsOneLineWithTheKeysOfThePeersAndItsError() throws IOException {
        Ended ended = Ended.line("bench curve --length 20001 --dim 16 --strategies 3 --threads 2 --repeat 2");
        assertThat(ended.code()).as(ended.err()).isZero();
        JsonNode line = new ObjectMapper().readTree(ended.out());
        assertThat(line.get("loop").textValue()).isEqualTo("curve");
        assertThat(line.get("peer").textValue()).isEqualTo("rope");
        assertThat(line.get("length").intValue()).isEqualTo(20_001);
        assertThat(line.get("dim").intValue()).isEqualTo(16);
        assertThat(line.get("strategies").intValue()).isEqualTo(3);
        assertThat(line.get("threads").intValue()).isEqualTo(2);
        assertThat(line.get("seconds").doubleValue()).isPositive();
        assertThat(line.get("peak_mib").doubleValue()).isNotNegative();
        assertThat(line.get("max_error").doubleValue()).isBetween(Double.MIN_VALUE, 1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "curv; did you mean 'curve'?",
                "curve --length 0; be at least 1",
                "curve --dim 3; be even",
                "curve --strategies 0; be at least 1",
                "curve --threads 0; be at least 1",
                "curve --repeat 0; be at least 1"
            })
    void badInputIsOneClearLineAndCodeTwo(String options, String message) {
        Ended ended = Ended.line("bench " + options);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).contains(message);
    }
}

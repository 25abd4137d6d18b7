package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftBenchTest {
    @ParameterizedTest
    @CsvSource({"'',200", "--rows 50,50"})
    void oneLineWithTheKeysOfThePeers(String options, int rows) throws IOException {
        Ended ended = Ended.line("bench drift --length 200 --dim 16 --strategies 2 --threads 2 --repeat 2 " + options);
        assertThat(ended.code()).as(ended.err()).isZero();
        JsonNode line = new ObjectMapper().readTree(ended.out());
        assertThat(line.get("loop").textValue()).isEqualTo("drift");
        assertThat(line.get("peer").textValue()).isEqualTo("rope");
        assertThat(line.get("length").intValue()).isEqualTo(200);
        assertThat(line.get("dim").intValue()).isEqualTo(16);
        assertThat(line.get("strategies").intValue()).isEqualTo(2);
        assertThat(line.get("threads").intValue()).isEqualTo(2);
        assertThat(line.get("rows").intValue()).isEqualTo(rows);
        assertThat(line.get("seconds").doubleValue()).isPositive();
        assertThat(line.get("peak_mib").doubleValue()).isNotNegative();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "drif; did you mean 'drift'?",
                "drift --strategies 0; be at least 1",
                "drift --threads 0; be at least 1",
                "drift --rows 1; be at least 2",
                "drift --dim 3; be even",
                "drift --length 100000000; be below"
            })
    void badInputIsOneClearLineAndCodeTwo(String options, String message) {
        Ended ended = Ended.line("bench " + options);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).contains(message);
    }
}

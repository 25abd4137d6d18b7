package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.DataFolder;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelBenchTest {
    @ParameterizedTest
    @CsvSource({"prompt, 70", "nll, 70", "sweep, 256"})
    void printsOneLineWithItsKernels(String loop, int length) throws IOException {
        String model = DataFolder.root().resolve("models/tiny-llama").toString();
        Ended ended =
                Ended.rope("bench", loop, "--length", "" + length, "--threads", "2", "--repeat", "1", "--model", model);
        assertThat(ended.code()).as(ended.err()).isZero();
        JsonNode line = new ObjectMapper().readTree(ended.out());
        assertThat(line.get("loop").textValue()).isEqualTo(loop);
        assertThat(line.get("peer").textValue()).isEqualTo("rope");
        assertThat(line.get("length").intValue()).isEqualTo(length);
        assertThat(line.get("seconds").doubleValue()).isPositive();
        assertThat(line.get("kernels").textValue()).startsWith("tiles, ");
    }

    @Test
    void noModelIsOneClearLineAndCodeTwo() {
        Ended ended = Ended.line("bench prompt");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).contains("--model").contains("name a checkpoint");
    }
}

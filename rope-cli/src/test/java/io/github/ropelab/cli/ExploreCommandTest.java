package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void findPresets() {
        System.setProperty("rope.home", ProjectRoot.find().toString());
    }

    @AfterEach
    void forgetHome() {
        System.clearProperty("rope.home");
    }

    @Test
    void beginsWithSomeStrategiesWhereNothingIsSaid() throws IOException {
        JsonNode state = state();
        assertThat(state.at("/head_dim").asInt()).isEqualTo(128);
        assertThat(state.at("/trained_length").asInt()).isEqualTo(4096);
        assertThat(state.at("/target_length").asInt()).isEqualTo(16_384);
        assertThat(state.at("/strategies").findValuesAsText("rope_type"))
                .containsExactly("none", "linear", "yarn", "rerope");
    }

    @Test
    void beginsWithTheConfigsOwn() throws IOException {
        JsonNode state = state("--preset", "llama-3.1-8b");
        assertThat(state.at("/base").asDouble()).isEqualTo(500_000);
        assertThat(state.at("/trained_length").asInt()).isEqualTo(8192);
        assertThat(state.at("/target_length").asInt()).isEqualTo(131_072);
        assertThat(state.at("/strategies").findValuesAsText("rope_type")).containsExactly("none", "llama3");
        assertThat(state.at("/strategies/1/block/factor").asDouble()).isEqualTo(8);
    }

    @Test
    void beginsWithTheStrategiesAndLengthsThatAreAskedFor() throws IOException {
        JsonNode state = state(
                "--strategies",
                "none,yarn:factor=4,truncate=false,resonance(linear:factor=2)",
                "--head-dim",
                "64",
                "--rotary-dim",
                "32",
                "--base",
                "1e5",
                "--trained-length",
                "1000",
                "--target-length",
                "3000",
                "--seq-len",
                "2000");
        assertThat(state.at("/rotary_dim").asInt()).isEqualTo(32);
        assertThat(state.at("/base").asDouble()).isEqualTo(1e5);
        assertThat(state.at("/target_length").asInt()).isEqualTo(3000);
        assertThat(state.at("/seq_len").asInt()).isEqualTo(2000);
        assertThat(state.at("/strategies/1/block/truncate").asBoolean(true)).isFalse();
        assertThat(state.at("/strategies/2/block/inner/rope_type").asText()).isEqualTo("linear");
    }

    @Test
    void refusesWhatItCannotShow() {
        Path page = folder.resolve("page.html");
        String output = "-o" + page;
        assertThat(Ended.line("explore " + output + " --strategy none --strategies yarn")
                        .code())
                .isEqualTo(2);
        assertThat(Ended.line("explore " + output + " --strategies yarm").code())
                .isEqualTo(2);
        assertThat(Ended.line("explore " + output + " --strategies " + "none,".repeat(10) + "none")
                        .code())
                .isEqualTo(2);
        assertThat(page).doesNotExist();
    }

    @Test
    void standsBesideAReportWithTheStudysStrategies() throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), """
                schema: 1
                study: beside
                lengths: {trained: 16, current: [32, 64]}
                geometry: {head_dim: 8, base: 100, pairing: interleaved}
                strategies: [none, {id: yarn, factor: 4}, {id: resonance, inner: {rope_type: linear, factor: 2}}]
                metrics: [encoding-distance]
                """);
        Ended ended = Ended.line("run " + study + " -o " + folder.resolve("out") + " --quiet");
        assertThat(ended.code()).as(ended.err()).isZero();
        JsonNode state = state(folder.resolve("out/explorer.html"));
        assertThat(state.at("/head_dim").asInt()).isEqualTo(8);
        assertThat(state.at("/trained_length").asInt()).isEqualTo(16);
        assertThat(state.at("/seq_len").asInt()).isEqualTo(64);
        assertThat(state.at("/strategies/1/block/factor").asDouble()).isEqualTo(4);
        assertThat(state.at("/strategies/2/block/inner/factor").asDouble()).isEqualTo(2);
    }

    /** The state that the written page begins with. */
    private JsonNode state(String... options) throws IOException {
        Path page = folder.resolve("page.html");
        Ended ended = Ended.line("explore -o " + page + " " + String.join(" ", options));
        assertThat(ended.code()).as(ended.err()).isZero();
        return state(page);
    }

    private static JsonNode state(Path page) throws IOException {
        String html = Files.readString(page);
        String start = "<script type=\"application/json\" id=\"initial\">";
        int from = html.indexOf(start) + start.length();
        return new ObjectMapper()
                .readTree(html.substring(from, html.indexOf("</script>", from)))
                .get("state");
    }
}

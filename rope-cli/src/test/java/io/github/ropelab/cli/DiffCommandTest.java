package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two real runs, and what {@code rope diff} says of them. */
class DiffCommandTest {
    private static final String STUDY = """
            schema: 1
            study: NAME
            lengths: {trained: 16, current: [16, 40]}
            strategies: [none, {id: linear, label: scaled, factor: 2}]
            data: [{gaussian: g, head_dim: 8, base: 100, pairing: half-split}]
            seeds: {count: 2, root: ROOT}
            metrics: [kl, output-error]
            """;

    @TempDir
    static Path folder;

    private static void run(String out, String name, String root, String... more) throws IOException {
        Path study = folder.resolve(out + ".yaml");
        String yaml = STUDY.replace("NAME", name).replace("ROOT", root);
        for (int i = 0; i < more.length; i += 2) {
            yaml = yaml.replace(more[i], more[i + 1]);
        }
        Files.writeString(study, yaml);
        Ended ended =
                Ended.rope("run", study.toString(), "-o", folder.resolve(out).toString(), "--quiet");
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    private Ended diff(String first, String second, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "diff", folder.resolve(first).toString(), folder.resolve(second).toString()));
        words.addAll(List.of(options));
        return Ended.rope(words.toArray(String[]::new));
    }

    @BeforeAll
    static void first() throws IOException {
        run("a", "one", "1");
    }

    @Test
    void theSameStudyUnderAnotherNameIsTheSame() throws IOException {
        run("named", "two", "1");
        Ended ended = diff("a", "named");
        assertThat(ended.code()).as(ended.out()).isZero();
        assertThat(ended.out())
                .contains("study: one | two")
                .contains("verdict        the same (tolerance 0.0 relative, 0.0 absolute)");
    }

    @Test
    void otherDrawsMoveRowsAndOtherParametersAreNamed() throws IOException {
        run("drawn", "one", "2", "factor: 2", "factor: 3");
        Ended ended = diff("a", "drawn", "--format", "json");
        assertThat(ended.code()).isEqualTo(3);
        JsonNode json = new ObjectMapper().readTree(ended.out());
        assertThat(json.get("same").booleanValue()).isFalse();
        assertThat(json.get("moved").size()).isPositive();
        JsonNode moved = json.get("moved").get(0);
        assertThat(moved.get("absolute").doubleValue())
                .isEqualTo(
                        moved.get("second").doubleValue() - moved.get("first").doubleValue());
        assertThat(json.get("changed").get(0).get("column").textValue()).isEqualTo("parameters");
        assertThat(json.get("origins").findValuesAsText("what"))
                .contains("study file", "plan", "data g", "strategy scaled")
                .doesNotContain("study", "commit");
        assertThat(diff("a", "drawn", "--tolerance", "1").code())
                .as("parameters differ at any tolerance")
                .isEqualTo(3);
        List<String> csv = diff("a", "drawn", "--format", "csv", "--top", "1")
                .out()
                .lines()
                .toList();
        assertThat(csv.get(0)).startsWith("kind,data,").endsWith(",column,first,second,absolute,relative");
        assertThat(csv.get(1)).startsWith("moved,g,");
        assertThat(csv).hasSize(3);
    }

    @Test
    void otherStrategiesAreRowsOfOneRunAlone() throws IOException {
        run("labelled", "one", "1", "label: scaled", "label: linear");
        Ended ended = diff("a", "labelled", "--top", "1");
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out())
                .contains("In the first alone")
                .contains("strategy=scaled")
                .contains("In the second alone")
                .contains("strategy=linear")
                .contains("more; see --top");
    }

    @Test
    void tablesAloneAreComparedAndAChangedTableIsSaid() throws IOException {
        Files.copy(folder.resolve("a/results.csv"), folder.resolve("copy.csv"));
        Ended ended = diff("a", "copy.csv");
        assertThat(ended.code()).as(ended.out()).isZero();
        assertThat(ended.out()).containsIgnoringWhitespaces("no manifest.json beside it");
        Path changed = Files.createDirectories(folder.resolve("changed"));
        Files.copy(folder.resolve("a/manifest.json"), changed.resolve("manifest.json"));
        Files.writeString(
                changed.resolve("results.csv"),
                Files.readString(folder.resolve("copy.csv")).replaceFirst(",ok,", ",undefined,"));
        Ended after = diff("changed", "copy.csv");
        assertThat(after.code()).isEqualTo(3);
        assertThat(after.out())
                .containsIgnoringWhitespaces("not the file that manifest.json beside it describes")
                .contains("status undefined -> ok");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a; none; be the folder of a finished run",
                "a; a --tolerance=-1; --tolerance must be a number of at least 0, but was -1.0",
                "a; a --top=-1; --top must be at least 0",
                "a; a --tolerance=x; 'x' is not a double"
            })
    void badInputIsOneLineAndCodeTwo(String first, String second, String message) {
        String[] words = second.split(" ");
        Ended ended = words.length == 1 ? diff(first, words[0]) : diff(first, words[0], words[1]);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).contains(message);
    }
}

package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
    private static final int ROWS = 600;
    private static final int PAIRS = 16;
    private static final FrequencySchedule THETA = FrequencySchedule.geometric(10_000, 2 * PAIRS);

    @TempDir
    Path folder;

    private static JsonNode json(int code, String line) throws IOException {
        Ended ended = Ended.line(line + " --format json");
        assertThat(ended.code()).as(ended.err() + ended.out()).isEqualTo(code);
        return new ObjectMapper().readTree(ended.out());
    }

    private static String lengths(int trained, int target) {
        return " --head-dim 32 --trained-length " + trained + " --target-length " + target;
    }

    @Test
    void positionInterpolationLeavesTheTrainedRangeByThreeQuartersAndIsSound() throws IOException {
        JsonNode json = json(0, "check --strategy linear:factor=4" + lengths(2048, 8192));
        assertThat(json.get("relative").booleanValue()).isTrue();
        assertThat(json.get("norm_preserving").booleanValue()).isTrue();
        assertThat(json.get("self_score").booleanValue()).isTrue();
        assertThat(json.get("in_trained_range").toString())
                .isEqualTo("{\"max_effective_position\":2047.75,\"limit\":2047,\"inside\":false}");
        assertThat(json.get("findings").size()).isZero();
        assertThat(json.get("notes").findValuesAsText("check")).containsExactly("in_trained_range");
        JsonNode aligned = json(0, "check --strategy linear_align_corners" + lengths(2048, 8192));
        assertThat(aligned.get("in_trained_range").toString())
                .isEqualTo("{\"max_effective_position\":2047.0,\"limit\":2047,\"inside\":true}");
        assertThat(aligned.get("notes").size()).isZero();
    }

    @Test
    void whatAStrategyNeverClaimedIsANote() throws IOException {
        JsonNode extended =
                json(0, "check --strategy self_extend:group_size=8,neighbor_window=128" + lengths(256, 1024));
        assertThat(extended.get("relative").booleanValue()).isFalse();
        assertThat(extended.get("findings").size()).isZero();
        JsonNode xpos = json(0, "check --strategy xpos" + lengths(1024, 1024));
        assertThat(xpos.get("norm_preserving").booleanValue()).isFalse();
        assertThat(xpos.get("relative").booleanValue()).isTrue();
        String dynamic = "check --strategy dynamic_ntk:factor=2" + lengths(256, 1024);
        assertThat(json(0, dynamic).get("notes").findValuesAsText("check")).contains("growing_cache");
    }

    @Test
    void withoutALengthNothingIsSaidOfTheTrainedRange() throws IOException {
        assertThat(json(0, "check --strategy none --head-dim 32")
                        .get("in_trained_range")
                        .toString())
                .isEqualTo("{\"max_effective_position\":null,\"limit\":null,\"inside\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "9b", "11", "16"})
    void aFlawIsFoundNamedAndGivesCodeThree(String id) throws IOException {
        JsonNode json = json(3, "check --flaw " + id);
        assertThat(json.get("findings"))
                .isNotEmpty()
                .allMatch(finding -> finding.get("flaw").textValue().equals(id));
        Ended text = Ended.line("check --flaw " + id);
        assertThat(text.out()).contains("BROKEN").contains("NOT SOUND").contains("flaw " + id);
    }

    @Test
    void flawsAreListed() throws IOException {
        assertThat(Ended.line("check --flaw list").out().lines()).hasSize(19);
        assertThat(json(0, "check --flaw list").findValuesAsText("flaw"))
                .hasSize(19)
                .contains("10b");
    }

    @Test
    void aRoundedPositionIsFoundInAStrategyToo() throws IOException {
        JsonNode json = json(3, "check --strategy none --arithmetic positions=bf16" + lengths(1024, 1024));
        assertThat(json.get("findings").findValuesAsText("flaw")).containsOnly("10");
        assertThat(json.get("findings").findValuesAsText("check")).contains("precision", "relative");
    }

    /** Tables [ROWS, columns] in float32; component c of a row belongs to pair c mod PAIRS. */
    private Path tables(int columns, IntToDoubleFunction position, int signOfSecondHalf) throws IOException {
        double[] positions = new double[ROWS];
        for (int t = 0; t < ROWS; t++) {
            positions[t] = position.applyAsDouble(t);
        }
        RotaryTable table = RotaryTable.of(THETA, positions, 1, Arithmetic.F32);
        double[] cos = new double[ROWS * columns];
        double[] sin = new double[ROWS * columns];
        for (int at = 0; at < cos.length; at++) {
            int row = at / columns;
            int column = at % columns;
            cos[at] = table.cos(row, column % PAIRS);
            sin[at] = table.sin(row, column % PAIRS) * (column < PAIRS ? 1 : signOfSecondHalf);
        }
        write("cos.npy", ElementType.F32, List.of(ROWS, columns), cos);
        write("sin.npy", ElementType.F32, List.of(1, ROWS, columns), sin);
        return folder;
    }

    private void write(String name, ElementType type, List<Integer> shape, double[] values) throws IOException {
        Files.write(folder.resolve(name), NpyFile.bytes(new NumberArray(type, shape, values)));
    }

    @Test
    void tablesPerPairAndPerComponentAreReadAlikeAndSound() throws IOException {
        for (int columns : new int[] {PAIRS, 2 * PAIRS}) {
            tables(columns, t -> t, 1);
            JsonNode alone = json(0, "check --quiet --tables " + folder);
            assertThat(alone.get("relative").booleanValue()).isTrue();
            assertThat(alone.get("arithmetic").textValue()).isEqualTo("f32");
            JsonNode declared = json(0, "check --strategy none --trained-length 600 --tables " + folder);
            assertThat(declared.get("in_trained_range").get("inside").booleanValue())
                    .isTrue();
            assertThat(declared.get("in_trained_range")
                            .get("max_effective_position")
                            .doubleValue())
                    .isCloseTo(599, within(1e-3));
        }
    }

    @Test
    void flawsOfTablesAreNamed() throws IOException {
        tables(PAIRS, t -> NumberFormat.BFLOAT16.round(t), 1);
        JsonNode rounded = json(3, "check --strategy none --trained-length 600 --tables " + folder);
        assertThat(rounded.get("findings").findValuesAsText("check")).contains("precision", "relative", "frequencies");
        assertThat(rounded.get("findings").findValuesAsText("flaw")).containsOnly("10");
        tables(2 * PAIRS, t -> t, -1);
        assertThat(json(3, "check --quiet --tables " + folder).get("findings").findValuesAsText("flaw"))
                .containsOnly("8");
        tables(PAIRS, t -> Math.pow(t, 0.95), 1);
        JsonNode bent = json(3, "check --quiet --tables " + folder);
        assertThat(bent.get("findings").findValuesAsText("check")).containsExactly("relative");
    }

    @Test
    void tablesAreHeldAgainstWhatIsDeclared() throws IOException {
        tables(PAIRS, t -> t, 1);
        JsonNode scaled = json(3, "check --strategy linear:factor=4 --trained-length 600 --tables " + folder);
        assertThat(scaled.get("findings").findValuesAsText("check")).containsExactly("frequencies");
        write("inv_freq.npy", ElementType.F64, List.of(PAIRS), THETA.toArray());
        assertThat(json(0, "check --quiet --tables " + folder).get("findings")).isEmpty();
        write(
                "inv_freq.npy",
                ElementType.F64,
                List.of(PAIRS),
                THETA.map((i, w) -> w / (1 + i)).toArray());
        assertThat(json(3, "check --quiet --tables " + folder).get("findings").findValuesAsText("check"))
                .containsExactly("frequencies");
        Ended window = Ended.line("check --strategy rerope --trained-length 600 --tables " + folder);
        assertThat(window.code()).isEqualTo(2);
        assertThat(window.err()).contains("one table for queries and keys");
    }

    @Test
    void rowsMayBeginAnywhere() throws IOException {
        tables(PAIRS, t -> t + 1000, 1);
        double[] positions = new double[ROWS];
        for (int t = 0; t < ROWS; t++) {
            positions[t] = t + 1000;
        }
        write("positions.npy", ElementType.I64, List.of(ROWS), positions);
        JsonNode json = json(0, "check --strategy none --trained-length 4096 --tables " + folder);
        assertThat(json.get("checks").findValuesAsText("verdict")).contains("not asked");
        positions[7] = 5;
        write("positions.npy", ElementType.I64, List.of(ROWS), positions);
        assertThat(Ended.line("check --tables " + folder).err())
                .contains("positions.npy")
                .contains("rise by 1");
    }

    @Test
    void tablesThatDoNotFitAreOneLineAndCodeTwo() throws IOException {
        assertThat(Ended.line("check --tables " + folder).err())
                .contains("cos.npy")
                .contains("be a readable file");
        tables(PAIRS, t -> t, 1);
        Ended narrow = Ended.line("check --strategy none --head-dim 64 --tables " + folder);
        assertThat(narrow.code()).isEqualTo(2);
        assertThat(narrow.err()).contains("last axis").contains("pairs (32)");
        write("sin.npy", ElementType.F64, List.of(2, 3), new double[6]);
        Ended few = Ended.line("check --tables " + folder);
        assertThat(few.code()).isEqualTo(2);
        assertThat(few.err()).contains("at least 8 rows");
        assertThat(few.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "check; --strategy must be given",
                "check --flaw 99; did you mean '9'?",
                "check --flaw 2 --strategy none; must stand alone",
                "check --tables /no/such/folder; be a folder",
                "check --strategy none --head-dim 8 --arithmetic f33; did you mean 'f32'?"
            })
    void badInputIsOneLineAndCodeTwo(String command, String message) {
        Ended ended = Ended.line(command);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).contains(message);
    }
}

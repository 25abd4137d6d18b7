package io.github.ropelab.experiments.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.analysis.diagnosis.RotationDump;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every array of a dump is read for what it says, or refused in words. */
class DumpFolderTest {
    private static final int ROWS = 3;
    private static final int PAIRS = 2;

    @TempDir
    Path folder;

    private static double[] counted(int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> i + 1);
        return values;
    }

    private static NumberArray array(ElementType type, Integer... shape) {
        int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return new NumberArray(type, List.of(shape), counted(count));
    }

    private void put(String name, NumberArray array) throws IOException {
        Files.write(folder.resolve(name + ".npy"), NpyFile.bytes(array));
    }

    private void putTable(Integer... shape) throws IOException {
        put("cos", array(ElementType.F32, shape));
        put("sin", array(ElementType.F32, shape));
    }

    private void putVectors(String side, ElementType type, Integer... shape) throws IOException {
        put(side + "_in", array(type, shape));
        put(side + "_out", array(type, shape));
    }

    private void say(String json) throws IOException {
        Files.writeString(folder.resolve("dump.json"), json);
    }

    private RotationDump read() {
        return DumpFolder.read(folder).rotation();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused() {
        return assertThatThrownBy(this::read)
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(folder.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"3,2", "1,3,2", "3,1,2", "1,3,1,2", "1,1,3,2", "3,2,1"})
    void axesOfSizeOneOfATableAreDropped(String shape) throws IOException {
        putTable(Arrays.stream(shape.split(",")).map(Integer::valueOf).toArray(Integer[]::new));
        RotationDump dump = read();
        assertThat(dump.table().orElseThrow().rows()).isEqualTo(ROWS);
        assertThat(dump.positions()).isDeepEqualTo(new double[][] {{0, 1, 2}});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"1,1,2", "1,1,1,2", "1,2"})
    void oneTokenIsARow(String shape) throws IOException {
        putTable(Arrays.stream(shape.split(",")).map(Integer::valueOf).toArray(Integer[]::new));
        put("positions", array(ElementType.I64, 1, 3));
        assertThat(read().positions()).isDeepEqualTo(new double[][] {{1}, {2}, {3}});
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"BF16"},
            mode = EnumSource.Mode.EXCLUDE)
    void positionsOfEveryNumberTypeAreRead(ElementType type) throws IOException {
        putTable(ROWS, PAIRS);
        put("positions", array(type, 1, ROWS));
        assertThat(read().positions()).isDeepEqualTo(new double[][] {{1, 2, 3}});
    }

    @Test
    void bigEndianColumnsAreReadInTheirOrder() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(ROWS * 2 * Long.BYTES).order(ByteOrder.BIG_ENDIAN);
        for (long p : new long[] {1, 2, 3, 10, 20, 30}) {
            data.putLong(p);
        }
        putTable(ROWS, PAIRS);
        npy("positions", "{'descr': '>u8', 'fortran_order': True, 'shape': (3, 2), }", data.array());
        assertThat(read().positions()).isDeepEqualTo(new double[][] {{1, 2, 3}, {10, 20, 30}});
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F16", "BF16", "F32", "F64"})
    void tensorsOfSeveralFilesAreOneDump(ElementType type) throws IOException {
        SafetensorsWriter.write(folder.resolve("a.safetensors"), Map.of("cos", array(type, ROWS, PAIRS)));
        SafetensorsWriter.write(
                folder.resolve("b.safetensors"),
                Map.of("sin", array(type, ROWS, PAIRS), "positions", array(ElementType.U32, ROWS)));
        assertThat(read().positions()).isDeepEqualTo(new double[][] {{1, 2, 3}});
        put("sin", array(ElementType.F32, ROWS, PAIRS));
        refused().hasMessageContaining("sin must be given once").hasMessageContaining("b.safetensors");
    }

    @Test
    void aTensorThatIsNoNumberIsPassedOverUnlessItIsNeeded() throws IOException {
        tensors("mask", "BOOL");
        putTable(ROWS, PAIRS);
        assertThat(DumpFolder.read(folder).notes())
                .anyMatch(note -> note.startsWith("x.safetensors: mask is not read"));
        tensors("q_in", "BOOL");
        refused().hasMessageContaining("q_in BOOL").hasMessageContaining("dtype of real numbers");
    }

    private void tensors(String name, String dtype) throws IOException {
        byte[] header = ("{\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":[3],\"data_offsets\":[0,3]}}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 3).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                folder.resolve("x.safetensors"),
                bytes.putLong(header.length).put(header).array());
    }

    private void npy(String name, String header, byte[] data) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY\1\0".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) header.length());
        bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(data);
        Files.write(folder.resolve(name + ".npy"), bytes.array());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "|O; pickled Python objects, which are never read",
                "<V2; NumPy writes bfloat16",
                "<c8; real and the imaginary part",
                "|b1; uint8",
                "<f16; float64",
                "<U3; save numbers"
            })
    void otherTypesAreRefusedWithAWayOut(String descr, String advice) throws IOException {
        putTable(ROWS, PAIRS);
        npy("cos", "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (3, 2), }", new byte[48]);
        refused()
                .hasMessageContaining("cos.npy: descr must be a real number type")
                .hasMessageContaining(advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "positions; 2,3; transpose it if it is [axes, T]",
                "positions; 3,9; dump one row of the batch",
                "positions; 3,1,3,1,2; be [T] or [T, axes]",
                "positions; 4; be [T, pairs] or [T, rotary_dim] with T = 4",
                "positions; 0; hold a position",
                "sin; 3,3; have the shape of cos, [3, 2]",
                "inv_freq; 2,2; be [pairs]",
                "k_in; 3,2; k_out must be given beside k_in"
            })
    void shapesThatDoNotFitAreNamed(String name, String shape, String rule) throws IOException {
        putTable(ROWS, PAIRS);
        put(
                name,
                array(
                        ElementType.F32,
                        Arrays.stream(shape.split(",")).map(Integer::valueOf).toArray(Integer[]::new)));
        refused().hasMessageContaining(rule);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "2147483648", "-1e300"})
    void aPositionThatIsNoneIsShownByItsPlace(double position) throws IOException {
        putTable(ROWS, PAIRS);
        put("positions", new NumberArray(ElementType.F64, List.of(3, 1), new double[] {0, position, 2}));
        refused()
                .hasMessageContaining("positions[1, 0] must be a finite position")
                .hasMessageContaining("" + position);
    }

    @Test
    void componentsAreFiniteBeforeRotationAndMayBeAnythingAfterIt() throws IOException {
        double[] broken = counted(12);
        broken[9] = Double.NaN;
        NumberArray nan = new NumberArray(ElementType.F16, List.of(3, 2, 2), broken);
        putVectors("q", ElementType.F16, 3, 2, 2);
        put("q_out", nan);
        assertThat(read().vectors()).hasSize(1);
        put("q_in", nan);
        refused().hasMessageContaining("q_in[2, 0, 1] must be finite before rotation, but was NaN");
        put("q_in", new NumberArray(ElementType.F16, List.of(3, 2, 2), new double[12]));
        refused().hasMessageContaining("not be 0 everywhere");
        put("q_in", new NumberArray(ElementType.F64, List.of(1), new double[] {1e300}));
        put("q_out", new NumberArray(ElementType.F64, List.of(1), new double[] {1}));
        refused().hasMessageContaining("range of float32");
    }

    @Test
    void wholeNumbersAreNoCosines() throws IOException {
        put("cos", array(ElementType.I32, ROWS, PAIRS));
        put("sin", array(ElementType.I32, ROWS, PAIRS));
        refused().hasMessageContaining("be of a floating type");
    }

    @Test
    void headsComeFirstWhereTheDumpSaysSo() throws IOException {
        putVectors("q", ElementType.F32, 2, 3, 4);
        putTable(ROWS, PAIRS);
        refused().hasMessageContaining("have 3 tokens").hasMessageContaining("\"axes\": \"htd\"");
        say("{\"axes\": \"htd\"}");
        RotationDump dump = read();
        assertThat(dump.vectors().get(0).rows()).isEqualTo(ROWS);
        assertThat(dump.vectors().get(0).heads()).isEqualTo(2);
        putVectors("q", ElementType.F32, 3, 2, 4);
        refused().hasMessageContaining("leave \"axes\" out");
    }

    @Test
    void whatCouldBeTokensOrHeadsIsSaid() throws IOException {
        putVectors("k", ElementType.F32, 3, 3, 4);
        put("positions", array(ElementType.I64, ROWS));
        DumpFolder dump = DumpFolder.read(folder);
        assertThat(dump.rotation().vectors()).hasSize(1);
        assertThat(dump.notes()).anyMatch(note -> note.contains("is taken for [T, heads, head_dim]"));
    }

    @Test
    void anotherHeadWidthThanDeclaredIsRefusedWithTheShapeItMayHave() throws IOException {
        putVectors("q", ElementType.F32, 3, 16);
        DumpFolder dump = DumpFolder.read(folder);
        Path config = folder.resolve("config.json");
        Files.writeString(config, "{\"head_dim\": 8, \"max_position_embeddings\": 64}");
        RopeRequest request = RopeRequest.of(Optional.of(config), Optional.empty());
        assertThatThrownBy(() -> DeclaredByConfig.of(request, dump, dump.rotation()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("q_in must have heads of the declared head_dim, 8")
                .hasMessageContaining("reshape it to [T, 2, 8]");
    }

    @Test
    void filesOfOtherNamesAndKindsAreNotLostInSilence() throws IOException {
        refused().hasMessageContaining("hold cos.npy and sin.npy");
        put("coss", array(ElementType.F32, ROWS, PAIRS));
        Files.writeString(folder.resolve("cos.pt"), "PK");
        Files.writeString(folder.resolve("all.npz"), "PK");
        refused()
                .hasMessageContaining("coss.npy is not read: did you mean 'cos'?")
                .hasMessageContaining("cos.pt is not read: it may hold a pickle")
                .hasMessageContaining("all.npz is not read: save each array");
        putTable(ROWS, PAIRS);
        put("position_ids", array(ElementType.I64, ROWS));
        refused().hasMessageContaining("rename position_ids to positions");
        assertThatThrownBy(() -> DumpFolder.read(folder.resolve("cos.npy"))).hasMessageContaining("be a folder");
        assertThatThrownBy(() -> DumpFolder.read(folder.resolve("none"))).hasMessageContaining("no such folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[1]|be an object",
                "|be an object",
                "{|be JSON",
                "{} x|be JSON",
                "{\"seq_len\":1,\"seq_len\":2}|Duplicate",
                "{\"seq_len\":1.5}|seq_len must be a whole number",
                "{\"seq_len\":99999999999}|seq_len must be a whole number",
                "{\"layer_type\":3}|layer_type must be a text",
                "{\"positions_axes\":[1]}|hold names of axes",
                "{\"axes\":\"bshd\"}|axes must be thd",
                "{\"previous_call_lengths\":[0]}|previous_call_lengths[0] must be a whole number"
            })
    void wordsAboutTheCallAreCheckedByKey(String json, String rule) throws IOException {
        putTable(ROWS, PAIRS);
        say(json == null ? "" : json);
        refused().hasMessageContaining("dump.json: ").hasMessageContaining(rule);
    }

    @Test
    void unknownKeysAreNotedAndAByteOrderMarkIsNone() throws IOException {
        putTable(ROWS, PAIRS);
        say("\uFEFF{\"seqlen\": 3}");
        assertThat(DumpFolder.read(folder).notes())
                .anyMatch(note -> note.contains("nothing reads the key seqlen (did you mean 'seq_len'?)"));
    }
}

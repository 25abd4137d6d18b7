package io.github.ropelab.cli;

import static io.github.ropelab.core.OracleFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RotateCommandTest {
    /** As in RotationOracleTest, for values up to 4 in each component: |x| + |y| of at most 8, 2^-22 of it. */
    private static final Tolerance FLOAT = new Tolerance("an ulp of a float cosine", 0, 0x1p-19);

    @TempDir
    Path folder;

    private String errors;

    @BeforeEach
    void vectors() throws IOException {
        write("x", ElementType.F64, List.of(3, 4), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    private Path write(String name, ElementType type, List<Integer> shape, double... values) throws IOException {
        Path path = folder.resolve(name + ".npy");
        Files.write(path, NpyFile.bytes(new NumberArray(type, shape, values)));
        return path;
    }

    private int code(String line) {
        Ended ended = Ended.line(line.replace("@", folder + "/"));
        errors = ended.err();
        return ended.code();
    }

    private NumberArray rotated(String options) {
        int code = code("rotate -o @y.npy " + options);
        assertThat(code).as(errors).isZero();
        return NpyFile.read(folder.resolve("y.npy"));
    }

    static Stream<Path> files() {
        return OracleFiles.in("rotations").stream()
                .filter(file -> OracleFiles.read(file).path("outputs").has("float32")
                        || OracleFiles.read(file).path("outputs").has("float64"))
                .filter(file ->
                        !OracleFiles.read(file).path("positions").path(0).isArray()
                                && OracleFiles.read(file).has("positions"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void recordedRotationsComeOutOfTheCommand(Path path) throws IOException {
        JsonNode file = OracleFiles.read(path);
        boolean ggml = file.has("ggml_mode");
        int headDim = file.get("head_dim").intValue();
        double[] positions = numbers(file.get("positions"));
        String setup = " --layout " + file.get("layout").textValue() + " --rotary-dim "
                + file.path("rotary_dim").asInt(headDim);
        if (ggml) {
            setup += " --strategy none --head-dim " + headDim;
        } else {
            double[] frequencies = numbers(file.get("inv_freq"));
            write("f", ElementType.F64, List.of(frequencies.length), frequencies);
            setup += " --inv-freq @f.npy --attention-factor "
                    + file.path("attention_factor").asDouble(1);
        }
        for (int t = 0; t < positions.length; t++) {
            positions[t] += file.path("offset").asDouble(0);
        }
        write("p", ElementType.I64, List.of(positions.length), positions);
        int compared = 0;
        for (String side : List.of("q", "k")) {
            for (NumberFormat format : NumberFormat.values()) {
                JsonNode expected = file.get("outputs").path(format.longId()).path(side + "_out");
                if (expected.isMissingNode()) {
                    continue;
                }
                write("q", ElementType.F32, List.of(positions.length, headDim), numbers(file.get(side)));
                NumberArray out = rotated("--input @q.npy --positions @p.npy --dtype " + format.longId() + setup
                        + (ggml ? " --arithmetic f32-ggml" : ""));
                assertThat(out.type()).isEqualTo(format == NumberFormat.FLOAT64 ? ElementType.F64 : ElementType.F32);
                double[] values = numbers(expected);
                for (int c = 0; c < values.length; c++) {
                    switch (format) {
                        case FLOAT64 -> Tolerance.DOUBLE_ROTATION.check(side + c, out.values()[c], values[c]);
                        case FLOAT32 -> FLOAT.check(side + c, out.values()[c], values[c]);
                        default -> assertThat(out.values()[c]).isEqualTo(values[c]);
                    }
                }
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    @Test
    void theTypeOfTheInputIsKeptAndPositionsCountFromZero() throws IOException {
        String setup = " --strategy none --layout interleaved --input @x.npy";
        NumberArray doubles = rotated(setup);
        assertThat(doubles.type()).isEqualTo(ElementType.F64);
        assertThat(doubles.values()).startsWith(1, 2, 3, 4);
        assertThat(doubles.values()[4]).isEqualTo(5 * StrictMath.cos(1) - 6 * StrictMath.sin(1));
        write("p", ElementType.F64, List.of(3), 0, 1, 2);
        assertThat(rotated(setup + " --positions @p.npy").values()).isEqualTo(doubles.values());
        write("x", ElementType.F16, List.of(1, 4), 1, 2, 3, 4);
        assertThat(rotated(setup).type()).isEqualTo(ElementType.F16);
        write("x", ElementType.F32, List.of(1, 4), 1, 2, 3, 4);
        assertThat(rotated(setup).type()).isEqualTo(ElementType.F32);
        assertThat(rotated(setup + " --arithmetic f64").type()).isEqualTo(ElementType.F64);
    }

    @Test
    void headsRotateAlikeInEitherOrderOfAxes() throws IOException {
        double[] tokensFirst = new double[3 * 2 * 4];
        double[] headsFirst = new double[2 * 3 * 4];
        for (int t = 0; t < 3; t++) {
            for (int h = 0; h < 2; h++) {
                for (int c = 0; c < 4; c++) {
                    double value = 1 + t * 8 + h * 4 + c;
                    tokensFirst[(t * 2 + h) * 4 + c] = value;
                    headsFirst[(h * 3 + t) * 4 + c] = value;
                }
            }
        }
        write("thd", ElementType.F64, List.of(3, 2, 4), tokensFirst);
        write("htd", ElementType.F64, List.of(2, 3, 4), headsFirst);
        String setup = " --strategy linear:factor=2 --rotary-dim 2";
        NumberArray a = rotated("--input @thd.npy" + setup);
        NumberArray b = rotated("--input @htd.npy --axes htd" + setup);
        assertThat(a.shape()).containsExactly(3, 2, 4);
        assertThat(b.shape()).containsExactly(2, 3, 4);
        for (int t = 0; t < 3; t++) {
            for (int h = 0; h < 2; h++) {
                int at = (t * 2 + h) * 4;
                double[] row = Arrays.copyOfRange(a.values(), at, at + 4);
                assertThat(Arrays.copyOfRange(b.values(), (h * 3 + t) * 4, (h * 3 + t) * 4 + 4))
                        .isEqualTo(row);
                assertThat(row[0])
                        .isEqualTo(tokensFirst[at] * StrictMath.cos(t * 0.5)
                                - tokensFirst[at + 1] * StrictMath.sin(t * 0.5));
                assertThat(row[3]).isEqualTo(tokensFirst[at + 3]);
            }
        }
    }

    @Test
    void aTensorOfASafetensorsFileRotatesLikeAnArray() throws IOException {
        SafetensorsWriter.write(folder.resolve("a.safetensors"), Map.of("q", NpyFile.read(folder.resolve("x.npy"))));
        assertThat(rotated("--input @a.safetensors --tensor q --strategy none").values())
                .isEqualTo(rotated("--input @x.npy --strategy none").values());
    }

    @Test
    void aBranchOfAWindowSchemeHasItsOwnPositions() {
        String setup = "--input @x.npy --strategy rerope:window=1 --branch ";
        List<double[]> all = new ArrayList<>();
        for (String branch : List.of("near", "far")) {
            for (String side : List.of("query", "key")) {
                all.add(rotated(setup + branch + " --side " + side).values());
            }
        }
        assertThat(all.get(0)).isEqualTo(all.get(1));
        assertThat(all.get(2)).isNotEqualTo(all.get(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--strategy rerope:window=1; known: near, far",
                "--strategy rerope:window=1 --branch fra; did you mean 'far'?",
                "--strategy none --branch far; --branch must be one of the strategy's",
                "--strategy none --head-dim 8; last axis must equal the head dim of the setup (8), but was 4",
                "--strategy none --dtype float23; be f64, f32, bf16 or f16",
                "--strategy none --arithmetic f23; did you mean",
                "--strategy none --axes htd; be [heads, T, d]",
                "--strategy none --axes hdt; did you mean",
                "--strategy none --positions @x.npy; be [T] or [axes, T] with the input's T = 3 tokens",
                "--strategy none --positions @none.npy; no such file",
                "--strategy none --attention-factor 2; be used with --inv-freq",
                "--strategy none --inv-freq @x.npy; not stand beside",
                "--inv-freq @x.npy; be one axis, [pairs]",
                "--inv-freq @f.npy --seq-len 100; be left out with --inv-freq",
                "--inv-freq @f.npy --layer 0; be left out with --inv-freq",
                "--inv-freq @f.npy --head-dim 8; equal the last axis of the vectors (4)",
                "--inv-freq @f.npy --rotary-dim 2; be twice the number of frequencies (2)",
                "--inv-freq @f.npy --arithmetic f32-ggml; base must be given",
                "--inv-freq @f.npy --attention-factor 0; be a finite number above 0",
                "--inv-freq @long.npy; rotary_dim must be at most head_dim (4)",
                "--inv-freq @negative.npy; be a finite number, 0 or above",
                "--tensor x --strategy none; header length"
            })
    void badInputIsOneClearLineAndCodeTwo(String options, String message) throws IOException {
        write("f", ElementType.F64, List.of(2), 1, 0.1);
        write("long", ElementType.F64, List.of(3), 1, 0.1, 0.01);
        write("negative", ElementType.F64, List.of(2), 1, -0.1);
        int code = code("rotate -o @y.npy --input @x.npy " + options);
        assertThat(errors).contains(message);
        assertThat(errors.lines()).hasSize(1);
        assertThat(code).isEqualTo(2);
        assertThat(folder.resolve("y.npy")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"half", "interleaved"})
    void benchPrintsOneLineWithTheKeysOfThePeers(String layout) throws IOException {
        int code = code("bench rotate --length 64 --dim 16 --threads 2 --repeat 2 --layout " + layout + " -o @b.json");
        assertThat(code).as(errors).isZero();
        JsonNode line = OracleFiles.read(folder.resolve("b.json"));
        assertThat(line.get("loop").textValue()).isEqualTo("rotate");
        assertThat(line.get("peer").textValue()).isEqualTo("rope");
        assertThat(line.get("length").intValue()).isEqualTo(64);
        assertThat(line.get("dim").intValue()).isEqualTo(16);
        assertThat(line.get("threads").intValue()).isEqualTo(2);
        assertThat(line.get("seconds").doubleValue()).isPositive();
        assertThat(line.get("copy_seconds").doubleValue()).isPositive();
        assertThat(line.get("peak_mib").doubleValue()).isNotNegative();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rotat; did you mean 'rotate'?",
                "rotate --layout halff; be half-split or interleaved",
                "rotate --threads 0; be at least 1",
                "rotate --repeat 0; be at least 1",
                "rotate --dim 3; be even",
                "rotate --length 100000000; be below"
            })
    void badBenchInputIsOneClearLineAndCodeTwo(String options, String message) {
        assertThat(code("bench " + options)).isEqualTo(2);
        assertThat(errors.lines()).hasSize(1);
        assertThat(errors).contains(message);
    }

    @Test
    void axesThatNoSectionReadsMayBeGiven() throws IOException {
        write("x", ElementType.F64, List.of(1, 6), 1, 2, 3, 4, 5, 6);
        write("two", ElementType.F64, List.of(2, 1), 3, 5);
        write("three", ElementType.F64, List.of(3, 1), 3, 5, 7);
        write("four", ElementType.F64, List.of(4, 1), 3, 5, 7, 9);
        String sections = "--input @x.npy --strategy mrope:mrope_section=[2,1,0] --positions ";
        double[] two = rotated(sections + "@two.npy").values();
        assertThat(rotated(sections + "@three.npy").values()).containsExactly(two);
        assertThat(rotated(sections + "@four.npy --dialect llama.cpp").values()).containsExactly(two);
        assertThat(code("rotate -o @y.npy " + sections + "@four.npy")).isEqualTo(Main.INVALID);
        assertThat(code("rotate -o @y.npy --input @x.npy --strategy none --positions @three.npy"))
                .isEqualTo(Main.INVALID);
    }

    @Test
    void aPositionThatIsNotExactIsRefused() throws IOException {
        write("p", ElementType.F64, List.of(3), 0, 1e300, 2);
        assertThat(code("rotate -o @y.npy --input @x.npy --strategy none --dtype float32 --positions @p.npy"))
                .isEqualTo(Main.INVALID);
        assertThat(errors).contains("position").contains("2^53");
    }
}

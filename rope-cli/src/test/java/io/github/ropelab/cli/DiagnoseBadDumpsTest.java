package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code rope diagnose} says of dumps that are odd, damaged or hold numbers that are none. */
class DiagnoseBadDumpsTest {
    private static final int ROWS = 40;
    private static final int PAIRS = 4;
    private static final double[] OMEGA =
            FrequencySchedule.geometric(10_000, 2 * PAIRS).toArray();

    @TempDir
    Path folder;

    private Path config;
    private final double[] cos = new double[ROWS * PAIRS];
    private final double[] sin = new double[ROWS * PAIRS];

    @BeforeEach
    void dump() throws IOException {
        config = folder.resolve("config.json");
        Files.writeString(config, "{\"head_dim\": 8, \"max_position_embeddings\": 64, \"rope_theta\": 10000.0}");
        for (int at = 0; at < cos.length; at++) {
            double phase = at / PAIRS * OMEGA[at % PAIRS];
            cos[at] = (float) StrictMath.cos(phase);
            sin[at] = (float) StrictMath.sin(phase);
        }
    }

    private void put(String name, double[] values, Integer... shape) throws IOException {
        Files.write(
                folder.resolve(name + ".npy"),
                NpyFile.bytes(new NumberArray(ElementType.F32, List.of(shape), values.clone())));
    }

    private void putTable() throws IOException {
        put("cos", cos, ROWS, PAIRS);
        put("sin", sin, ROWS, PAIRS);
    }

    private Ended diagnose(String... more) {
        String[] args = {"diagnose", "--config", config.toString(), "--dump", folder.toString(), "--format", "json"};
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Ended.rope(all);
    }

    private JsonNode diagnosis() throws IOException {
        Ended ended = diagnose();
        assertThat(ended.code()).as(ended.err()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    private void assertRefused(String... words) {
        Ended ended = diagnose();
        assertThat(ended.code()).isEqualTo(Main.INVALID);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines().filter(line -> !line.startsWith("rope: note: ")))
                .hasSize(1);
        assertThat(ended.err()).contains(words).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F64", "F32", "F16", "BF16"})
    void everyFloatingTypeGivesTheSameAnswer(ElementType type) throws IOException {
        List<Integer> shape = List.of(1, ROWS, 1, PAIRS);
        SafetensorsWriter.write(
                folder.resolve("dump.safetensors"),
                Map.of("cos", new NumberArray(type, shape, cos), "sin", new NumberArray(type, shape, sin)));
        assertThat(diagnosis().get("equals_declared").booleanValue()).isTrue();
        assertThat(diagnosis().get("verdict").textValue())
                .isEqualTo(type == ElementType.F64 || type == ElementType.F32 ? "equal" : "equal_up_to_rounding");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity"})
    void aTableWithACellThatIsNoNumberDiffers(double value) throws IOException {
        cos[7 * PAIRS + 2] = value;
        putTable();
        assertThat(diagnosis().get("equals_declared").booleanValue()).isFalse();
        assertThat(diagnosis().get("first_divergent_position").get("in_dump").intValue())
                .isEqualTo(7);
        assertThat(diagnosis().get("affected_pairs").get("ranges").toString()).isEqualTo("[[2,2]]");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity"})
    void frequenciesThatAreNoNumbersDiffer(double value) throws IOException {
        double[] omega = OMEGA.clone();
        omega[1] = value;
        put("inv_freq", omega, PAIRS);
        assertThat(diagnosis().get("equals_declared").booleanValue()).isFalse();
        assertThat(diagnosis().get("explanation").textValue()).startsWith("Frequencies are not finite.");
    }

    @Test
    void rotatedVectorsThatAreNoNumbersDiffer() throws IOException {
        double[] in = new double[ROWS * 2 * PAIRS];
        double[] out = new double[in.length];
        for (int t = 0; t < ROWS; t++) {
            for (int i = 0; i < PAIRS; i++) {
                int a = t * 2 * PAIRS + i;
                int b = a + PAIRS;
                in[a] = 1 + (a * 37 % 19) / 19.0;
                in[b] = -1 - (b * 31 % 17) / 17.0;
                out[a] = in[a] * cos[t * PAIRS + i] - in[b] * sin[t * PAIRS + i];
                out[b] = in[b] * cos[t * PAIRS + i] + in[a] * sin[t * PAIRS + i];
            }
        }
        put("k_in", in, ROWS, 2 * PAIRS);
        put("k_out", out, ROWS, 2 * PAIRS);
        assertThat(diagnosis().get("equals_declared").booleanValue()).isTrue();
        out[9 * 2 * PAIRS + 3] = Double.NaN;
        put("k_out", out, ROWS, 2 * PAIRS);
        assertThat(diagnosis().get("equals_declared").booleanValue()).isFalse();
        assertThat(diagnosis().get("first_divergent_position").get("in_dump").intValue())
                .isEqualTo(9);
        Arrays.fill(out, Double.NaN);
        put("k_out", out, ROWS, 2 * PAIRS);
        assertThat(diagnosis().get("equals_declared").booleanValue()).isFalse();
        assertThat(diagnosis().get("explanation").textValue()).doesNotContain("not rotated at all");
    }

    @Test
    void rowsAtPositionZeroDecideNothing() throws IOException {
        put("cos", Arrays.copyOf(cos, PAIRS), 1, PAIRS);
        put("sin", Arrays.copyOf(sin, PAIRS), 1, PAIRS);
        assertThat(diagnosis().get("verdict").textValue()).isEqualTo("undecidable");
    }

    @Test
    void damagedFilesAreRefusedInOneLine() throws IOException {
        putTable();
        byte[] whole = Files.readAllBytes(folder.resolve("sin.npy"));
        Files.write(folder.resolve("sin.npy"), Arrays.copyOf(whole, whole.length - 1));
        assertRefused("sin.npy: must hold the 640 bytes that shape [40, 4] of <f4 needs");
        String objects = new String(whole, StandardCharsets.ISO_8859_1).replace("'<f4'", "'|O' ");
        Files.write(folder.resolve("sin.npy"), objects.getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("sin.npy: descr", "pickled Python objects, which are never read");
        Files.delete(folder.resolve("sin.npy"));
        assertRefused("sin must be given beside cos");
        Files.delete(folder.resolve("cos.npy"));
        assertRefused("hold cos.npy and sin.npy, or inv_freq.npy");
    }

    @Test
    void configsThatDoNotFitAreRefusedInOneLine() throws IOException {
        putTable();
        String types = "{\"head_dim\": 8, \"rope_parameters\": {\"sliding_attention\": {\"rope_theta\": 100.0},"
                + " \"full_attention\": {\"rope_theta\": 10000.0}}}";
        Files.writeString(config, types);
        assertRefused("sliding_attention, full_attention", "--layer-type", "dump.json");
        Files.writeString(folder.resolve("dump.json"), "{\"layer_type\": \"full_atention\"}");
        assertRefused("layer type must be", "did you mean 'full_attention'?");
        Files.writeString(folder.resolve("dump.json"), "{\"layer_type\": \"full_attention\"}");
        assertThat(diagnosis().get("equals_declared").booleanValue()).isTrue();
        Files.writeString(config, "{\"hidden_size\": 8}");
        assertRefused("config.json: num_attention_heads must be given");
        Files.writeString(config, "{");
        assertRefused("config.json: must be JSON");
        Files.delete(config);
        assertRefused("config.json: must be a readable file: no such file");
    }

    @Test
    void aTypeOfLayerThatTheConfigDoesNotKnowIsRefused() throws IOException {
        putTable();
        Files.writeString(
                config,
                "{\"head_dim\": 8, \"max_position_embeddings\": 64, \"rope_theta\": 10000.0, \"rope_local_base_freq\": 100.0}");
        assertThat(diagnose().err()).contains("taken for full_attention, not for sliding_attention");
        Ended ended = diagnose("--layer-type", "slidng_attention");
        assertThat(ended.code()).isEqualTo(Main.INVALID);
        assertThat(ended.err()).contains("did you mean 'sliding_attention'?");
    }
}

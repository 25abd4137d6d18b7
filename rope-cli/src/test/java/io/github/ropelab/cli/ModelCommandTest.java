package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.DataFolder;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rope model} on the bundled models, in this process, on short sequences. */
class ModelCommandTest {
    private static final SafetensorsFile REFERENCE =
            SafetensorsFile.open(DataFolder.oracle("model/parity_T1024.safetensors"));

    /** Two float32 runs; see TinyLlamaParityTest. */
    private static final double NLL = 1e-3;

    private static final double LOGIT = 2e-3;

    @TempDir
    Path folder;

    @BeforeAll
    static void home() {
        System.setProperty("rope.home", ProjectRoot.find().toString());
    }

    @AfterAll
    static void noHome() {
        System.clearProperty("rope.home");
    }

    private Ended run(String line) {
        return Ended.line("model " + line.replace("@", folder + "/"));
    }

    private Ended fine(String line) {
        Ended ended = run(line);
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended;
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    /** The first recorded bytes as token numbers. */
    private int[] tokens(int count) throws IOException {
        double[] bytes = Arrays.copyOf(REFERENCE.numbers("bytes").values(), count);
        Files.write(
                folder.resolve("t.npy"),
                NpyFile.bytes(new NumberArray(ElementType.I32, List.of(count), bytes.clone())));
        return Arrays.stream(bytes).mapToInt(b -> (int) b).toArray();
    }

    @Test
    void infoSaysWhatTheModelIs() throws IOException {
        JsonNode info = json(fine("info --format json --lengths 2,256").out());
        assertThat(info.get("parameters").longValue()).isEqualTo(3_229_952);
        assertThat(info.get("trained_length").intValue()).isEqualTo(256);
        assertThat(info.get("tokenizer").textValue()).isEqualTo("bytes");
        assertThat(info.at("/types/0").textValue()).isEqualTo("F16");
        assertThat(info.at("/files/model.safetensors").longValue())
                .isEqualTo(Files.size(Home.models().resolve("tiny-llama/model.safetensors")));
        assertThat(info.at("/rotary/0/rope_theta").doubleValue()).isEqualTo(10_000);
        assertThat(info.at("/rotary/0/layers").size()).isEqualTo(4);
        assertThat(info.at("/memory/1/bytes").longValue())
                .isEqualTo(4L * (3_229_952 + 256 * (256 + 4 * 256) + 256 * (256 + 2 * 688) + 256 * 256));
        String path = Home.models().resolve("tiny-llama").toString(); // may hold spaces
        assertThat(Ended.rope("model", "info", path).out())
                .isEqualTo(fine("info tiny-llama").out())
                .contains("4 layers of width 256", "F16", "all layers: Rotary position embedding (none), base 10000");
    }

    /** Losses of a prefix are those of the whole, where the rule does not depend on the length. */
    @ParameterizedTest
    @CsvSource({"none.nll, none", "pi4.nll, linear:factor=4"})
    void lossesByPositionAreTheRecordedOnes(String recorded, String strategy) throws IOException {
        int[] read = tokens(64);
        fine("nll --tokens @t.npy --per-position -o @nll.npy --quiet --strategy " + strategy);
        double[] nll = NpyFile.read(folder.resolve("nll.npy")).values();
        double[] expected = REFERENCE.array(recorded).values();
        assertThat(nll).hasSize(63);
        for (int i = 0; i < nll.length; i++) {
            assertThat(nll[i]).as("token " + (i + 1)).isCloseTo(expected[i], within(NLL));
        }
        if (strategy.equals("none")) {
            Files.writeString(folder.resolve("t.json"), Arrays.toString(read));
            List<String> lines = fine("nll --tokens @t.json --offset 2 --length 8 --per-position --quiet")
                    .out()
                    .lines()
                    .toList();
            assertThat(lines).hasSize(8);
            assertThat(lines.get(0)).isEqualTo("position,token,nll");
            assertThat(lines.get(7)).startsWith("7," + read[9] + ",");
        }
    }

    @Test
    void logitsAreTheRecordedOnes() throws IOException {
        tokens(128);
        fine("nll --tokens @t.npy --logits 127,0 -o @x.npy --quiet --strategy yarn:factor=4");
        NumberArray logits = NpyFile.read(folder.resolve("x.npy"));
        double[] expected = REFERENCE.array("yarn4.logits").values(); // positions 0, 1, 127, ...
        assertThat(logits.shape()).containsExactly(2, 256);
        for (int token = 0; token < 256; token++) {
            assertThat(logits.values()[token]).isCloseTo(expected[2 * 256 + token], within(LOGIT));
            assertThat(logits.values()[256 + token]).isCloseTo(expected[token], within(LOGIT));
        }
    }

    /** One case, three formats: means are those of the losses by position, and the target is the same tokens at both lengths. */
    @Test
    void meansTargetsAndBucketsFollowFromTheLosses() throws IOException {
        String common = " --strategies none --lengths 40,20 --windows 2 --offset 100 --last 10 --bucket 16 --quiet";
        JsonNode runs = json(fine("nll --format json" + common).out()).get("runs");
        assertThat(runs.size()).isEqualTo(4);
        fine("nll --strategies none --offset 140 --length 40 --per-position --quiet -o @n.npy");
        double[] nll = NpyFile.read(folder.resolve("n.npy")).values();
        JsonNode second = runs.get(1); // length 40, window 1
        assertThat(second.get("mean").doubleValue())
                .isCloseTo(Arrays.stream(nll).average().orElseThrow(), within(1e-9));
        assertThat(second.get("target").doubleValue())
                .isCloseTo(Arrays.stream(nll, 29, 39).average().orElseThrow(), within(1e-9));
        assertThat(second.get("positions").size()).isEqualTo(3);
        assertThat(second.at("/positions/1/mean").doubleValue())
                .isCloseTo(Arrays.stream(nll, 15, 31).average().orElseThrow(), within(1e-9));
        fine("nll --strategies none --offset 160 --length 20 --per-position --quiet -o @n.npy");
        assertThat(runs.at("/3/target").doubleValue())
                .isCloseTo(
                        Arrays.stream(NpyFile.read(folder.resolve("n.npy")).values(), 9, 19)
                                .average()
                                .orElseThrow(),
                        within(1e-9));
        List<String> csv =
                fine("nll --format csv -o @n.csv" + common).out().lines().toList();
        assertThat(csv).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("n.csv")))
                .hasSize(1 + 2 * (2 + 3) + 2 * (2 + 2))
                .contains("none,40,1,mean,0,40," + second.get("mean") + ",39");
        Ended table = run("nll --trained-length 20" + common.replace("--quiet", ""));
        assertThat(table.out().lines().toList()).hasSize(3);
        assertThat(table.out()).contains("[0,20)", "[20,40)");
        assertThat(table.err()).contains("sequences of 40 tokens are longer than the trained length 20");
    }

    /** Without a factor a strategy is made for each sequence's length; inside the trained length it changes nothing. */
    @Test
    void withoutAFactorTheLengthIsTheTarget() throws IOException {
        JsonNode runs = json(fine("nll --trained-length 16 --strategies linear,linear:factor=2 --lengths 32 --quiet "
                                + "--format json")
                        .out())
                .get("runs");
        assertThat(runs.at("/0/mean")).isEqualTo(runs.at("/1/mean"));
    }

    @Test
    void passkeySaysTheInRangeAccuracyFirstAndDoesNotRankAtChance() throws IOException {
        Ended ended = fine("passkey tiny-llama --lengths 70 --depths 1 --strategies config --quiet");
        assertThat(ended.out().lines().findFirst().orElseThrow())
                .startsWith("in range: ")
                .contains("at 70 tokens");
        assertThat(ended.out()).contains("AT CHANCE (one-sided binomial test").endsWith("than chance does\n");
        JsonNode json = json(fine("passkey tiny-llama --lengths 70 --depths 1 --quiet --format json")
                .out());
        assertThat(json.get("ranked").booleanValue()).isFalse();
        assertThat(json.get("prompt").textValue()).isEqualTo("single");
        assertThat(json.at("/in_range/n_digits").intValue()).isEqualTo(5);
        assertThat(json.at("/runs/0/depths/0/to").intValue()).isEqualTo(100);
    }

    /** Interpolated to twice the trained length hardly a digit is found; with relative positions kept below the trained length, all are. */
    @Test
    void theBundledModelThatFindsNumbersTellsStrategiesApart() throws IOException {
        JsonNode json = json(fine("passkey --lengths 128,512 --depths 2 --strategies linear,rerope:window=128 --quiet "
                        + "--format json")
                .out());
        assertThat(json.get("ranked").booleanValue()).isTrue();
        assertThat(json.at("/in_range/digits").doubleValue()).isGreaterThan(0.9);
        Map<String, Double> far = new TreeMap<>();
        for (JsonNode run : json.get("runs")) {
            if (run.get("length").intValue() == 512) {
                far.put(run.get("strategy").textValue(), run.get("digits").doubleValue());
            }
        }
        assertThat(far.get("linear")).isLessThan(0.3);
        assertThat(far.get("rerope:window=128")).isGreaterThan(0.9);
    }

    /** A capture that is read by a study; its first layer is q = Wq · norm(embedding) by sums of our own. */
    @Test
    void aCaptureIsWhatAStudyReads() throws IOException {
        Ended ended = fine("capture --layers 2,0 --heads 1,3 --length 48 --type f32 --quiet -o @c.safetensors");
        SafetensorsFile file = SafetensorsFile.open(folder.resolve("c.safetensors"));
        assertThat(file.metadata())
                .containsEntry("model", "tiny-llama")
                .containsEntry("stage", "before rotation")
                .containsEntry("strategy", "none with rope_theta 10000");
        SafetensorsFile weights = SafetensorsFile.open(Home.models().resolve("tiny-llama/model.safetensors"));
        double[] embedding = weights.array("model.embed_tokens.weight").values();
        double[] norm = weights.array("model.layers.0.input_layernorm.weight").values();
        double[] matrix =
                weights.array("model.layers.0.self_attn.q_proj.weight").values();
        double[] q = file.array("layers.0.q").values();
        for (int t : new int[] {0, 47}) {
            int token = (int) file.numbers("token_ids").values()[t];
            double[] x = Arrays.copyOfRange(embedding, token * 256, (token + 1) * 256);
            double scale = 1 / Math.sqrt(Arrays.stream(x).map(c -> c * c).sum() / 256 + 1e-5);
            for (int component = 0; component < 64; component++) {
                double expected = 0;
                for (int c = 0; c < 256; c++) {
                    expected += x[c] * scale * norm[c] * matrix[(3 * 64 + component) * 256 + c];
                }
                assertThat(q[(48 + t) * 64 + component]).isCloseTo(expected, within(1e-4)); // float32, values to 20
            }
        }
        Files.writeString(folder.resolve("study.yaml"), """
                schema: 1
                study: own-capture
                lengths: {trained: 24, current: 48}
                strategies: ["linear"]
                metrics: [kl, output-error]
                """ + ended.out());
        Ended study = Ended.line("run " + folder.resolve("study.yaml") + " --quiet -o " + folder.resolve("out"));
        assertThat(study.code()).as(study.err()).isZero();
        assertThat(Files.readString(folder.resolve("out/results.csv"))).contains("output-error", "c.safetensors");
    }

    /** The one window of a text ends where the text does. */
    @Test
    void aCaptureGivesTheNumbersOfTheModelItself() throws IOException {
        String under = "rerope:window=16";
        long offset = Files.size(Home.texts().resolve("mansfieldpark.txt")) - 48;
        String captured =
                fine("capture --layers 0,2 --heads 0,1 --length 48 --trained 24 --type f32 --quiet -o @c.safetensors "
                                + "--strategy " + under + " --offset " + offset)
                        .out();
        List<String> ofFile = values("file", captured);
        assertThat(ofFile).isNotEmpty();
        assertThat(values(
                        "model",
                        "data: [{model: tiny-llama, text: mansfieldpark, windows: 1, layers: [0, 2], heads: [0, 1], under: \""
                                + under + "\"}]"))
                .isEqualTo(ofFile);
    }

    /** Layers, heads and values of a study of some data, in its order. */
    private List<String> values(String name, String data) throws IOException {
        Path study = folder.resolve(name + ".yaml");
        Files.writeString(study, """
                schema: 1
                study: same
                lengths: {trained: 24, current: 48}
                strategies: ["linear", "yarn"]
                metrics: [score-drift, kl, output-error]
                """ + data);
        Path out = folder.resolve(name);
        Ended ended = Ended.rope("run", study.toString(), "--quiet", "-o", out.toString());
        assertThat(ended.code()).as(ended.err()).isZero();
        List<String> columns =
                List.of("layer", "head", "strategy", "metric", "statistic", "axis", "from", "to", "value", "n");
        return PlainCsv.read(out.resolve("results.csv")).stream()
                .map(row -> columns.stream().map(row::get).toList().toString())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "info tiny-lama; did you mean 'tiny-llama'?",
                "info .; config.json",
                "nll --strategies yarnn:factor=2; did you mean 'yarn'?",
                "nll --strategies none,none; --strategies must not be named twice",
                "nll --text mansfieldparc; did you mean 'mansfieldpark'?",
                "nll --lengths 1; --lengths must be at least 2 tokens each",
                "nll --lengths 9000000; --windows must be at least 1 and of 9000000 tokens fit",
                "nll --lengths 8,16 --per-position; be used with one strategy, one length and one window",
                "nll --lengths 8 --logits 8 -o @x.npy; be positions from 0 to 7",
                "nll --lengths 8 --format npy; be used with --per-position or --logits",
                "nll --lengths 8 --last 8; --last must be from 1 to 7",
                "nll --tokens @none.npy; none.npy",
                "nll --offset -1; --offset must be from 0",
                "nll --dialect vlm; did you mean 'vllm'?",
                "passkey --lengths 40; have at least 64 tokens for the sentences of 1 key",
                "passkey --prompt named; tokens for the sentences of 10 keys",
                "passkey --depths 0; depths must be from 1",
                "capture --layers 4 -o @c.safetensors; layers must be from 0 to 3",
                "capture --strategies none,linear:factor=2 -o @c.safetensors; --strategy must be one",
                "capture; Missing required option",
                "nnl; did you mean"
            })
    void whatCannotBeIsSaidInOneLine(String line, String message) throws IOException {
        Ended ended = run(line);
        assertThat(ended.code()).isEqualTo(Main.INVALID);
        assertThat(ended.err().lines().filter(text -> !text.contains("rope: note:")))
                .hasSize(1);
        assertThat(ended.err()).contains(message);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}

package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.ropelab.experiments.input.YamlFile;
import io.github.ropelab.experiments.study.StudyKeys;
import io.github.ropelab.experiments.study.StudyReader;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors and the reader of studies say the same, as far as a schema can. */
class StudySchemaTest {
    private static final Path ROOT = ProjectRoot.find();
    private static final Path CAPTURES = ROOT.resolve("data/captures");

    /** A study with every section of keys; each test changes one piece. */
    private static final String WHOLE = """
            schema: 1
            study: whole
            question: Is it read?
            lengths: {trained: 32, target: 64, current: [32, 64]}
            first_row: 4
            arithmetic: [f64, positions=bf16]
            scores: double
            geometry:
              - {head_dim: [8, 16], rotary_dim: 8, base: [100, 1e4], pairing: interleaved}
              - {preset: llama-2-7b}
            data:
              - {capture: smollm2-135m, layers: [0], heads: [0, 1]}
              - file: own.safetensors
                tensors: {q: "own.{layer}.q", k: "own.{layer}.k", v: "own.{layer}.v"}
                axes: htd
                layers: 3
                heads: [0]
                pairing: half-split
                base: 1e4
                name: own
              - {q: "{layer}q.npy", k: "{layer}k.npy", v: "{layer}v.npy", axes: thd, layers: [3], heads: 1, pairing: interleaved, base: 10, name: arrays}
              - gaussian: a
                head_dim: 8
                rotary_dim: 8
                base: 1e4
                pairing: half-split
                energy: [0.5, 0.5]
                mean_share: [0.5, 1]
                correlation: 0.25
                needle: {position: 0.5, strength: 1, queries: 4}
                sink: 0.4
                seeds: {count: 3, root: 5}
              - {gaussian: b, preset: llama-2-7b, profile: {capture: smollm2-135m, layer: 10, head: 2}}
              - {model: tiny-llama, text: mansfieldpark, windows: 2, layers: [0, 3], heads: 1, under: {id: rerope, window: trained/2}, optional: true, name: tiny, lengths: {trained: 16, target: 32, current: 32}, first_row: 16}
            seeds: {count: 2, root: 7}
            strategies:
              - none
              - yarn:factor=2
              - {id: dynamic, label: served, name: dynamic, config: c, dialect: vllm, factor: 2, max_trained_positions: 32}
              - {id: rerope, sweep: {window: [8, trained/2]}}
              - {id: linear, factor: target/trained}
            reference: {id: rerope, window: 16, visibility: {sinks: 2, window: 12}}
            compare: trained-range
            baseline: served
            pairs: all
            metrics: [kl, encoding-distance, nll, {id: top-k-overlap, k: 4}, {id: top-k-overlap, k: 8}, {id: score-drift, buckets: all}]
            exclude:
              - {strategy: none, data: [a, b], seed: 0, current: 32, arithmetic: f64, because: tried}
              - {layer: 0, head: [0, 1], head_dim: 64, base: 100000, because: tried}
            """;

    /** Changes that make it a study in float32, which can do less. */
    private static final String FLOAT = "scores: double|scores: float"
            + "&&arithmetic: [f64, positions=bf16]|arithmetic: f64"
            + "&&, visibility: {sinks: 2, window: 12}|"
            + "&&compare: trained-range|"
            + "&&, {id: top-k-overlap, k: 8}|";

    private static JsonSchema schema;

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Map<String, NumberArray> tensors = new HashMap<>();
        for (String side : List.of("q", "k", "v")) {
            tensors.put("own.3." + side, array(1, 64));
            tensors.put("layers.3." + side, array(1, 64));
            Files.write(folder.resolve("3" + side + ".npy"), NpyFile.bytes(array(64, 2)));
        }
        SafetensorsWriter.write(folder.resolve("own.safetensors"), tensors);
    }

    private static NumberArray array(int first, int second) {
        double[] values = IntStream.range(0, first * second * 8)
                .mapToDouble(i -> (float) Math.sin(i * 1.7))
                .toArray();
        return new NumberArray(ElementType.F32, List.of(first, second, 8), values);
    }

    @BeforeAll
    static void schema() throws IOException {
        JsonNode text = new ObjectMapper()
                .readTree(ROOT.resolve("docs/study.schema.json").toFile());
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(text);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("study.yaml"), yaml);
    }

    private static Set<ValidationMessage> complaints(Path file) {
        return schema.validate(YamlFile.read(file));
    }

    private List<Problem> problems(Path file) {
        InvalidInput e = catchThrowableOfType(InvalidInput.class, () -> StudyReader.read(file, CAPTURES));
        assertThat(e).as("the reader must refuse").isNotNull();
        return e.problems();
    }

    static Stream<Path> bundled() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("data/studies"))) {
            return folders.map(study -> study.resolve("study.yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void everyBundledStudyIsValidAndNamesItsSchema(Path study) throws IOException {
        assertThat(complaints(study)).isEmpty();
        StudyReader.read(study, CAPTURES);
        String first = Files.readAllLines(study).get(0);
        assertThat(first).startsWith("# yaml-language-server: $schema=");
        assertThat(study.getParent()
                        .resolve(first.substring(first.indexOf('=') + 1))
                        .normalize())
                .isEqualTo(ROOT.resolve("docs/study.schema.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "question: |question: 3",
                "first_row: 4|first_row:",
                "target: 64, |target: null, ",
                "[f64, positions=bf16]|[f64, \"f32,table=bf16\"]",
                "arithmetic: f64, because|arithmetic: \"positions=bf16,table=f64\", because",
                "current: [32, 64]|current: [32, 64.0]",
                ", visibility: {sinks: 2, window: 12}|",
                "reference: {id: rerope, window: 16, visibility: {sinks: 2, window: 12}}|reference: yarn:factor=2",
                "reference: {id: rerope, window: 16, visibility: {sinks: 2, window: 12}}|reference: [yarn:factor=2]",
                "window: 16, |window: null, ",
                "{sinks: 2, window: 12}|{window: 12}",
                "{sinks: 2, window: 12}|{sinks: 0, window: 12}",
                "{sinks: 2, window: 12}|{chunk: 16}",
                "{sinks: 2, window: 12}|null",
                "compare: trained-range|compare: same-distance",
                "compare: trained-range|",
                "baseline: served|baseline: rerope window=8",
                "baseline: served|baseline:",
                FLOAT,
                FLOAT + "&&scores: float|scores: float\nrows: 2",
                "scores: double|rows:",
                "layers: [0], heads: [0, 1]|layers: 0, heads: 1",
                "layers: [0], heads: [0, 1]|heads:",
                "    tensors: {q: \"own.{layer}.q\", k: \"own.{layer}.k\", v: \"own.{layer}.v\"}\n|",
                ", v: \"own.{layer}.v\"}|}",
                "axes: htd|axes:",
                "{layer}q.npy|3q.npy&&{layer}k.npy|3k.npy&&{layer}v.npy|3v.npy&&, layers: [3], heads: 1|",
                "v: \"{layer}v.npy\", |",
                "base: 10, name: arrays|base: '1e1'",
                "correlation: 0.25|correlation: '-2.5e-1'",
                "correlation: 0.25|correlation:",
                "optional: true|optional: false",
                "under: {id: rerope, window: trained/2}|under: rerope:window=8",
                ", lengths: {trained: 16, target: 32, current: 32}, first_row: 16|",
                "trained: 16, target: 32, current: 32}|trained: 16, current: 32}",
                "needle: {position: 0.5, strength: 1, queries: 4}|needle: {position: 20, strength: 2.5}",
                "needle: {position: 0.5, strength: 1, queries: 4}|needle:",
                "sink: 0.4|sink: 2",
                "seeds: {count: 3, root: 5}|seeds: {root: 5}",
                "seeds: {count: 3, root: 5}|seeds:",
                "profile: {capture: smollm2-135m, layer: 10, head: 2}|energy: 1, sink: 0.5, seeds: {count: 1}",
                "buckets: all|buckets: octaves",
                "buckets: all|buckets: 4",
                "buckets: all|buckets: '4'",
                "buckets: all|buckets:",
                "factor: target/trained|factor: '1e1'",
                "pairs: all|pairs: names",
                "metrics: [kl, |metrics: [kl, frequency-ratio, {id: mass-beyond}, ",
                "yarn:factor=2|resonance(yarn:factor=2)+log_n",
                "yarn:factor=2|{id: deepseek_yarn, factor: 2, mscale: 0.7, dialect: vllm-0.33}"
            })
    void whatTheReaderAcceptsTheSchemaAccepts(String change) throws IOException {
        Path file = file(changed(change));
        StudyReader.read(file, CAPTURES);
        assertThat(complaints(file)).isEmpty();
    }

    /** The whole study after changes {@code from|to}, with {@code &&} between two of them. */
    private static String changed(String changes) {
        String study = WHOLE;
        for (String change : changes.isEmpty() ? new String[0] : changes.split("&&")) {
            String[] parts = change.split("\\|", 2);
            assertThat(study).contains(parts[0]);
            study = study.replace(parts[0], parts[1]);
        }
        return study;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema: 1|schema: 2",
                "schema: 1|schemma: 1",
                "study: whole|studdy: whole",
                "question: Is it read?|question: [a]",
                "trained: 32|trained: 0",
                "trained: 32|trainde: 32",
                "current: [32, 64]|current: long",
                "first_row: 4|first_row: -1",
                "[f64, positions=bf16]|[f65]",
                "pairing: interleaved|pairing: interleave",
                "head_dim: [8, 16]|head_dim: [8, 1]",
                "base: [100, 1e4]|base: [100, wide]",
                "{preset: llama-2-7b}\ndata|{preset: llama-2-7}\ndata",
                "{preset: llama-2-7b}\ndata|{preset: llama-2-7b, base: 500000}\ndata",
                "capture: smollm2-135m|capture: smollm3-135m",
                "layers: [0]|layer: [0]",
                "gaussian: a|gauss: a",
                "energy: [0.5, 0.5]|energy: [half, half]",
                "count: 2|count: 0",
                "count: 2|cuont: 2",
                "id: rerope, sweep|sweep",
                "sweep: {window: [8, trained/2]}|sweep: {window: 8}",
                "sweep: {window: [8, trained/2]}|sweep: {}",
                "visibility: {sinks: 2, window: 12}|visibility: 12",
                "{sinks: 2, window: 12}|{}",
                "{sinks: 2, window: 12}|{sinks: 2}",
                "{sinks: 2, window: 12}|{sinks: -1, window: 12}",
                "{sinks: 2, window: 12}|{window: 0}",
                "{sinks: 2, window: 12}|{chunk: 0}",
                "{sinks: 2, window: 12}|{chunk: 16, window: 12}",
                "{sinks: 2, window: 12}|{chunk: 16, sinks: 2}",
                "{sinks: 2, window: 12}|{span: 12}",
                "reference: {id: rerope, window: 16, visibility: {sinks: 2, window: 12}}|reference: [none, none]",
                "compare: trained-range|compare: trained",
                "baseline: served|baseline: [served]",
                "scores: double|scores: single",
                "scores: double|scores: float\nrows: 1",
                "heads: [0, 1]|heads: [first]",
                "file: own.safetensors|file: [own.safetensors]",
                "k: \"own.{layer}.k\", |",
                "q: \"own.{layer}.q\", k: |",
                "v: \"own.{layer}.v\"}|w: b}",
                "tensors: {|tensors: own #{",
                "axes: htd|axes: dht",
                "axes: thd|axes: [thd]",
                "layers: 3|layers: -3",
                "heads: [0]\n|heads: -1\n",
                "base: 1e4\n    name: own|name: own",
                "name: own|name: {}",
                "k: \"{layer}k.npy\", |",
                "v: \"{layer}v.npy\"|v: []",
                "layers: [3], heads: 1|layers: third, heads: 1",
                "layers: [3], heads: 1|layers: [3], heads: 0.5",
                "pairing: interleaved, base: 10|base: 10",
                "base: 10, |base: ten, ",
                "base: 10, |",
                "name: arrays|name: [arrays]",
                "correlation: 0.25|correlation: high",
                "needle: {position: 0.5, strength: 1, queries: 4}|needle: 0.5",
                "needle: {position: 0.5, |needle: {",
                "strength: 1, |",
                "queries: 4|queries: 0",
                "sink: 0.4|sink: deep",
                "seeds: {count: 3, root: 5}|seeds: 3",
                "count: 3|count: 0",
                "root: 5|root: -1",
                "windows: 2, |windows: 0, ",
                "text: mansfieldpark, |",
                "under: {id: rerope, window: trained/2}|under: [none, linear]",
                "optional: true|optional: perhaps",
                "target: 32, current: 32}|target: 32}",
                "first_row: 16|first_row: -1",
                "profile: {capture: smollm2-135m, layer: 10, head: 2}|profile: smollm2-135m",
                "profile: {capture: smollm2-135m, |profile: {capture: smollm3-135m, ",
                "layer: 10, head|head",
                "layer: 10, head: 2|layer: 10",
                "head: 2}|head: -2}",
                "buckets: all|buckets: [all]",
                "buckets: all|buckets: true",
                "window: 16|window: [16]",
                "window: 16|window: true",
                "pairs: all|pairs: al",
                "[kl, |[lk, ",
                "k: 8|l: 8",
                "k: 8|k: eight",
                "arithmetic: f64, because: tried|arithmetic: f64",
                "strategy: none, data|stratgey: none, data",
                "current: 32, arithmetic: f64, because|current: {32: 33}, arithmetic: f64, because",
                "{layer: 0, head: [0, 1], head_dim: 64, base: 100000, because: tried}|{because: tried}"
            })
    void whatTheSchemaRefusesTheReaderRefuses(String change) throws IOException {
        Path file = file(changed(change));
        assertThat(complaints(file)).as("the schema must refuse").isNotEmpty();
        assertThat(problems(file)).isNotEmpty();
    }

    /** A key that nobody knows makes the reader list those that it asked for. */
    static Stream<Map.Entry<String, String>> objects() {
        return Stream.of(
                Map.entry("study", "schema: 1|schema: 1\nKEY: 0"),
                Map.entry("lengths", "trained: 32|trained: 32, KEY: 0"),
                Map.entry("geometry", "rotary_dim: 8, base: [|rotary_dim: 8, KEY: 0, base: ["),
                Map.entry("geometry model", "{preset: llama-2-7b}\ndata|{preset: llama-2-7b, KEY: 0}\ndata"),
                Map.entry("data capture", "layers: [0]|layers: [0], KEY: 0"),
                Map.entry("data file", "axes: htd|axes: htd\n    KEY: 0"),
                Map.entry("tensors", "tensors: {|tensors: {KEY: 0, "),
                Map.entry("data arrays", "axes: thd|axes: thd, KEY: 0"),
                Map.entry("data drawn", "gaussian: a|gaussian: a\n    KEY: 0"),
                Map.entry("data drawn model", "gaussian: b, |gaussian: b, KEY: 0, "),
                Map.entry("data model", "windows: 2, |windows: 2, KEY: 0, "),
                Map.entry("model lengths", "target: 32, current|KEY: 0, target: 32, current"),
                Map.entry("profile", "head: 2|head: 2, KEY: 0"),
                Map.entry("needle", "queries: 4|queries: 4, KEY: 0"),
                Map.entry("visibility window", "sinks: 2|sinks: 2, KEY: 0"),
                Map.entry("visibility chunk", "{sinks: 2, window: 12}|{chunk: 16, KEY: 0}"),
                Map.entry("seeds", "count: 2|count: 2, KEY: 0"),
                Map.entry("exclude", "seed: 0|KEY: 0, seed: 0"));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void everyKeyThatTheReaderAsksForIsDocumented(Map.Entry<String, String> object) throws IOException {
        String unknown = "q".repeat(40);
        Path file = file(changed(object.getValue().replace("KEY", unknown)));
        Problem problem = problems(file).stream()
                .filter(p -> p.path().endsWith(unknown) && p.rule().equals("be a known key"))
                .findFirst()
                .orElseThrow();
        List<String> asked =
                List.of(problem.suggestion().replaceFirst("^known: ", "").split(", "));
        List<String> documented = StudyKeys.bySection().get(object.getKey()).stream()
                .map(StudyKeys.Key::name)
                .toList();
        assertThat(asked).containsAll(documented);
        // an object of several forms is asked for the keys of the others, to say what does not go together
        String kind = object.getKey().split(" ")[0];
        List<String> others = StudyKeys.all().stream()
                .filter(key -> key.section().split(" ")[0].equals(kind))
                .map(StudyKeys.Key::name)
                .toList();
        assertThat(asked).allMatch(others::contains);
        assertThat(complaints(file)).isNotEmpty();
    }

    @Test
    void everySectionIsExplainedAndTried() {
        assertThat(StudyKeys.bySection().keySet()).isEqualTo(StudyKeys.SECTIONS.keySet());
        // beside the parameters of a strategy or a metric, whose unknown ones are refused in their name
        List<String> besideParameters = List.of("strategy", "reference", "metric");
        assertThat(Stream.concat(objects().map(Map.Entry::getKey), besideParameters.stream()))
                .containsExactlyInAnyOrderElementsOf(StudyKeys.SECTIONS.keySet());
    }
}

package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.Problem;
import io.github.ropelab.experiments.input.YamlFile;
import io.github.ropelab.experiments.study.StudyKeys;
import io.github.ropelab.experiments.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
            geometry:
              - {head_dim: [8, 16], rotary_dim: 8, base: [100, 1e4], pairing: interleaved}
              - {preset: llama-2-7b}
            data:
              - {capture: smollm2-135m, layers: [0]}
              - {gaussian: a, head_dim: 8, rotary_dim: 8, base: 1e4, pairing: half-split, energy: [0.5, 0.5], mean_share: [0, 1]}
              - {gaussian: b, preset: llama-2-7b}
            seeds: {count: 2, root: 7}
            strategies:
              - none
              - yarn:factor=2
              - {id: dynamic, label: served, name: dynamic, config: c, dialect: vllm, factor: 2, max_trained_positions: 32}
              - {id: rerope, sweep: {window: [8, trained/2]}}
              - {id: linear, factor: target/trained}
            reference: {id: rerope, window: 16}
            pairs: all
            metrics: [kl, encoding-distance, {id: top-k-overlap, k: 4}, {id: top-k-overlap, k: 8}]
            exclude:
              - {strategy: none, data: [a, b], seed: 0, current: 32, arithmetic: f64, because: tried}
              - {layer: 0, head: [0, 1], head_dim: 64, base: 100000, because: tried}
            """;

    @TempDir
    Path folder;

    private static JsonSchema schema() throws IOException {
        JsonNode text = new ObjectMapper()
                .readTree(ROOT.resolve("docs/study.schema.json").toFile());
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(text);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("study.yaml"), yaml);
    }

    private static Set<ValidationMessage> complaints(Path file) throws IOException {
        return schema().validate(YamlFile.read(file));
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
                "reference: {id: rerope, window: 16}|reference: yarn:factor=2",
                "window: 16}|window: null}",
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

    private static String changed(String change) {
        if (change.isEmpty()) {
            return WHOLE;
        }
        String[] parts = change.split("\\|", 2);
        assertThat(WHOLE).contains(parts[0]);
        return WHOLE.replace(parts[0], parts[1]);
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
                "gaussian: a, |",
                "energy: [0.5, 0.5]|energy: [half, half]",
                "count: 2|count: 0",
                "count: 2|cuont: 2",
                "id: rerope, sweep|sweep",
                "sweep: {window: [8, trained/2]}|sweep: {window: 8}",
                "sweep: {window: [8, trained/2]}|sweep: {}",
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
                Map.entry("data drawn", "gaussian: a, |gaussian: a, KEY: 0, "),
                Map.entry("data drawn model", "gaussian: b, |gaussian: b, KEY: 0, "),
                Map.entry(
                        "data file",
                        "{capture: smollm2-135m, layers: [0]}|{file: none, base: 9, pairing: half-split, KEY: 0}"),
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
        List<String> others = object.getKey().startsWith("data")
                        || object.getKey().startsWith("geometry")
                ? StudyKeys.all().stream()
                        .filter(key -> key.section().startsWith(object.getKey().split(" ")[0]))
                        .map(StudyKeys.Key::name)
                        .toList()
                : documented;
        assertThat(asked).allMatch(others::contains);
        assertThat(complaints(file)).isNotEmpty();
    }

    @Test
    void everySectionIsExplained() {
        assertThat(StudyKeys.bySection().keySet()).isEqualTo(StudyKeys.SECTIONS.keySet());
    }
}

package io.github.ropelab.cli;

import static io.github.ropelab.experiments.published.Published.printed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.experiments.published.Origin;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.reproduction.Reproductions;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code rope reproduce} over made-up results that hold, differ, are wrongly published, and throw. */
class ReproduceCommandTest {
    private static final Published HALF =
            printed("half", "half of one", "m", 0.5).within(0.05, "printed so");
    private static final Published WRONG = HALF.corrected(0.75, 0.01, "a quarter was forgotten");
    private static final Published RANGE = Published.range("wide", "a few", "1", Origin.LATER, 2, 4, "by eye");

    private final AtomicInteger computed = new AtomicInteger();
    private final List<Reproduction> catalogue = List.of(
            new MadeReproduction("good-result", HALF, false, work -> {
                computed.incrementAndGet();
                return 0.51;
            }),
            new MadeReproduction("range", RANGE, true, work -> 3),
            new MadeReproduction("wrongly-published", WRONG, true, work -> 0.75),
            new MadeReproduction("bad", HALF, false, work -> 0.6),
            new MadeReproduction("throwing", HALF, false, work -> {
                throw new IllegalStateException("nothing\nworks");
            }));

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

    private Ended reproduce(String... arguments) {
        List<String> all = new ArrayList<>(List.of("reproduce"));
        all.addAll(List.of(arguments));
        CommandLine.IFactory factory = new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == ReproduceCommand.class
                        ? type.cast(new ReproduceCommand(catalogue))
                        : CommandLine.defaultFactory().create(type);
            }
        };
        return Ended.rope(factory, all.toArray(String[]::new));
    }

    private Ended run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", folder.toString()));
        return reproduce(all.toArray(String[]::new));
    }

    private static JsonNode json(Ended ended) throws IOException {
        return new ObjectMapper().readTree(ended.out());
    }

    @Test
    void theListShowsAllAndTakesNoIds() throws IOException {
        Ended text = reproduce("--list");
        assertThat(text.code()).isZero();
        assertThat(text.out()).contains("good-result", "throwing", "It is about half of one.", "2001.00001");
        JsonNode list = json(reproduce("--list", "--format", "json"));
        assertThat(list).hasSize(catalogue.size());
        assertThat(list.get(0).get("sources").get(1).get("reading").asText()).isEqualTo("quoted");
        assertThat(reproduce("--list", "bad").code()).isEqualTo(Main.INVALID);
        assertThat(reproduce("--list", "--all").code()).isEqualTo(Main.INVALID);
        assertThat(computed).hasValue(0);
    }

    @Test
    void whatCannotBeMeantIsRefusedBeforeAnythingIsComputed() {
        assertThat(run().err()).contains("--list", "--all");
        assertThat(run().code()).isEqualTo(Main.INVALID);
        Ended unknown = run("good-result", "good-resutl");
        assertThat(unknown.code()).isEqualTo(Main.INVALID);
        assertThat(unknown.err()).contains("did you mean 'good-result'?");
        assertThat(run("--all", "bad").code()).isEqualTo(Main.INVALID);
        assertThat(run("bad", "--threads", "0").code()).isEqualTo(Main.INVALID);
        assertThat(run("bad", "--style", "nature").code()).isEqualTo(Main.INVALID);
        assertThat(computed).hasValue(0);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDryRunSaysWhatWouldBeComparedAndWritesNothing() throws IOException {
        Ended text = run("good-result", "range", "--dry-run");
        assertThat(text.code()).isZero();
        assertThat(text.out()).contains("half of one (m)", "0.5", "± 0.05", "2 to 4", "2 results");
        JsonNode one = json(run("range", "--dry-run", "--format", "json"));
        assertThat(one.get("tolerance").get("wide").get(1).asDouble()).isEqualTo(4);
        assertThat(one.has("reproduced")).isFalse();
        assertThat(computed).hasValue(0);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anIdGivenTwiceIsComputedOnce() throws IOException {
        Ended ended = run("good-result", "good-result", "--quiet", "--format", "json");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(computed).hasValue(1);
        JsonNode result = json(ended);
        assertThat(result.get("id").asText()).isEqualTo("good-result");
        assertThat(result.get("published").get("half").asDouble()).isEqualTo(0.5);
        assertThat(result.get("reproduced").get("half").asDouble()).isEqualTo(0.51);
        assertThat(result.get("tolerance").get("half").asDouble()).isEqualTo(0.05);
        assertThat(result.get("holds").asBoolean()).isTrue();
        assertThat(result.get("verdict").asText()).isEqualTo("holds");
        assertThat(result.fieldNames())
                .toIterable()
                .contains("claim", "source", "sources", "formula", "checks", "seconds", "provenance", "title");
        assertThat(result.get("provenance").get("extent").asText()).isEqualTo("usual");
    }

    @Test
    void aPublicationThatIsWrongIsNoFailureAndDoesNotHold() throws IOException {
        Ended ended = run("wrongly-published", "range", "--format", "json");
        assertThat(ended.code()).isZero();
        JsonNode wrong = json(ended).get(0);
        assertThat(wrong.get("holds").asBoolean()).isFalse();
        assertThat(wrong.get("verdict").asText()).isEqualTo("known_discrepancy");
        assertThat(wrong.get("checks").get(0).get("correction").get("proof").asText())
                .isEqualTo("a quarter was forgotten");
        assertThat(json(ended).get(1).get("published").get("wide").get(0).asDouble())
                .isEqualTo(2);
        assertThat(run("wrongly-published").out())
                .contains("known discrepancy", "published 0.5, right is 0.74 to 0.76. a quarter was forgotten");
    }

    @Test
    void whatDiffersEndsWithItsOwnCode() {
        Ended ended = run("good-result", "bad");
        assertThat(ended.code()).isEqualTo(Main.DIFFERS);
        assertThat(ended.out())
                .contains("2 results: 1 holds, 1 differs. Numbers: 1 of 2 published numbers hold, 1 differs.");
        assertThat(ended.err()).contains("reproduce 100 %", "bad: differs");
    }

    @Test
    void aResultThatThrowsDoesNotStopTheOthers() throws IOException {
        Ended ended = run("--all", "--quiet", "--threads", "2");
        assertThat(ended.code()).isEqualTo(Main.FAILED);
        assertThat(ended.err().strip())
                .isEqualTo("rope: throwing failed: java.lang.IllegalStateException: nothing works");
        assertThat(ended.out()).contains("verdict        differs", "verdict        failed", "1 failed");
        assertThat(Files.readAllLines(folder.resolve("summary.csv")))
                .hasSize(1 + catalogue.size())
                .anyMatch(line -> line.startsWith("throwing,") && line.contains(",failed,0,"));
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("throwing/result.json").toFile())
                        .get("holds")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void filesAndTextAreTheSameOnAnyNumberOfThreads() throws IOException {
        String[] one = {"good-result", "range", "bad", "--latex", "--threads"};
        Ended first = run(with(one, "1"));
        Map<String, byte[]> files = files();
        assertThat(files)
                .containsKeys(
                        "range/result.json",
                        "range/checks.csv",
                        "range/page.md",
                        "range/range.tex",
                        "range/range.bib",
                        "range/tables/numbers.csv",
                        "range/figures/line.svg",
                        "range/figures/line.pdf",
                        "range/figures/line.png",
                        "range/figures/line.csv",
                        "range/figures/line.json",
                        "range/figures/line.tex");
        String references = new String(files.get("references.bib"), StandardCharsets.UTF_8);
        assertThat(references).containsOnlyOnce("{post2021,").contains("{made2020g,", "{made2020r,");
        Ended second = run(with(one, "3"));
        assertThat(second.out()).isEqualTo(first.out());
        Map<String, byte[]> again = files();
        assertThat(again.keySet()).isEqualTo(files.keySet());
        files.forEach((name, bytes) -> assertThat(again.get(name)).as(name).isEqualTo(bytes));
    }

    /** Nothing of an earlier run stays that this one did not write; files of others do. */
    @Test
    void staleFilesGo() throws IOException {
        run("range", "--latex");
        Path own = Files.writeString(folder.resolve("range/notes.txt"), "mine");
        run("range");
        assertThat(folder.resolve("range/range.tex")).doesNotExist();
        assertThat(folder.resolve("range/figures/line.tex")).doesNotExist();
        assertThat(folder.resolve("range/figures/line.svg")).exists();
        assertThat(own).exists();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("range/checks.csv/in-the-way"));
        Ended ended = run("range", "good-result", "--quiet");
        assertThat(ended.code()).isEqualTo(Main.FAILED);
        assertThat(ended.err()).contains("checks.csv").hasLineCount(1);
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(reproduce("range", "-o", file.toString()).code()).isEqualTo(Main.INVALID);
    }

    @Test
    void thePagesOfDocsHaveNoLeftovers() throws IOException {
        Path docs = folder.resolve("docs");
        Files.createDirectories(docs.resolve("images"));
        Files.writeString(docs.resolve("gone.md"), "");
        Files.writeString(docs.resolve("images/gone-line.png"), "");
        run("--all", "--quiet", "--pages", docs.toString());
        try (Stream<Path> pages = Files.list(docs)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "README.md", "good-result.md", "range.md", "wrongly-published.md", "bad.md", "images");
        }
        assertThat(docs.resolve("images/gone-line.png")).doesNotExist();
        assertThat(Files.readString(docs.resolve("README.md")))
                .contains("5 results: 2 hold, 1 with a known discrepancy, 1 differs, 1 failed.");
        assertThat(Files.readString(docs.resolve("wrongly-published.md")))
                .contains("![x over n](images/wrongly-published-line.png)", "a quarter was");
        assertThat(run("--all", "--full", "--pages", docs.toString()).code()).isEqualTo(Main.INVALID);
    }

    @Test
    void theListOfTheCommandIsTheCatalogue() throws IOException {
        List<String> ids = new ArrayList<>();
        json(Ended.line("reproduce --list --format json"))
                .forEach(result -> ids.add(result.get("id").asText()));
        assertThat(ids).isEqualTo(Reproductions.ids());
    }

    private static String[] with(String[] arguments, String last) {
        return Stream.concat(Stream.of(arguments), Stream.of(last)).toArray(String[]::new);
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}

package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.run.Results;
import io.github.ropelab.experiments.run.RunSummary;
import io.github.ropelab.experiments.run.StudyRunner;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private static final String STUDY = """
            schema: 1
            study: verified
            lengths: {trained: 16, current: [16, 32]}
            geometry: {head_dim: 8, base: 100, pairing: interleaved}
            data: [{gaussian: g, head_dim: 8, base: 100, pairing: interleaved}]
            seeds: {count: 2, root: 1}
            strategies: [none, linear, "rerope:window=4"]
            metrics: [kl, {id: top-k-overlap, k: 2}, {id: top-k-overlap, k: 4}, encoding-distance]
            """;

    @TempDir
    Path folder;

    private Path out;
    private Path expected;

    @BeforeEach
    void run() throws IOException {
        out = run("study", STUDY);
        expected = folder.resolve("expected.csv");
        Ended written = Ended.line("verify " + out + " --expected " + expected + " --write");
        assertThat(written.code()).as(written.err()).isZero();
    }

    private Path run(String name, String yaml) throws IOException {
        Path study = Files.writeString(folder.resolve(name + ".yaml"), yaml);
        Path to = folder.resolve(name);
        Plan plan = Planner.plan(StudyReader.read(study, ProjectRoot.find().resolve("data/captures")));
        RunSummary summary =
                new StudyRunner(new CellStore(to.resolve("cells")), false, (cell, outcome) -> {}).run(plan, 1);
        Files.writeString(to.resolve("results.csv"), Results.of(summary).toCsv());
        return to;
    }

    private Ended verify(Path results) {
        return Ended.line("verify " + results + " --expected " + expected);
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(expected));
    }

    private int column(String name) throws IOException {
        return List.of(lines().get(0).split(",")).indexOf(name);
    }

    /** The index of a line whose value is not 0, so that a share of it is something. */
    private int lineWithValue() throws IOException {
        List<String> lines = lines();
        for (int i = 1; i < lines.size(); i++) {
            String value = lines.get(i).split(",", -1)[column("value")];
            if (!value.isEmpty() && Double.parseDouble(value) != 0) {
                return i;
            }
        }
        throw new AssertionError("all values are 0");
    }

    private void edit(int line, String name, String value) throws IOException {
        List<String> lines = lines();
        String[] cells = lines.get(line).split(",", -1);
        cells[column(name)] = value;
        lines.set(line, String.join(",", cells));
        Files.write(expected, lines);
    }

    @Test
    void aRunIsWhatItWas() throws IOException {
        Ended ended = verify(out);
        assertThat(ended.code()).as(ended.out()).isZero();
        assertThat(ended.out())
                .isEqualTo("holds: " + (lines().size() - 1)
                        + " rows expected, 0 missing, 0 surplus, 0 of another status, 0 outside of the tolerance\n");
        assertThat(lines()).anyMatch(line -> line.contains("k=2")).anyMatch(line -> line.contains("undefined"));
    }

    @Test
    void aValueOffToEitherSideDoesNotHoldAndSaysHowFar() throws IOException {
        int line = lineWithValue();
        double value = Double.parseDouble(lines().get(line).split(",", -1)[column("value")]);
        for (double factor : new double[] {1 + 1e-6, 1 - 1e-6}) {
            edit(line, "value", Double.toString(value * factor));
            Ended ended = verify(out);
            assertThat(ended.code()).isEqualTo(3);
            assertThat(ended.out())
                    .startsWith("value  ")
                    .contains(value + " instead of ", "off by", "1.00e+03 times the tolerance")
                    .endsWith("0 of another status, 1 outside of the tolerance\n");
        }
        edit(line, "relative", "1e-5");
        assertThat(verify(out).code()).isZero();
        edit(line, "relative", "0");
        edit(line, "absolute", String.format(Locale.ROOT, "%.17g", Math.abs(value) * 1.01e-6));
        assertThat(verify(out).code()).isZero();
    }

    @Test
    void theFileHasTheTolerancesThatWereAskedFor() throws IOException {
        Ended ended =
                Ended.line("verify " + out + " --write --relative 1.05e-7 --absolute 20.05 --expected " + expected);
        assertThat(ended.code()).isZero();
        assertThat(lines().get(0)).endsWith(",rows,status,value,absolute,relative");
        assertThat(lines().subList(1, lines().size())).allMatch(line -> line.endsWith(",20.05,1.05e-7"));
        edit(lineWithValue(), "value", "20");
        assertThat(verify(out).code()).isZero();
        edit(lineWithValue(), "value", "-21");
        assertThat(verify(out).code()).isEqualTo(3);
    }

    @Test
    void theWorstRowComesFirst() throws IOException {
        int line = lineWithValue();
        double value = Double.parseDouble(lines().get(line).split(",", -1)[column("value")]);
        edit(line, "value", Double.toString(value * 2));
        List<String> lines = lines();
        String rest = lines.remove(lines.size() - 1);
        Files.write(expected, lines);
        Ended ended = Ended.line("verify " + out + " --expected " + expected + " --rows 1");
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out())
                .startsWith("surplus  ")
                .contains("... and 1 more")
                .contains(rest.split(",")[column("strategy")]);
    }

    @Test
    void aMissingRowASurplusRowAndAStatusDoNotHold() throws IOException {
        assertThat(verify(run("fewer", STUDY.replace("none, linear", "none"))).out())
                .contains("missing  ", "strategy linear", "0 surplus");
        Ended more = verify(run("more", STUDY.replace("none, linear", "none, yarn, linear")));
        assertThat(more.code()).isEqualTo(3);
        assertThat(more.out()).contains("surplus  ", "strategy yarn", "0 missing");
        Ended seeds = verify(run("seeds", STUDY.replace("count: 2", "count: 3")));
        assertThat(seeds.code()).isEqualTo(3);
        assertThat(seeds.out()).contains("status  ", "3 ok instead of 2 ok");
        edit(lineWithValue(), "status", "undefined");
        assertThat(verify(out).out()).contains("status  ", "ok instead of", "1 of another status");
    }

    /** A metric that the file does not speak of is out of its scope; adding one does not break what held. */
    @Test
    void anotherMetricIsOutOfScope() throws IOException {
        assertThat(verify(run("metric", STUDY.replace("[kl,", "[kl, entropy,"))).code())
                .isZero();
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        edit(lineWithValue(), "value", "77");
        Ended ended = Ended.line("verify " + out + " --format json --expected " + expected);
        assertThat(ended.code()).isEqualTo(3);
        JsonNode json = new ObjectMapper().readTree(ended.out());
        assertThat(json.get("holds").booleanValue()).isFalse();
        assertThat(json.get("value").intValue()).isEqualTo(1);
        assertThat(json.get("worst").get(0).get("expected").textValue()).isEqualTo("77.0");
        assertThat(json.get("worst").get(0).get("off").doubleValue()).isGreaterThan(70);
    }

    @Test
    void anExpectedFileThatCannotBeReadIsInvalidInput() throws IOException {
        List<String> good = lines();
        edit(1, "value", "abc");
        edit(2, "rows", "0");
        List<String> lines = lines();
        lines.add(lines.get(lines.size() - 1));
        Files.write(expected, lines);
        Ended ended = verify(out);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("line 2 value must be a finite number, but was abc", "line 3 rows", "have a key of its own");
        Files.write(expected, List.of(good.get(0).replace("strategy", "stratgey"), good.get(1)));
        assertThat(verify(out).err()).contains("name key columns of results.csv", "stratgey");
        Files.writeString(expected, good.get(0).replace(",value", "") + "\n");
        assertThat(verify(out).code()).isEqualTo(2);
        Files.delete(expected);
        assertThat(verify(out).err()).contains("must exist");
        Ended unknown = Ended.line("verify " + out);
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("data/studies/verified/expected.csv: must exist");
    }
}

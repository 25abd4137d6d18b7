package io.github.ropelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.experiments.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What results and manifest say of sweeps, formulas, exclusions and metrics with arguments. */
class SweptStudyRunTest {
    private static final String STUDY = """
            schema: 1
            study: swept
            lengths: {trained: 16, current: [16, 32]}
            strategies:
              - none
              - {id: rerope, sweep: {window: [4, trained/2]}}
              - {id: linear, factor: current/trained}
            data: [{gaussian: g, head_dim: 8, base: 100, pairing: interleaved}]
            seeds: {count: 2, root: 3}
            metrics: [{id: top-k-overlap, k: 4}, kl, {id: top-k-overlap, k: 2}]
            exclude: [{strategy: rerope, current: 16, because: not asked}]
            """;

    @TempDir
    Path folder;

    private ResultTable table;
    private Manifest manifest;

    @BeforeEach
    void run() throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), STUDY);
        try (StudyFolder output = StudyFolder.open(folder.resolve("out"))) {
            output.write(
                    new StudyRunner(output.cells(), false, (cell, outcome) -> {})
                            .run(Planner.plan(StudyReader.read(study, DataFolder.captures())), 2),
                    true,
                    new Manifest.Toolkit("t", "c", "false", "k"),
                    new Manifest.Platform("v", "j", "o", "a"));
        }
        table = ResultTable.read(folder.resolve("out/results.csv"));
        manifest = Manifest.read(folder.resolve("out/manifest.json"));
    }

    @Test
    void rowsAreUniqueAndOrderedWhereAMetricStandsTwice() {
        List<ResultRow> rows = table.rows();
        for (int i = 1; i < rows.size(); i++) {
            assertThat(rows.get(i - 1).compareTo(rows.get(i))).isNegative();
        }
        assertThat(rows.stream()
                        .filter(row -> row.metric().equals("top-k-overlap"))
                        .map(ResultRow::metricParameters)
                        .distinct())
                .containsExactly("k=2", "k=4");
    }

    @Test
    void rowsHaveTheNumbersThatFormulasStandFor() {
        assertThat(table.rows().stream()
                        .filter(row -> !row.strategy().equals("none"))
                        .map(row -> row.strategy() + " | " + row.currentLength() + " | " + row.parameters())
                        .distinct())
                .containsExactly(
                        "linear | 16 | factor=1.0",
                        "linear | 32 | factor=2.0",
                        "rerope window=4 | 32 | window=4",
                        "rerope window=trained/2 | 32 | window=8");
    }

    @Test
    void theManifestKeepsSweepsFormulasAndWhatWasLeftOut() {
        assertThat(manifest.study().strategies())
                .extracting(
                        Manifest.Strategy::label,
                        Manifest.Strategy::family,
                        strategy -> strategy.swept().toString(),
                        Manifest.Strategy::parameters)
                .containsExactly(
                        tuple("none", "none", "{}", ""),
                        tuple("rerope window=4", "rerope", "{window=4}", "window=4"),
                        tuple(
                                "rerope window=trained/2",
                                "rerope",
                                "{window=trained/2}",
                                "formulas window=trained/2; in the first cell window=8"),
                        tuple(
                                "linear",
                                "linear",
                                "{}",
                                "formulas factor=current/trained; in the first cell factor=1.0"));
        assertThat(manifest.study().exclusions())
                .containsExactly(new Manifest.Excluded("strategy rerope, current 16", "not asked", 4));
    }

    /** Documents of older versions lack the new keys. */
    @Test
    void anOlderManifestIsStillRead() throws IOException {
        Path old = folder.resolve("old.json");
        Files.writeString(
                old,
                Files.readString(folder.resolve("out/manifest.json"))
                        .replaceAll("(?s),\\s*\"exclusions\" : \\[.*?\\],\\s*\"notes\" : \\[.*?\\]", "")
                        .replaceAll("(?s),\\s*\"family\" : \"[^\"]*\",\\s*\"swept\" : \\{.*?\\}", ""));
        assertThat(Files.readString(old)).doesNotContain("\"exclusions\"", "\"swept\" :", "\"family\"");
        Manifest.Study study = Manifest.read(old).study();
        assertThat(study.exclusions()).isEmpty();
        assertThat(study.notes()).isEmpty();
        assertThat(study.strategies().get(1).family()).isEqualTo("rerope window=4");
    }
}

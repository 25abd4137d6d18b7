package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.compare.ComparisonStudy;
import io.github.ropelab.experiments.compare.ComparisonWishes;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.experiments.run.StudyFolder;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.report.view.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope compare}. */
@Command(
        name = "compare",
        description = {
            "A study without a file: compares modifications for a config, with figures, tables and a report.",
            "What is left out is chosen so that the run takes about a minute. The study file is written into the output "
                    + "folder, says what was chosen, and 'rope run OUT/study.yaml' repeats it. A ranking goes to standard output.",
            "Example: rope compare --preset llama-3.1-8b --strategies none,linear,yarn:factor=4,truncate=false "
                    + "--lengths 1024,2048"
        },
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    private enum ScoreType {
        DOUBLE,
        FLOAT
    }

    @Mixin
    private SetupOptions setupOptions;

    @Option(
            names = "--strategies",
            paramLabel = "A,B,...",
            description = {
                "strategies in one line each, separated by commas, or several times; key=value after a comma goes on with "
                        + "the strategy before it",
                "if left out: none, the config's own, linear, ntk_aware, yarn, llama3"
            })
    private List<String> strategies = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "LABEL",
            description = "strategy that the others are compared with, pair by pair; the first that is not none")
    private String baseline;

    @Option(
            names = "--lengths",
            paramLabel = "N,N,...",
            split = ",",
            description = "current lengths, tokens; the trained length × 1, 2, 4, scaled down if left out")
    private List<Integer> lengths = List.of();

    @Option(
            names = "--metrics",
            paramLabel = "ID,ID,...",
            description = "as in top-k-overlap:k=16; a useful set if left out")
    private String metrics;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "shaped or gaussian drawn vectors, a bundled capture's name, or a .safetensors file; a capture "
                            + "that fits the config, or else shaped, if left out")
    private String data;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "draws; enough for the paired test to be able to show something if left out")
    private Integer seeds;

    @Option(
            names = "--scores",
            description = {
                "double (default) or float: much faster, so that the lengths are the config's own; fewer metrics have "
                        + "that form",
            })
    private ScoreType scores = ScoreType.DOUBLE;

    @Option(
            names = "--dry-run",
            description =
                    "print the study file, with what it would compute and the cost as comments; nothing is written")
    private boolean dryRun;

    @Option(names = "--threads", paramLabel = "N", description = "threads; all processors if left out")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "output folder; out/compare-NAME if left out")
    private Path out;

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(threads >= 1, "--threads", threads, "be at least 1");
        InvalidParameter.require(seeds == null || seeds >= 1, "--seeds", seeds, "be at least 1");
        setupOptions.current().ifPresent(length -> {
            throw new InvalidParameter("--seq-len", length, "be left out: --lengths names the current lengths");
        });
        RopeSetup setup = setup();
        String name = "compare-" + setupOptions.name();
        Path folder = out == null ? Path.of("out", name) : out;
        ComparisonStudy study = ComparisonStudy.of(setup, wishes(name), Home.captures(), folder);
        setupOptions.tellNotes(setup);
        setupOptions.tell(study.notes());
        Path file = folder.resolve(StudyFolder.STUDY);
        FolderRun run = new FolderRun(
                Planner.plan(study.read(file, Home.captures())),
                study.bytes(),
                folder,
                new FolderRun.Options(threads, false, false, setupOptions.quiet()),
                List.of("run", file.toString(), "-o", folder.toString()));
        if (dryRun) {
            System.out.print(study.yaml() + "\n"
                    + run.forecast().replaceAll("(?m)^", "# ").stripTrailing() + "\n");
            return 0;
        }
        int code = run.run();
        System.out.print(RankingText.of(new Selection(
                ResultTable.read(folder.resolve("results.csv")), Manifest.read(folder.resolve("manifest.json")))));
        return code;
    }

    /** The config's own strategy in its context; plain RoPE where only a geometry is given. */
    private RopeSetup setup() {
        setupOptions.strategy().ifPresent(spec -> {
            throw new InvalidParameter("--strategy", spec, "be left out: --strategies names the strategies");
        });
        RopeRequest request = setupOptions.given() ? setupOptions.request() : setupOptions.request("none");
        return request.resolve();
    }

    private ComparisonWishes wishes(String name) {
        return new ComparisonWishes(
                name,
                strategies.stream()
                        .flatMap(list -> StrategyText.list(list).stream())
                        .toList(),
                Optional.ofNullable(baseline),
                setupOptions.trained().isPresent(),
                setupOptions.target(),
                lengths,
                metrics == null ? List.of() : StrategyText.list(metrics),
                Optional.ofNullable(data),
                seeds == null ? OptionalInt.empty() : OptionalInt.of(seeds),
                threads,
                scores == ScoreType.FLOAT);
    }
}

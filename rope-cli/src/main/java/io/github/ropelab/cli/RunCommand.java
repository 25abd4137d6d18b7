package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.study.StudyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rope run}. */
@Command(
        name = "run",
        description = {
            "Plans and runs a study, then draws its figures, tables and report.",
            "Cells that the output folder already holds are taken from it, so a run that was stopped goes on where it was."
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "STUDY", description = "a study file, or a folder that holds study.yaml")
    private Path study;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "output folder; out/NAME of the study if left out")
    private Path out;

    @Mixin
    private ModelOptions models;

    @Option(names = "--threads", paramLabel = "N", description = "threads; all processors if left out")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--resume", description = "go on with an earlier run: an error if the folder holds none")
    private boolean resume;

    @Option(names = "--reference", description = "compute everything afresh, even what the folder holds")
    private boolean afresh;

    @Option(
            names = "--dry-run",
            description = "what would be computed, what the folder holds, and the cost; nothing is written")
    private boolean dryRun;

    @Option(names = "--quiet", description = "no plan, no progress")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(threads >= 1, "--threads", threads, "be at least 1");
        InvalidParameter.require(!(resume && afresh), "--resume", true, "not be given together with --reference");
        Plan plan = Planner.plan(StudyReader.read(study, Home.captures(), models.files()));
        Path folder = out == null ? Path.of("out", plan.study().name()) : out;
        FolderRun run = new FolderRun(
                plan,
                StudyFile.bytes(study, plan.study().fileSha256()),
                folder,
                new FolderRun.Options(threads, resume, afresh, quiet),
                spec.root().commandLine().getParseResult().originalArgs());
        if (dryRun) {
            System.out.print(run.forecast());
            return 0;
        }
        return run.run();
    }
}

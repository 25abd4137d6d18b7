package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.Problem;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.run.CellOutcome;
import io.github.ropelab.experiments.run.RunSummary;
import io.github.ropelab.experiments.run.StudyFolder;
import io.github.ropelab.experiments.run.StudyRunner;
import io.github.ropelab.experiments.study.StudyReader;
import io.github.ropelab.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rope run}. */
@Command(
        name = "run",
        description = {
            "Plans and runs a study, then draws its figures, tables and report.",
            "Cells that the output folder already holds are taken from it, so a run that was stopped goes on where it was."
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", description = "a study file, or a folder that holds study.yaml")
    private Path study;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "output folder; out/NAME of the study if left out")
    private Path out;

    @Option(names = "--threads", paramLabel = "N", description = "threads; all processors if left out")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--resume", description = "go on with an earlier run: an error if the folder holds none")
    private boolean resume;

    @Option(names = "--reference", description = "compute everything afresh, even what the folder holds")
    private boolean afresh;

    @Option(names = "--quiet", description = "no plan, no progress")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(threads >= 1, "--threads", threads, "be at least 1");
        InvalidParameter.require(!(resume && afresh), "--resume", true, "not be given together with --reference");
        Plan plan = Planner.plan(StudyReader.read(study, Home.captures()));
        Path folder = out == null ? Path.of("out", plan.study().name()) : out;
        long start = System.nanoTime();
        RunSummary summary;
        try (StudyFolder output = StudyFolder.open(folder)) {
            if (resume && !output.hasCells()) {
                throw new InvalidInput(
                        folder.toString(),
                        new Problem("", "", "hold an earlier run", "leave --resume away to start one"));
            }
            if (!quiet) {
                System.err.print(PlanText.of(plan));
            }
            try (Progress progress = Progress.over(plan, quiet)) {
                summary = new StudyRunner(output.cells(), !afresh, progress).run(plan, threads);
            }
            String kernel = plan.study().scoring().kernel();
            output.write(summary, afresh, new BuildInfo().toolkit(kernel), BuildInfo.platform());
        }
        List<String> drawn = Report.render(folder);
        if (!quiet) {
            System.err.printf(
                    Locale.ROOT,
                    "%d computed, %d reused, %d failed; %.1f s%n",
                    summary.computed(),
                    summary.reused(),
                    summary.failed(),
                    (System.nanoTime() - start) / 1e9);
            drawn.forEach(file -> System.err.println("wrote " + folder.resolve(file)));
        }
        for (int i = 0; i < summary.outcomes().size(); i++) {
            if (summary.outcomes().get(i) instanceof CellOutcome.Failed failed) {
                System.err.println(
                        "rope: failed cell " + plan.cells().get(i).strategy().label() + ": " + failed.cause());
            }
        }
        return summary.failed() == 0 ? 0 : Main.FAILED;
    }
}

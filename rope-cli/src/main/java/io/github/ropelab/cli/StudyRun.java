package io.github.ropelab.cli;

import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.Problem;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.run.CellOutcome;
import io.github.ropelab.experiments.run.RunSummary;
import io.github.ropelab.experiments.run.StudyFolder;
import io.github.ropelab.experiments.run.StudyRunner;
import io.github.ropelab.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Runs a plan into a folder and draws its report.
 *
 * @param plan what to run
 * @param folder for the output
 * @param threads at least 1
 * @param resume whether the folder must hold an earlier run
 * @param afresh whether stored cells are left aside
 * @param quiet no plan, no progress
 */
record StudyRun(Plan plan, Path folder, int threads, boolean resume, boolean afresh, boolean quiet) {
    /** The exit code. */
    int run() throws IOException {
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
            output.write(summary, afresh, new BuildInfo().toolkit(), BuildInfo.platform());
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

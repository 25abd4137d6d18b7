package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.RunState;
import io.github.ropelab.experiments.run.Calibration;
import io.github.ropelab.experiments.run.CellOutcome;
import io.github.ropelab.experiments.run.CostEstimate;
import io.github.ropelab.experiments.run.Holdings;
import io.github.ropelab.experiments.run.RunListener;
import io.github.ropelab.experiments.run.RunSummary;
import io.github.ropelab.experiments.run.StudyFolder;
import io.github.ropelab.experiments.run.StudyRunner;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * One run of a plan into an output folder, with the report: held by this process alone, watched, left cleanly when a
 * signal comes or the folder cannot be written.
 *
 * @param plan to run
 * @param studyFile the bytes of its study file
 * @param folder for everything that is written
 * @param options of the run
 * @param arguments of the command line that goes on where this run stops
 */
record FolderRun(Plan plan, byte[] studyFile, Path folder, Options options, List<String> arguments) {
    private static final int SHOWN_FAILURES = 20;

    /**
     * Options of a run.
     *
     * @param threads at least 1
     * @param resume whether the folder must hold an earlier run
     * @param afresh whether stored cells are left aside
     * @param quiet whether nothing but errors is said
     */
    record Options(int threads, boolean resume, boolean afresh, boolean quiet) {}

    /** What would be computed, what the folder holds of it, and the cost; nothing is written. */
    String forecast() {
        Holdings holdings = options.afresh() ? Holdings.none(plan) : Holdings.of(plan, folder);
        CostEstimate estimate = Calibration.estimate(plan.study(), holdings.open(), options.threads());
        return PlanText.of(plan) + PlanText.held(holdings) + PlanText.cost(holdings, estimate);
    }

    /** The exit code. */
    int run() throws IOException {
        long start = System.nanoTime();
        AtomicInteger done = new AtomicInteger();
        RunSummary summary;
        Report.Written drawn;
        InvalidParameter.require(!folder.toString().isEmpty(), "--output", "''", "name a folder");
        if (options.resume() && !Files.exists(folder)) {
            throw noEarlierRun();
        }
        try (StopOnSignal signal = new StopOnSignal(() -> farewell(done.get()));
                StudyFolder output = StudyFolder.open(folder)) {
            if (options.resume() && !output.hasRun()) {
                throw noEarlierRun();
            }
            if (options.quiet()) {
                plan.study().leftOut().forEach(note -> System.err.println("rope: " + note));
            } else {
                System.err.print(PlanText.of(plan));
            }
            Manifest.Toolkit toolkit = new BuildInfo().toolkit(plan.study().kernel());
            RunState begun = output.begin(plan, studyFile, options.afresh(), toolkit, BuildInfo.platform());
            try {
                summary = compute(output, done);
                output.write(summary, options.afresh(), toolkit, BuildInfo.platform());
                drawn = Report.render(folder);
                output.finished(begun, summary);
            } catch (IOException | RuntimeException | Error e) {
                leave(output, begun, signal, e);
                throw e;
            }
        }
        say(summary, drawn, (System.nanoTime() - start) / 1e9);
        return summary.failed() == 0 ? 0 : Main.FAILED;
    }

    private InvalidInput noEarlierRun() {
        return new InvalidInput(
                folder.toString(), new Problem("", "", "hold an earlier run", "leave --resume away to start one"));
    }

    private RunSummary compute(StudyFolder output, AtomicInteger done) throws IOException {
        try (Progress progress = Progress.over(plan, options.quiet())) {
            RunListener counted = new RunListener() {
                @Override
                public void ended(Cell cell, CellOutcome outcome) {
                    if (!(outcome instanceof CellOutcome.Failed)) {
                        done.incrementAndGet();
                    }
                    progress.ended(cell, outcome);
                }

                @Override
                public void computing() {
                    progress.computing();
                }

                @Override
                public void advanced(Cell cell, long scores) {
                    progress.advanced(cell, scores);
                }
            };
            return new StudyRunner(output.cells(), !options.afresh(), counted).run(plan, options.threads());
        }
    }

    /** What can still be tidied up is; what went wrong is told by the exception. */
    private static void leave(StudyFolder output, RunState begun, StopOnSignal signal, Throwable cause) {
        if (signal.asked()) {
            Thread.interrupted(); // or the files that follow could not be written
        }
        try {
            output.removeLeftovers();
            output.stopped(begun);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private String farewell(int done) {
        List<String> command = new ArrayList<>(arguments);
        if (done > 0 && !options.resume() && !options.afresh()) {
            command.add("--resume");
        }
        return "stopped; " + done + " of " + plan.cells().size() + " cells are done and kept. Go on with: "
                + ShellText.of(command);
    }

    private void say(RunSummary summary, Report.Written drawn, double seconds) {
        if (!options.quiet()) {
            System.err.printf(
                    Locale.ROOT,
                    "%d computed, %d reused, %d failed; %.1f s%n",
                    summary.computed(),
                    summary.reused(),
                    summary.failed(),
                    seconds);
            if (!summary.replaced().isEmpty()) {
                System.err.println(
                        summary.replaced().values().stream().mapToLong(n -> n).sum()
                                + " damaged cells were computed again ("
                                + summary.replaced().entrySet().stream()
                                        .map(e -> e.getValue() + " " + e.getKey())
                                        .collect(Collectors.joining(", "))
                                + ")");
            }
            ReportText text = new ReportText(drawn, folder);
            System.err.print(text.wrote() + text.notDrawnInShort());
        }
        long said = 0;
        for (int i = 0; i < summary.outcomes().size(); i++) {
            if (summary.outcomes().get(i) instanceof CellOutcome.Failed failed && said++ < SHOWN_FAILURES) {
                System.err.println(
                        "rope: failed cell " + PlanText.cell(plan.cells().get(i)) + ": " + failed.cause());
            }
        }
        if (said > SHOWN_FAILURES) {
            System.err.println("rope: " + (said - SHOWN_FAILURES) + " more failed cells, see results.csv");
        }
    }
}

package io.github.ropelab.cli;

import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.RunState;
import io.github.ropelab.experiments.run.FolderStatus;
import io.github.ropelab.experiments.run.StudyFolder;
import io.github.ropelab.experiments.study.StudyReader;
import io.github.ropelab.model.io.InvalidInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rope status}. */
@Command(
        name = "status",
        description = {
            "What an output folder holds, and how to go on.",
            "May be asked while a run is under way and after one was killed; changes nothing."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON
    }

    @Parameters(paramLabel = "OUT", description = "output folder of a run")
    private Path folder;

    @Option(names = "--format", description = "table (default) or json")
    private Format format = Format.TABLE;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        FolderStatus status = FolderStatus.read(folder);
        output.write(format == Format.JSON ? Json.text(json(status)) : text(status));
        return 0;
    }

    private Map<String, Object> json(FolderStatus status) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("planned", status.planned());
        cells.put("done", status.done());
        cells.put("failed", status.failed());
        cells.put("damaged", damaged(status));
        Map<String, Object> toolkit = new LinkedHashMap<>();
        toolkit.put("version", toolkit(status).version());
        toolkit.put("commit", toolkit(status).commit());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("study", study(status));
        document.put("question", question(status));
        document.put("state", lower(status.phase()));
        document.put("started", status.run().map(RunState::started).orElse(null));
        document.put("ended", ended(status).isEmpty() ? null : ended(status));
        document.put("toolkit", toolkit);
        document.put("cells", cells);
        document.put("damage", status.damaged());
        document.put("failures", status.run().map(RunState::failed).orElse(null));
        document.put("results", lower(status.results()));
        document.put("leftovers", status.leftovers());
        document.put("command", status.complete() ? null : command(status));
        return document;
    }

    private String text(FolderStatus status) {
        HeadedLines lines = new HeadedLines();
        lines.line("study", study(status) + (question(status).isEmpty() ? "" : ": " + question(status)));
        String started = status.run().map(run -> ", started " + run.started()).orElse("");
        lines.line(
                "state",
                switch (status.phase()) {
                            case RUNNING -> "running";
                            case FINISHED -> "finished";
                            case STOPPED -> "stopped before its end";
                            case KILLED -> "killed: its process is gone";
                        }
                        + started
                        + (ended(status).isEmpty() ? "" : ", ended " + ended(status)));
        lines.line(
                "cells",
                status.planned() + " planned, " + status.done() + " done, " + status.failed() + " failed, "
                        + damaged(status) + " damaged"
                        + (status.damaged().isEmpty()
                                ? ""
                                : status.damaged().entrySet().stream()
                                        .map(e -> e.getValue() + " " + e.getKey())
                                        .collect(Collectors.joining(", ", " (", ")"))));
        lines.line(
                "results",
                switch (status.results()) {
                    case ABSENT -> "none yet";
                    case CURRENT -> "results.csv is what manifest.json says";
                    case EARLIER -> "results.csv is what manifest.json says, but of an earlier run with another plan";
                    case CHANGED -> "results.csv is NOT what manifest.json says";
                });
        lines.line(
                "toolkit",
                toolkit(status).version() + ", commit " + toolkit(status).commit());
        if (status.leftovers() > 0) {
            lines.line("leftovers", status.leftovers() + " temporary files; the next run removes them");
        }
        if (status.phase() != FolderStatus.Phase.RUNNING) {
            lines.raw(String.format(
                    Locale.ROOT, "%-14s %s%n", "go on", status.complete() ? "nothing to do" : command(status)));
        }
        return lines.toString();
    }

    /** The folder holds its study; where that cannot be planned as it was, the original file is needed. */
    private String command(FolderStatus status) {
        String out = folder.toString();
        if (status.run().isEmpty()) {
            return ShellText.of(List.of("run", "STUDY", "-o", out));
        }
        String plan = status.run().get().planSha256();
        String missing;
        try {
            if (Planner.plan(StudyReader.read(folder, Home.captures())).sha256().equals(plan)) {
                return ShellText.of(List.of("run", out, "-o", out, "--resume"));
            }
            missing = "this version of the toolkit plans " + StudyFolder.STUDY + " otherwise than the run did";
        } catch (InvalidInput e) {
            missing = e.getMessage().lines().findFirst().orElse("");
        }
        return ShellText.of(List.of("run", "STUDY", "-o", out, "--resume")) + " with the original study file ("
                + missing + ")";
    }

    private static int damaged(FolderStatus status) {
        return status.damaged().values().stream().mapToInt(n -> n).sum();
    }

    private static String study(FolderStatus status) {
        return status.run()
                .map(RunState::study)
                .orElseGet(() -> status.manifest().orElseThrow().study().name());
    }

    private static String question(FolderStatus status) {
        return status.run()
                .map(RunState::question)
                .orElseGet(() -> status.manifest().orElseThrow().study().question());
    }

    private static String ended(FolderStatus status) {
        return status.run()
                .map(RunState::ended)
                .orElseGet(() -> status.manifest().orElseThrow().run().ended());
    }

    private static Manifest.Toolkit toolkit(FolderStatus status) {
        return status.run()
                .map(RunState::toolkit)
                .orElseGet(() -> status.manifest().orElseThrow().toolkit());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

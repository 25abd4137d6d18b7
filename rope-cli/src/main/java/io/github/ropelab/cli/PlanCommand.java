package io.github.ropelab.cli;

import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.study.StudyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rope plan}. */
@Command(
        name = "plan",
        description = "What a study would compute; nothing is computed.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", description = "a study file, or a folder that holds study.yaml")
    private Path study;

    @Option(names = "--cells", description = "list every cell")
    private boolean cells;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        Plan plan = Planner.plan(StudyReader.read(study, Home.captures()));
        output.write(PlanText.of(plan) + (cells ? PlanText.cells(plan) : ""));
        return 0;
    }
}

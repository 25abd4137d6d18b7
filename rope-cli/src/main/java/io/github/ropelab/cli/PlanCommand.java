package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.run.Calibration;
import io.github.ropelab.experiments.run.CostEstimate;
import io.github.ropelab.experiments.run.Holdings;
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
        description = {
            "What a study would compute, and what that costs on this machine.",
            "For the time, memory and disk some of its work is tried out for a few seconds; nothing is written."
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON
    }

    @Parameters(paramLabel = "STUDY", description = "a study file, or a folder that holds study.yaml")
    private Path study;

    @Option(names = "--cells", description = "list every cell")
    private boolean cells;

    @Mixin
    private ModelOptions models;

    @Option(names = "--threads", paramLabel = "N", description = "threads of the run; all processors if left out")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--no-estimate", description = "try nothing out: no time, memory and disk")
    private boolean plain;

    @Option(names = "--format", description = "table (default) or json")
    private Format format = Format.TABLE;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(threads >= 1, "--threads", threads, "be at least 1");
        InvalidParameter.require(
                !plain || format == Format.TABLE, "--no-estimate", true, "not be given together with --format json");
        Plan plan = Planner.plan(StudyReader.read(study, Home.captures(), models.files()));
        String list = cells ? PlanText.cells(plan) : "";
        if (plain) {
            output.write(PlanText.of(plan) + list);
            return 0;
        }
        Holdings holdings = Holdings.none(plan);
        CostEstimate estimate = Calibration.estimate(plan.study(), holdings.open(), threads);
        output.write(
                format == Format.JSON
                        ? Json.text(PlanText.json(plan, holdings, estimate))
                        : PlanText.of(plan) + PlanText.cost(holdings, estimate) + list);
        return 0;
    }
}

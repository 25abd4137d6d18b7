package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Extent;
import io.github.ropelab.experiments.published.Outcome;
import io.github.ropelab.experiments.published.Verdict;
import io.github.ropelab.experiments.reproduction.Reproducer;
import io.github.ropelab.experiments.reproduction.Reproductions;
import io.github.ropelab.experiments.reproduction.Work;
import io.github.ropelab.experiments.result.AtomicFile;
import io.github.ropelab.report.FigureFormat;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.reproduction.ChartView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rope reproduce}. */
@Command(
        name = "reproduce",
        description = "Published results, computed anew and checked against the published numbers.",
        mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "ID", description = "results; rope reproduce --list shows them")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "all results")
    private boolean all;

    @Option(names = "--full", description = "the longer computations too")
    private boolean full;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "output folder; ${DEFAULT-VALUE} if left out",
            defaultValue = "out/reproductions")
    private Path out;

    @Option(names = "--threads", paramLabel = "N", description = "threads; all processors if left out")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(threads >= 1, "--threads", threads, "be at least 1");
        Work work = new Work(
                full ? Extent.FULL : Extent.USUAL,
                threads,
                Home.root().resolve("data"),
                (done, total, what) -> System.err.printf(Locale.ROOT, "%d/%d %s%n", done, total, what));
        boolean holds = true;
        for (String id : all ? Reproductions.ids() : ids) {
            long start = System.nanoTime();
            Outcome outcome = Reproducer.run(Reproductions.find(id), work);
            System.out.printf(
                    Locale.ROOT, "%s: %s, %.2f s%n", id, outcome.verdict().words(), (System.nanoTime() - start) / 1e9);
            for (Check check : outcome.checks()) {
                System.out.printf(
                        Locale.ROOT,
                        "  %-18s %-24s published %s in [%s, %s], here %s%n",
                        check.verdict().words(),
                        check.published().name(),
                        check.published().value(),
                        check.published().low(),
                        check.published().high(),
                        check.reproduced());
            }
            for (DataTable table : outcome.tables()) {
                AtomicFile.write(
                        out.resolve(id + "/" + table.id() + ".csv"), table.csv().getBytes("UTF-8"));
            }
            for (Chart chart : outcome.charts()) {
                for (FigureFormat format : List.of(FigureFormat.SVG, FigureFormat.PNG)) {
                    AtomicFile.write(
                            out.resolve(id + "/" + chart.id() + "." + format.ending()),
                            format.bytes(ChartView.of(chart, outcome.table(chart)), Style.NEURIPS, chart.id()));
                }
            }
            holds &= outcome.verdict() != Verdict.DIFFERS;
        }
        return holds ? 0 : Main.DIFFERS;
    }
}

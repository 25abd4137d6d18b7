package io.github.ropelab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.published.Extent;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Verdict;
import io.github.ropelab.experiments.reproduction.Reproducer;
import io.github.ropelab.experiments.reproduction.Reproductions;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Work;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.model.io.AtomicFile;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.reproduction.Attempt;
import io.github.ropelab.report.reproduction.AttemptJson;
import io.github.ropelab.report.reproduction.Bibliography;
import io.github.ropelab.report.reproduction.Provenance;
import io.github.ropelab.report.reproduction.ReproductionFiles;
import io.github.ropelab.report.reproduction.ReproductionIndex;
import io.github.ropelab.report.reproduction.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rope reproduce}. */
@Command(
        name = "reproduce",
        description = {
            "Published results, computed anew and checked against the published numbers, two-sided. OUT/ID holds result.json, "
                    + "checks.csv, tables, figures and a page.",
            "A number that the publication has wrong is a known discrepancy, with the proof beside it.",
            "Example: rope reproduce pi-theorem roformer-decay --latex -o paper"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every number holds, or is a known discrepancy",
            "1:a result failed, or an output could not be written",
            "2:invalid input",
            "3:a number differs from the published one, and nothing explains it"
        })
final class ReproduceCommand implements Callable<Integer> {
    private enum Format {
        TEXT,
        JSON
    }

    private final List<Reproduction> catalogue;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "results; rope reproduce --list shows them")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "all results, with OUT/summary.csv")
    private boolean all;

    @Option(names = "--list", description = "show all results and compute nothing")
    private boolean list;

    @Option(names = "--dry-run", description = "show what would be compared, and how long it takes; no file is written")
    private boolean dryRun;

    @Option(names = "--full", description = "the longer computations too, as long as they take")
    private boolean full;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "output folder; ${DEFAULT-VALUE} if left out",
            defaultValue = "out/reproductions")
    private Path out;

    @Option(names = "--format", description = "text (default) or json, on standard output")
    private Format format = Format.TEXT;

    @Option(
            names = "--latex",
            description = "also ID.tex (published and recomputed numbers), figures as pgfplots source, and ID.bib; "
                    + "references.bib for several results")
    private boolean latex;

    @Mixin
    private StyleOptions figureSize;

    @Option(names = "--threads", paramLabel = "N", description = "threads; all processors if left out")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quiet", description = "no progress on standard error")
    private boolean quiet;

    @Option(names = "--pages", paramLabel = "DIR", hidden = true, description = "the pages of docs too; for developers")
    private Path pages;

    /** All results. */
    ReproduceCommand() {
        this(Reproductions.builtIn());
    }

    ReproduceCommand(List<Reproduction> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(threads >= 1, "--threads", threads, "be at least 1");
        if (list) {
            InvalidParameter.require(
                    ids.isEmpty() && !all, "--list", all ? "with --all" : ids, "stand without IDs and --all");
            list();
            return 0;
        }
        List<Reproduction> chosen = chosen();
        Style sized = figureSize.style();
        if (dryRun) {
            plan(chosen);
            return 0;
        }
        InvalidParameter.require(pages == null || !full, "--pages", pages, "stand without --full");
        return run(chosen, sized);
    }

    private List<Reproduction> chosen() {
        InvalidParameter.require(
                all || !ids.isEmpty(),
                "ID",
                "absent",
                "be the id of a result",
                "'rope reproduce --list' shows them, --all takes all");
        InvalidParameter.require(!all || ids.isEmpty(), "--all", ids, "stand without IDs");
        return all
                ? catalogue
                : new LinkedHashSet<>(ids)
                        .stream().map(id -> Reproductions.find(catalogue, id)).toList();
    }

    private Extent extent() {
        return full ? Extent.FULL : Extent.USUAL;
    }

    private void list() {
        if (format == Format.JSON) {
            System.out.print(Json.text(catalogue.stream()
                    .map(result -> AttemptJson.of(result.description()))
                    .toList()));
        } else {
            catalogue.forEach(result -> System.out.print(ReproductionText.inShort(result.description())));
        }
    }

    private void plan(List<Reproduction> chosen) {
        Work work = new Work(extent(), threads, data(), Work.Progress.NONE);
        List<Map<String, Object>> documents = new ArrayList<>();
        double seconds = 0;
        for (Reproduction result : chosen) {
            List<Published> numbers = Reproducer.published(result, work);
            seconds += result.description().seconds();
            documents.add(AttemptJson.planned(result.description(), numbers));
            if (format == Format.TEXT) {
                System.out.println(ReproductionText.planned(result.description(), numbers));
            }
        }
        if (format == Format.JSON) {
            print(documents);
        } else {
            System.out.println(chosen.size() + " results, about " + Shown.seconds(seconds)
                    + " on two cores; nothing was computed or written"
                    + (full ? "; the times are without --full" : ""));
        }
    }

    private void print(List<Map<String, Object>> documents) {
        System.out.print(Json.text(all || documents.size() > 1 ? documents : documents.get(0)));
    }

    private int run(List<Reproduction> chosen, Style sized) throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new InvalidInput(out.toString(), Problem.of("", "", "be a folder"));
        }
        AtomicFile.makeFolders(out);
        ReproductionFiles files = new ReproductionFiles(sized, latex, provenance());
        ReproductionPages docs = pages == null ? null : new ReproductionPages(pages);
        List<Attempt> attempts = new ArrayList<>();
        List<Map<String, Object>> documents = new ArrayList<>();
        new ReproductionRun(extent(), threads, data(), out, files).run(chosen, quiet, ended -> {
            attempts.add(ended.attempt());
            if (docs != null) {
                docs.add(ended);
            }
            if (format == Format.JSON) {
                Map<String, Object> document = AttemptJson.of(ended.attempt(), extent(), files.provenance());
                document.put("seconds", ended.seconds());
                documents.add(document);
            } else {
                Path folder = out.resolve(ended.attempt().id());
                System.out.println(ReproductionText.of(
                        ended.attempt(), folder, ended.files().keySet()));
            }
            say(ended);
        });
        if (format == Format.JSON) {
            print(documents);
        }
        if (latex && attempts.size() > 1) {
            AtomicFile.write(
                    out.resolve("references.bib"), bibliography(attempts).getBytes(UTF_8));
        }
        if (all) {
            AtomicFile.write(out.resolve("summary.csv"), ReproductionIndex.csv(attempts));
            if (docs != null) {
                docs.finish();
            }
        }
        if (format == Format.TEXT && attempts.size() > 1) {
            summarize(attempts);
        }
        return code(attempts);
    }

    /** Of all results: BibTeX takes no key twice, so a paper with several of them needs one file. */
    private static String bibliography(List<Attempt> attempts) {
        return Bibliography.of(attempts.stream()
                .flatMap(attempt -> attempt.description().sources().stream())
                .toList());
    }

    /** What failed is said even where nothing else is. */
    private void say(ReproductionRun.Ended ended) {
        if (ended.cause() != null) {
            System.err.println("rope: " + ended.attempt().id() + " failed: "
                    + ended.attempt().failure());
        } else if (!quiet && !Home.terminal()) {
            System.err.printf(
                    Locale.ROOT,
                    "%s: %s, %.1f s%n",
                    ended.attempt().id(),
                    ended.attempt().words(),
                    ended.seconds());
        }
    }

    private static void summarize(List<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            System.out.printf(Locale.ROOT, "%-28s %s%n", attempt.id(), attempt.words());
        }
        System.out.println(ReproductionIndex.summary(attempts));
    }

    private static int code(List<Attempt> attempts) {
        if (attempts.stream().anyMatch(attempt -> attempt.outcome().isEmpty())) {
            return Main.FAILED;
        }
        return attempts.stream().anyMatch(attempt -> attempt.key().equals(Verdict.DIFFERS.key())) ? Main.DIFFERS : 0;
    }

    private static Path data() {
        return Home.root().resolve("data");
    }

    private static Provenance provenance() {
        Manifest.Toolkit toolkit = new BuildInfo().toolkit("");
        return new Provenance(
                toolkit.version(), toolkit.commit(), BuildInfo.platform().javaVersion());
    }
}

package io.github.ropelab.cli;

import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.study.StudyReader;
import io.github.ropelab.model.io.AtomicFile;
import io.github.ropelab.report.FigureFormat;
import io.github.ropelab.report.Report;
import io.github.ropelab.report.figure.Figure;
import io.github.ropelab.report.figure.Figures;
import io.github.ropelab.report.render.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rope gallery}: the page of docs with every figure, made from the bundled studies. For developers. */
@Command(
        name = "gallery",
        hidden = true,
        description = {
            "Runs the bundled studies and writes docs/gallery.md with a picture of every figure, into docs/images.",
            "What the folders of results hold already is not computed again."
        },
        mixinStandardHelpOptions = true)
final class GalleryCommand implements Callable<Integer> {
    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "folder with a folder of results for each study; out if left out")
    private Path results = Path.of("out");

    @Option(names = "--threads", paramLabel = "N", description = "threads; all processors if left out")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException {
        List<String> studies = new ArrayList<>();
        int code = 0;
        for (Path study : studies()) {
            String name = study.getFileName().toString();
            System.err.println("study " + name);
            code = Math.max(code, run(study, results.resolve(name)));
            studies.add(name);
        }
        Path docs = Home.root().resolve("docs");
        GalleryPage page = new GalleryPage();
        for (Figure figure : Figures.builtIn()) {
            List<String> drawnBy = studies.stream()
                    .filter(study -> Files.exists(results.resolve(study).resolve("figures/" + figure.id() + ".json")))
                    .toList();
            if (drawnBy.isEmpty()) {
                page.missing(figure);
                Files.deleteIfExists(docs.resolve(GalleryPage.image(figure.id())));
            } else {
                String study = drawnBy.contains(figure.id()) ? figure.id() : drawnBy.get(0);
                Path image = docs.resolve(GalleryPage.image(figure.id()));
                AtomicFile.write(image, SmallPng.half(drawn(results.resolve(study), figure.id())));
                page.add(figure, study, drawnBy, results.resolve(study).resolve("figures/" + figure.id() + ".json"));
            }
        }
        AtomicFile.write(docs.resolve("gallery.md"), page.text());
        System.err.println("wrote " + docs.resolve("gallery.md"));
        return code;
    }

    private static List<Path> studies() throws IOException {
        try (Stream<Path> studies = Files.list(Home.root().resolve("data").resolve("studies"))) {
            return studies.sorted().toList();
        }
    }

    private int run(Path study, Path folder) throws IOException {
        Plan plan = Planner.plan(StudyReader.read(study, Home.captures()));
        byte[] file = StudyFile.bytes(study, plan.study().fileSha256());
        return new FolderRun(plan, file, folder, new FolderRun.Options(threads, false, false, true), List.of()).run();
    }

    /** The figure as a PNG at 300 dots per inch. */
    private static byte[] drawn(Path run, String id) throws IOException {
        Path folder = Files.createTempDirectory("rope-gallery");
        Path figures = folder.resolve("figures");
        try {
            Report.render(run, new Report.Options(Style.NEURIPS, List.of(FigureFormat.PNG), List.of(id), folder));
            return Files.readAllBytes(figures.resolve(id + ".png"));
        } finally {
            for (String ending : List.of("png", "csv", "json")) {
                Files.deleteIfExists(figures.resolve(id + "." + ending));
            }
            Files.deleteIfExists(figures);
            Files.deleteIfExists(folder);
        }
    }
}

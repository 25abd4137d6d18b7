package io.github.ropelab.cli;

import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Outcome;
import io.github.ropelab.model.io.AtomicFile;
import io.github.ropelab.report.reproduction.Attempt;
import io.github.ropelab.report.reproduction.ReproductionFiles;
import io.github.ropelab.report.reproduction.ReproductionIndex;
import io.github.ropelab.report.reproduction.ReproductionPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The pages of docs/reproductions: one per result with its pictures, and an index of all. */
final class ReproductionPages {
    private static final String INDEX = "README.md";
    private static final String IMAGES = "images";

    private final Path folder;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Set<Path> written = new HashSet<>();

    ReproductionPages(Path folder) {
        this.folder = folder;
    }

    /** Path of a chart's picture, from the folder of pages. */
    static String image(Outcome outcome, Chart chart) {
        return IMAGES + "/" + outcome.description().id() + "-" + chart.id() + ".png";
    }

    /** The text of a result's page. */
    static String page(Outcome outcome) {
        return ReproductionPage.of(outcome, chart -> image(outcome, chart));
    }

    /** Writes a result's page; one that failed has none. */
    void add(ReproductionRun.Ended ended) throws IOException {
        attempts.add(ended.attempt());
        if (ended.attempt().outcome().isPresent()) {
            Outcome outcome = ended.attempt().outcome().get();
            write(ended.attempt().id() + ".md", page(outcome).getBytes("UTF-8"));
            for (Chart chart : outcome.charts()) {
                byte[] picture = ended.files().get(ReproductionFiles.figure(chart, "png"));
                write(image(outcome, chart), SmallPng.half(picture));
            }
        }
    }

    /** After all results of the catalogue: the index, and no file of a result that is gone. */
    void finish() throws IOException {
        write(INDEX, ReproductionIndex.page(attempts).getBytes("UTF-8"));
        for (Path in : List.of(folder, folder.resolve(IMAGES))) {
            if (Files.isDirectory(in)) {
                try (Stream<Path> files = Files.list(in)) {
                    for (Path file : files.filter(file -> file.toString().matches(".*\\.(md|png)"))
                            .filter(file -> !written.contains(file))
                            .toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        AtomicFile.write(folder.resolve(name), bytes);
        written.add(folder.resolve(name));
    }
}

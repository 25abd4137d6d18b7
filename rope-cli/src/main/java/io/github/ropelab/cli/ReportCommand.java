package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.experiments.run.StudyFolder;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.report.FigureFormat;
import io.github.ropelab.report.Report;
import io.github.ropelab.report.figure.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rope report}. */
@Command(
        name = "report",
        description = {
            "Draws figures, tables and report.html of a finished run again, from its results.csv and manifest.json alone; "
                    + "nothing is computed.",
            "Beside each figure stand its numbers (ID.csv) and where they come from (ID.json). Files of a figure in formats "
                    + "that are not asked for are removed: all files of a figure are of one drawing.",
            "Example: rope report out/drift --style acl --size single --figures drift-vs-length --format pdf,tex -o paper"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine, even if the results hold too little for some figures",
            "1:a figure asked for by name cannot be drawn, or an output could not be written",
            "2:invalid input"
        })
final class ReportCommand implements Callable<Integer> {
    private static final String LIST = "list";

    @Parameters(paramLabel = "OUT", arity = "0..1", description = "output folder of a finished run")
    private Path folder;

    @Mixin
    private StyleOptions figureSize;

    @Option(
            names = "--format",
            paramLabel = "F,F,...",
            split = ",",
            description = "of ${COMPLETION-CANDIDATES}; csv and json are written in any case; all but eps if left out",
            completionCandidates = Formats.class)
    private List<String> formats = List.of();

    @Option(
            names = "--figures",
            paramLabel = "ID,...",
            split = ",",
            description =
                    "only these figures, and neither tables nor page; 'list' shows all. Exit code 1 if one cannot be drawn")
    private List<String> figures = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "write there, and leave OUT as it is; OUT itself if left out")
    private Path out;

    @Option(names = "--quiet", description = "say nothing but warnings and errors")
    private boolean quiet;

    /** The words of {@code --format}. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }

        static List<String> words() {
            return Stream.concat(
                            Arrays.stream(FigureFormat.values()).map(FigureFormat::ending),
                            FigureFormat.ALWAYS.stream())
                    .toList();
        }
    }

    @Override
    public Integer call() throws IOException {
        if (figures.equals(List.of(LIST))) {
            Figures.builtIn().forEach(figure -> System.out.printf("%-24s %s%n", figure.id(), figure.title()));
            return 0;
        }
        InvalidParameter.require(folder != null, "OUT", "absent", "be the output folder of a finished run");
        requireFolder();
        Report.Options options = new Report.Options(figureSize.style(), formats(), figures, out == null ? folder : out);
        Report.Written written = Report.render(folder, options);
        ReportText text = new ReportText(written, options.out());
        System.err.print(text.warnings());
        if (!quiet || !options.all()) {
            System.err.print(text.notDrawn());
        }
        if (!quiet) {
            System.err.print(text.wrote());
        }
        return options.all() || written.notDrawn().isEmpty() ? 0 : Main.FAILED;
    }

    private void requireFolder() {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInput(
                    folder.toString(), Problem.of("", "", Files.exists(folder) ? "be a folder" : "exist"));
        }
        if (out == null
                || out.toAbsolutePath()
                        .normalize()
                        .equals(folder.toAbsolutePath().normalize())) {
            StudyFolder.requireFree(folder);
        } else if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new InvalidInput(out.toString(), Problem.of("", "", "be a folder"));
        }
    }

    /** In the order of the catalogue; what is written in any case adds none. */
    private List<FigureFormat> formats() {
        if (formats.isEmpty()) {
            return FigureFormat.usual();
        }
        for (String word : formats) {
            InvalidParameter.require(
                    Formats.words().contains(word),
                    "--format",
                    word,
                    "be of " + String.join(", ", Formats.words()),
                    Nearest.to(word, Formats.words())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse(null));
        }
        List<FigureFormat> chosen = new ArrayList<>(List.of(FigureFormat.values()));
        chosen.removeIf(format -> !formats.contains(format.ending()));
        return chosen;
    }
}

package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.diff.Origins;
import io.github.ropelab.experiments.diff.ResultDiff;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rope diff}. */
@Command(
        name = "diff",
        description = {
            "What differs between the results of two runs: rows that moved and by how much, rows of one run alone, other "
                    + "metric versions (not compared), and where the runs come from.",
            "Exit code 3 unless all rows are the same within the tolerance."
        },
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    private enum Format {
        TEXT,
        JSON,
        CSV
    }

    private static final String RESULTS = "results.csv";
    private static final int SHOWN = 20;
    private static final int WRITTEN = 10_000;

    @Parameters(index = "0", paramLabel = "OUT1", description = "output folder of a run, or a results.csv")
    private Path first;

    @Parameters(index = "1", paramLabel = "OUT2", description = "the other one")
    private Path second;

    @Option(
            names = "--tolerance",
            paramLabel = "R",
            description = "relative: |a - b| ≤ R·max(|a|, |b|) counts as equal; 0 if left out")
    private double relative;

    @Option(
            names = "--absolute-tolerance",
            paramLabel = "A",
            description = "|a - b| ≤ A counts as equal too, in the unit of the value; 0 if left out")
    private double absolute;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "list at most N differences of a kind; 20 in text, 10000 in json and csv if left out")
    private Integer top;

    @Option(names = "--format", description = "text (default), json or csv")
    private Format format = Format.TEXT;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(top == null || top >= 0, "--top", top, "be at least 0");
        ResultDiff.Tolerance tolerance = new ResultDiff.Tolerance(relative, absolute);
        Path one = results(first);
        Path other = results(second);
        Optional<Manifest> firstManifest = manifest(one);
        Optional<Manifest> secondManifest = manifest(other);
        List<String> notes = new ArrayList<>();
        note(notes, one, firstManifest);
        note(notes, other, secondManifest);
        List<Origins> origins = firstManifest.isPresent() && secondManifest.isPresent()
                ? Origins.differing(firstManifest.get(), secondManifest.get())
                : List.of();
        DiffText text = new DiffText(
                ResultDiff.of(one, other, tolerance), origins, notes, first.toString(), second.toString(), tolerance);
        int most = top != null ? top : format == Format.TEXT ? SHOWN : WRITTEN;
        output.write(
                switch (format) {
                    case TEXT -> text.text(most);
                    case JSON -> text.json(most);
                    case CSV -> text.csv(most);
                });
        return text.diff().same() ? 0 : Main.DIFFERS;
    }

    private static Path results(Path given) {
        Path file = Files.isDirectory(given) ? given.resolve(RESULTS) : given;
        if (!Files.isRegularFile(file)) {
            throw new InvalidInput(
                    given.toString(), Problem.of("", "", "be the folder of a finished run, or a results.csv"));
        }
        return file;
    }

    /** What stands beside the results; a table that was moved elsewhere has none. */
    private static Optional<Manifest> manifest(Path results) {
        Path file = results.resolveSibling("manifest.json");
        return results.endsWith(RESULTS) && Files.exists(file) ? Optional.of(Manifest.read(file)) : Optional.empty();
    }

    private static void note(List<String> notes, Path results, Optional<Manifest> manifest) {
        if (manifest.isEmpty()) {
            notes.add(results + ": no manifest.json beside it, so origins are not compared");
        } else if (!FileHash.sha256(results).equals(manifest.get().files().get(RESULTS))) {
            notes.add(results + ": not the file that manifest.json beside it describes");
        }
    }
}

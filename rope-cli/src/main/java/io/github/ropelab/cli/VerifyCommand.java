package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.experiments.verify.ExpectedTable;
import io.github.ropelab.experiments.verify.Verification;
import io.github.ropelab.experiments.verify.Verification.Kind;
import io.github.ropelab.experiments.verify.Verification.Mismatch;
import io.github.ropelab.model.io.AtomicFile;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rope verify}. */
@Command(
        name = "verify",
        description = {
            "Compares the results of a run with the study's expected.csv, in both directions.",
            "Exit code 3 where a value is outside of its tolerance, a row is missing or surplus, or a status changed."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private enum Format {
        TEXT,
        JSON
    }

    @Parameters(paramLabel = "OUT", description = "output folder of a run")
    private Path out;

    @Option(
            names = "--expected",
            paramLabel = "FILE",
            description = "what is expected; data/studies/NAME/expected.csv of the bundled study if left out")
    private Path expected;

    @Option(names = "--write", description = "write the expected file from this run instead of comparing")
    private boolean write;

    @Option(
            names = "--absolute",
            paramLabel = "A",
            description = "with --write: absolute tolerance, in the value's unit; ${DEFAULT-VALUE}",
            defaultValue = "1e-12")
    private double absolute;

    @Option(
            names = "--relative",
            paramLabel = "R",
            description = "with --write: tolerance as a share of the value; ${DEFAULT-VALUE}",
            defaultValue = "1e-9")
    private double relative;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "show at most the N worst rows; ${DEFAULT-VALUE}",
            defaultValue = "20")
    private int rows;

    @Option(names = "--format", description = "text (default) or json")
    private Format format = Format.TEXT;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(rows >= 0, "--rows", rows, "be 0 or more");
        InvalidParameter.requireNotNegative("--absolute", absolute);
        InvalidParameter.requireNotNegative("--relative", relative);
        ResultTable results = ResultTable.read(out.resolve("results.csv"));
        Path file = expected == null ? bundled(results) : expected;
        if (write) {
            ExpectedTable table = ExpectedTable.of(results, absolute, relative);
            AtomicFile.write(file, table.toCsv());
            System.err.println("wrote " + file + ", " + table.size() + " rows");
            return 0;
        }
        Verification verification = Verification.of(results, ExpectedTable.read(file));
        output.write(format == Format.JSON ? json(verification) : text(verification));
        return verification.holds() ? 0 : Main.DIFFERS;
    }

    private Path bundled(ResultTable results) {
        List<String> studies =
                results.rows().stream().map(ResultRow::study).distinct().toList();
        if (studies.size() != 1) {
            throw new InvalidInput(
                    out.resolve("results.csv").toString(),
                    new Problem("", "studies " + studies, "hold the rows of one study", "name --expected"));
        }
        return Home.root().resolve("data/studies").resolve(studies.get(0)).resolve("expected.csv");
    }

    private String text(Verification verification) {
        StringBuilder text = new StringBuilder();
        for (Mismatch mismatch : worst(verification)) {
            text.append(mismatch.kind().name().toLowerCase(Locale.ROOT))
                    .append("  ")
                    .append(mismatch.key());
            if (mismatch.kind() == Kind.VALUE) {
                text.append(String.format(
                        Locale.ROOT,
                        ": %s instead of %s, off by %.3g, %.3g times the tolerance",
                        mismatch.found(),
                        mismatch.expected(),
                        mismatch.off().orElseThrow(),
                        mismatch.tolerances()));
            } else if (mismatch.kind() == Kind.STATUS) {
                text.append(": ")
                        .append(mismatch.found())
                        .append(" instead of ")
                        .append(mismatch.expected());
            }
            text.append('\n');
        }
        int hidden = verification.mismatches().size() - worst(verification).size();
        if (hidden > 0) {
            text.append("... and ").append(hidden).append(" more\n");
        }
        text.append(verification.holds() ? "holds: " : "does not hold: ")
                .append(verification.expected())
                .append(" rows expected");
        for (Kind kind : Kind.values()) {
            text.append(", ").append(verification.count(kind)).append(' ').append(words(kind));
        }
        return text.append('\n').toString();
    }

    private static String words(Kind kind) {
        switch (kind) {
            case MISSING:
                return "missing";
            case SURPLUS:
                return "surplus";
            case STATUS:
                return "of another status";
            default:
                return "outside of the tolerance";
        }
    }

    private List<Mismatch> worst(Verification verification) {
        return verification.mismatches().stream().limit(rows).toList();
    }

    private String json(Verification verification) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("holds", verification.holds());
        document.put("expected", verification.expected());
        for (Kind kind : Kind.values()) {
            document.put(kind.name().toLowerCase(Locale.ROOT), verification.count(kind));
        }
        List<Map<String, Object>> worst = new ArrayList<>();
        for (Mismatch mismatch : worst(verification)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("kind", mismatch.kind().name().toLowerCase(Locale.ROOT));
            row.put("row", mismatch.key());
            row.put("expected", mismatch.expected());
            row.put("found", mismatch.found());
            mismatch.off().ifPresent(off -> row.put("off", off));
            worst.add(row);
        }
        document.put("worst", worst);
        return Json.text(document);
    }
}

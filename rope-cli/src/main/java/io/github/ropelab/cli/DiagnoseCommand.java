package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.analysis.diagnosis.Declaration;
import io.github.ropelab.core.analysis.diagnosis.Diagnoser;
import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import io.github.ropelab.core.analysis.diagnosis.Identification;
import io.github.ropelab.core.analysis.diagnosis.Identifier;
import io.github.ropelab.core.analysis.diagnosis.RotationDump;
import io.github.ropelab.experiments.dump.DeclaredByConfig;
import io.github.ropelab.experiments.dump.DumpFolder;
import io.github.ropelab.report.site.DiagnosisPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rope diagnose}. */
@Command(
        name = "diagnose",
        description = {
            "What does this engine really apply? Compares a dump of its rotation with a config and names the difference.",
            "The folder holds any of cos.npy, sin.npy, inv_freq.npy, q_in.npy, q_out.npy, k_in.npy, k_out.npy, with "
                    + "positions.npy and an optional dump.json; or one .safetensors file with tensors of these names. "
                    + "docs/diagnose.md shows how to write one.",
            "Example: rope diagnose --config config.json --dump dump --strict"
        },
        mixinStandardHelpOptions = true)
final class DiagnoseCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON,
        HTML
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private SetupOptions setupOptions;

    @Mixin
    private Output output;

    @Option(names = "--dump", paramLabel = "DIR", required = true, description = "folder with the dump")
    private Path dump;

    @Option(names = "--format", description = "table (default), json or html")
    private Format format = Format.TABLE;

    @Option(
            names = "--figures",
            paramLabel = "DIR",
            description =
                    "also write the errors over position and pair as phase-error.svg, .pdf, .png, .csv and .json into this folder")
    private Path figures;

    @Option(names = "--strict", description = "exit with 3 unless the dump is the declared rotation")
    private boolean strict;

    @Override
    public Integer call() throws IOException {
        DumpFolder folder = DumpFolder.read(dump);
        RotationDump rotation = folder.rotation();
        if (!setupOptions.given()) {
            return identify(folder, rotation);
        }
        DeclaredByConfig declared = DeclaredByConfig.of(setupOptions.request(), folder, rotation);
        setupOptions.tellNotes(declared.setup());
        setupOptions.tell(folder.notes());
        Diagnosis diagnosis = Diagnoser.diagnose(rotation, declared.declaration());
        if (figures != null) {
            DiagnosisFigures.write(diagnosis, CommandLineText.of(spec), figures);
        }
        output.write(
                switch (format) {
                    case JSON -> DiagnosisJson.text(diagnosis);
                    case HTML -> page(diagnosis, declared.declaration());
                    case TABLE -> DiagnosisText.report(diagnosis);
                });
        return strict && !diagnosis.equalsDeclared().orElse(false) ? Main.DIFFERS : 0;
    }

    /** Without a config there is nothing to compare with: the best strategy is named. */
    private int identify(DumpFolder folder, RotationDump rotation) throws IOException {
        InvalidParameter.require(!strict, "--strict", "true", "be used with a config: without one nothing is declared");
        InvalidParameter.require(
                format != Format.HTML,
                "--format",
                "html",
                "be table or json without a config: there is nothing to compare with");
        InvalidParameter.require(
                figures == null,
                "--figures",
                figures,
                "be used with a config: without one there is nothing to compare with");
        Identification identification = Identifier.identify(rotation);
        setupOptions.tell(folder.notes());
        output.write(
                format == Format.JSON
                        ? IdentificationText.json(identification)
                        : IdentificationText.report(identification));
        return 0;
    }

    private String page(Diagnosis diagnosis, Declaration declaration) {
        return new DiagnosisPage(diagnosis, declaration)
                .html(new DiagnosisPage.Origin(
                        DiagnosisText.explanation(diagnosis),
                        CommandLineText.of(spec),
                        new BuildInfo().getVersion()[0]));
    }
}

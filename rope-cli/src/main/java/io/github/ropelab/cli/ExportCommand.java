package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.experiments.export.Exported;
import io.github.ropelab.experiments.export.RopeExport;
import io.github.ropelab.model.config.RopeSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope export}. */
@Command(
        name = "export",
        description = {
            "The deployable spelling of a config or strategy, read back and checked before it is written.",
            "What an engine cannot express is an error that names the nearest strategy it can, with the remaining angle error.",
            "Example: rope export --to vllm --strategy yarn:factor=4 --head-dim 128 --base 1000000 --trained-length 32768"
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private static final String TRANSFORMERS = "transformers";
    private static final String VLLM = "vllm";
    private static final String LLAMA_CPP = "llama.cpp";
    private static final String NPY = "npy";
    private static final String SAFETENSORS = "safetensors";
    private static final List<String> TARGETS = List.of(TRANSFORMERS, VLLM, LLAMA_CPP, NPY, SAFETENSORS);

    @Mixin
    private SetupOptions setupOptions;

    @Mixin
    private Output output;

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            required = true,
            description = {
                "transformers: a config fragment; vllm: command-line arguments; llama.cpp: flags;",
                "npy: inv_freq as float64; safetensors: inv_freq and attention_factor as float64"
            })
    private String target;

    @Option(
            names = "--spelling",
            paramLabel = "KEY",
            description = "rope_parameters (default) or rope_scaling, the legacy key (transformers only)")
    private String spelling;

    @Option(
            names = "--divisors",
            paramLabel = "FILE",
            description = "also write the divisors of rope_freqs.weight here, as a .npy of float32 (llama.cpp only)")
    private Path divisors;

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(
                TARGETS.contains(target),
                "--to",
                target,
                "be one of " + String.join(", ", TARGETS),
                Nearest.suggestion(target, TARGETS));
        InvalidParameter.require(
                spelling == null || target.equals(TRANSFORMERS),
                "--spelling",
                spelling,
                "be used with --to transformers");
        InvalidParameter.require(
                divisors == null || target.equals(LLAMA_CPP), "--divisors", divisors, "be used with --to llama.cpp");
        RopeExport.Spelling key = spelling();
        RopeSetup setup = setupOptions.read();
        Exported exported =
                switch (target) {
                    case TRANSFORMERS -> RopeExport.toTransformers(setup, key);
                    case VLLM -> RopeExport.toVllm(setup);
                    case LLAMA_CPP ->
                        divisors == null
                                ? RopeExport.toLlamaCpp(setup)
                                : RopeExport.toLlamaCpp(setup, divisors.toString());
                    case NPY -> RopeExport.toNpy(setup);
                    default -> RopeExport.toSafetensors(setup);
                };
        if (exported.divisors().isPresent()) {
            Output.write(divisors, exported.divisors().get());
        }
        output.write(exported.content());
        setupOptions.tellNotes(setup);
        setupOptions.tell(exported.notes());
        return 0;
    }

    private RopeExport.Spelling spelling() {
        if (spelling == null) {
            return RopeExport.Spelling.ROPE_PARAMETERS;
        }
        for (RopeExport.Spelling known : RopeExport.Spelling.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(spelling)) {
                return known;
            }
        }
        List<String> known = List.of("rope_parameters", "rope_scaling");
        throw new InvalidParameter(
                "--spelling", spelling, "be rope_parameters or rope_scaling", Nearest.suggestion(spelling, known));
    }
}

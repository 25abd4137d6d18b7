package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.experiments.export.LlamaCppFlags;
import io.github.ropelab.experiments.export.VllmArguments;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.Presets;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.tensor.NpyFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which strategy in which context: a config or a preset, a strategy in one line, or both. */
final class SetupOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "a Hugging Face config.json (rope_scaling or rope_parameters)")
    private Path config;

    @Option(names = "--preset", paramLabel = "NAME", description = "a bundled config; 'rope presets' lists them")
    private String preset;

    @Option(
            names = "--layer-type",
            paramLabel = "TYPE",
            description = "which layers, where a config treats them differently, as in sliding_attention")
    private String layerType;

    @Option(names = "--layer", paramLabel = "N", description = "which layer of the config, counted from 0")
    private Integer layer;

    @Option(
            names = "--strategy",
            paramLabel = "SPEC",
            description = {
                "id or id:key=value,key=value; overrides the config's scaling, as in yarn:factor=4",
                "lists are [1,2]; resonance(yarn:factor=4) wraps; yarn:factor=4+log_n joins"
            })
    private String strategy;

    @Option(
            names = "--engine-args",
            paramLabel = "TEXT",
            description =
                    "instead of a config: the arguments that an engine is started with, of --dialect vllm or llama.cpp")
    private String engineArgs;

    @Option(
            names = "--rope-freqs",
            paramLabel = "FILE",
            description =
                    "with llama.cpp's --engine-args: divisors of rope_freqs.weight, a .npy as 'rope export' writes it")
    private Path ropeFreqs;

    @Option(
            names = "--dialect",
            paramLabel = "ENGINE",
            description =
                    "what this engine computes: transformers (default), vllm, llama.cpp, yarn-code, longrope-code")
    private String dialect = Dialect.TRANSFORMERS.id();

    @Option(names = "--head-dim", paramLabel = "N", description = "components of a query or key vector")
    private Integer headDim;

    @Option(names = "--rotary-dim", paramLabel = "N", description = "components that rotate; the head dim if left out")
    private Integer rotaryDim;

    @Option(names = "--base", paramLabel = "B", description = "θ base; 10000 without a config")
    private Double base;

    @Option(
            names = {"--trained-length", "--trained"},
            paramLabel = "N",
            description = "tokens the model was trained at; needed where the strategy depends on it")
    private Integer trainedLength;

    @Option(
            names = "--target-length",
            paramLabel = "N",
            description = "tokens the strategy is made for; the trained length × factor if left out")
    private Integer targetLength;

    @Option(
            names = "--seq-len",
            paramLabel = "N",
            description =
                    "current length, tokens; the target length if left out, for a dynamic strategy the trained length")
    private Integer seqLen;

    @Option(
            names = "--served-length",
            paramLabel = "N",
            description = "tokens the engine is started for (vLLM's max_model_len, llama.cpp's n_ctx)")
    private Integer servedLength;

    @Option(
            names = "--layout",
            paramLabel = "PAIRING",
            description = "half-split or interleaved; the preset's, else half-split")
    private String layout;

    @Option(names = "--quiet", description = "no notes on standard error")
    private boolean quiet;

    /** Says on standard error how the input was read, where that is not obvious. */
    void tellNotes(RopeSetup setup) {
        tell(setup.notes());
    }

    /** Says notes on standard error. */
    void tell(List<String> notes) {
        if (!quiet) {
            notes.forEach(note -> System.err.println("rope: note: " + note));
        }
    }

    /** What the options ask for. */
    RopeRequest request() {
        return request(strategy);
    }

    /** What the options ask for with {@code spec} in the place of {@code --strategy}; {@code null}: the config's own. */
    RopeRequest request(String spec) {
        InvalidParameter.require(
                config == null || preset == null, "--preset", preset, "not be given together with --config");
        InvalidParameter.require(
                ropeFreqs == null || engineArgs != null && Dialect.of(dialect) == Dialect.LLAMA_CPP,
                "--rope-freqs",
                ropeFreqs,
                "be used with --engine-args and --dialect llama.cpp");
        RopeRequest request = engineArgs == null ? fromConfig(spec) : fromEngineArgs(spec);
        if (base != null) {
            request.base(OptionalDouble.of(base));
        }
        if (servedLength != null) {
            request.served(OptionalInt.of(servedLength));
        }
        return request.layerType(Optional.ofNullable(layerType))
                .layer(whole(layer))
                .widths(whole(headDim), whole(rotaryDim))
                .lengths(whole(trainedLength), whole(targetLength), whole(seqLen))
                .pairing(Optional.ofNullable(layout).map(Pairing::of));
    }

    private RopeRequest fromConfig(String spec) {
        Optional<Path> file = preset == null
                ? Optional.ofNullable(config)
                : Optional.of(Presets.in(Home.presets()).file(preset));
        return RopeRequest.of(file, Optional.ofNullable(spec)).dialect(dialect());
    }

    private RopeRequest fromEngineArgs(String spec) {
        InvalidParameter.require(
                config == null && preset == null && spec == null,
                "--engine-args",
                engineArgs,
                "not be given together with --config, --preset or a strategy");
        return switch (Dialect.of(dialect)) {
            case VLLM -> VllmArguments.read(engineArgs);
            case LLAMA_CPP ->
                ropeFreqs == null
                        ? LlamaCppFlags.read(engineArgs)
                        : LlamaCppFlags.read(engineArgs, NpyFile.read(ropeFreqs).values());
            default ->
                throw new InvalidParameter(
                        "--dialect", dialect, "be vllm or llama.cpp with --engine-args: the others have no arguments");
        };
    }

    /** The strategy, where the option names one. */
    Optional<String> strategy() {
        return Optional.ofNullable(strategy);
    }

    /** The target or the current length, whichever is longer, where an option says one. */
    OptionalInt longestAsked() {
        return Stream.of(targetLength, seqLen)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max();
    }

    /** The trained length, where an option says it. */
    OptionalInt trained() {
        return whole(trainedLength);
    }

    /** The target length, where an option says it. */
    OptionalInt target() {
        return whole(targetLength);
    }

    /** The current length, where an option says it. */
    OptionalInt current() {
        return whole(seqLen);
    }

    /** Whether notes are not wanted. */
    boolean quiet() {
        return quiet;
    }

    /** What the config or preset is called: the preset's name, or the file's without its ending; "rope" without either. */
    String name() {
        return preset != null
                ? preset
                : config != null ? config.getFileName().toString().replaceAll("\\.json$", "") : "rope";
    }

    /** Whether a config, a preset or a strategy says what to apply. */
    boolean given() {
        return config != null || preset != null || strategy != null || engineArgs != null;
    }

    /** Whether a config, a preset or an engine's arguments say what the model is. */
    boolean fromConfig() {
        return config != null || preset != null || engineArgs != null;
    }

    /** Refuses options that say nothing where frequencies are given outright; a head width must be that of the vectors. */
    void requireNoSetup(int width) {
        Map<String, Object> idle = new LinkedHashMap<>();
        idle.put("--layer", layer);
        idle.put("--layer-type", layerType);
        idle.put("--trained-length", trainedLength);
        idle.put("--target-length", targetLength);
        idle.put("--seq-len", seqLen);
        idle.put("--served-length", servedLength);
        idle.forEach((option, value) -> InvalidParameter.require(
                value == null, option, value, "be left out with --inv-freq: nothing depends on it"));
        InvalidParameter.require(
                headDim == null || headDim == width,
                "--head-dim",
                headDim,
                "equal the last axis of the vectors (" + width + ")");
    }

    /** Whose reading is asked for. */
    Dialect dialect() {
        return Dialect.of(dialect);
    }

    /** Which components form a pair, where no config is there to say it. */
    Pairing pairing() {
        return layout == null ? Pairing.HALF_SPLIT : Pairing.of(layout);
    }

    /** The rotary width, where the option says it. */
    OptionalInt rotaryDim() {
        return whole(rotaryDim);
    }

    /** The θ base, where the option says it. */
    OptionalDouble base() {
        return base == null ? OptionalDouble.empty() : OptionalDouble.of(base);
    }

    /** The setup that the options describe. */
    RopeSetup read() {
        return request().resolve();
    }

    private static OptionalInt whole(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}

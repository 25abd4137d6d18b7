package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.config.HuggingFaceConfig;
import io.github.ropelab.experiments.config.RopeBlock;
import io.github.ropelab.experiments.config.RopeSetup;
import io.github.ropelab.experiments.config.StrategyText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Which strategy in which context: a config, a strategy in one line, or both. */
final class SetupOptions {
    /** Two trained lengths that no rule treats alike: a result that differs between them needs the real one. */
    private static final int[] PLACEHOLDER_LENGTHS = {3001, 70_001};

    private static final double DEFAULT_BASE = 10_000;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "a Hugging Face config.json (rope_scaling or rope_parameters)")
    private Path config;

    @Option(
            names = "--layer-type",
            paramLabel = "TYPE",
            description = "which block, where a config nests them per layer type")
    private String layerType;

    @Option(
            names = "--strategy",
            paramLabel = "SPEC",
            description = "id or id:key=value,key=value; overrides the config's scaling, as in yarn:factor=4")
    private String strategy;

    @Option(names = "--head-dim", paramLabel = "N", description = "components of a query or key vector")
    private Integer headDim;

    @Option(names = "--rotary-dim", paramLabel = "N", description = "components that rotate; the head dim if left out")
    private Integer rotaryDim;

    @Option(names = "--base", paramLabel = "B", description = "θ base; 10000 without a config")
    private Double base;

    @Option(
            names = "--trained-length",
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
            description = "current length, tokens; the target length if left out")
    private Integer seqLen;

    @Option(names = "--layout", paramLabel = "PAIRING", description = "half-split (default) or interleaved")
    private String layout = "half-split";

    @Option(names = "--quiet", description = "no notes on standard error")
    private boolean quiet;

    /** Says on standard error how the input was read, where that is not obvious. */
    void tellNotes(RopeSetup setup) {
        if (!quiet) {
            setup.notes().forEach(note -> System.err.println("rope: note: " + note));
        }
    }

    /** Whether the trained length is known; without it positions have no limit to compare with. */
    boolean knowsTrainedLength() {
        return config != null || trainedLength != null || blockLength().isPresent();
    }

    /** Whether a config or a strategy says what to apply. */
    boolean given() {
        return config != null || strategy != null;
    }

    /** Which components form a pair. */
    Pairing pairing() {
        return Pairing.of(layout);
    }

    /** The rotary width, where the option says it. */
    OptionalInt rotaryDim() {
        return rotaryDim == null ? OptionalInt.empty() : OptionalInt.of(rotaryDim);
    }

    /** The θ base, where the option says it. */
    OptionalDouble base() {
        return base == null ? OptionalDouble.empty() : OptionalDouble.of(base);
    }

    /** The current length where no option says it. */
    void assumeSeqLen(int length) {
        seqLen = seqLen == null ? Integer.valueOf(length) : seqLen;
    }

    /** The setup that the options describe; needs a head width. */
    RopeSetup read() {
        InvalidParameter.require(
                config != null || headDim != null, "--head-dim", "missing", "be given where there is no --config");
        return read(0);
    }

    /** As {@link #read()}; the head width is {@code fallback} where nothing says it and the result does not depend on it. */
    RopeSetup read(int fallback) {
        InvalidParameter.require(
                config != null || strategy != null, "--strategy", "missing", "be given where there is no --config");
        if (knowsTrainedLength()) {
            return read(fallback, OptionalInt.empty());
        }
        RopeSetup a = read(fallback, OptionalInt.of(PLACEHOLDER_LENGTHS[0]));
        RopeSetup b = read(fallback, OptionalInt.of(PLACEHOLDER_LENGTHS[1]));
        InvalidParameter.require(
                a.encoding().sameEffectAs(b.encoding()),
                "--trained-length",
                "missing",
                "be given: " + a.strategy().type().id() + " depends on it here");
        return a;
    }

    private Optional<RopeBlock> block() {
        return Optional.ofNullable(strategy)
                .map(text -> RopeBlock.read(StrategyText.parse(text), Strategies.installed()));
    }

    private OptionalInt blockLength() {
        return block().map(RopeBlock::originalLength).orElse(OptionalInt.empty());
    }

    private RopeSetup read(int fallback, OptionalInt placeholder) {
        Pairing pairing = Pairing.of(layout);
        Optional<RopeSetup> file = Optional.ofNullable(config)
                .map(path ->
                        HuggingFaceConfig.read(path, Strategies.installed(), pairing, Optional.ofNullable(layerType)));
        Optional<RopeBlock> block = block();
        List<String> notes = new ArrayList<>();
        RopeStrategy used = block.map(RopeBlock::strategy)
                .orElseGet(() -> file.orElseThrow().strategy());
        if (block.isEmpty()) {
            notes.addAll(file.orElseThrow().notes());
        } else {
            notes.addAll(block.get().notes());
        }
        return new RopeSetup(
                new RopeContext(
                        geometry(file, block, pairing, fallback),
                        theta(file, block),
                        lengths(file, block, used, placeholder)),
                used,
                notes);
    }

    private double theta(Optional<RopeSetup> file, Optional<RopeBlock> block) {
        if (base != null) {
            return base;
        }
        return block.isPresent() && block.get().base().isPresent()
                ? block.get().base().getAsDouble()
                : file.map(setup -> setup.context().base()).orElse(DEFAULT_BASE);
    }

    private RotaryGeometry geometry(
            Optional<RopeSetup> file, Optional<RopeBlock> block, Pairing pairing, int fallback) {
        int head = headDim != null
                ? headDim
                : file.map(setup -> setup.context().geometry().headDim()).orElse(fallback);
        int width;
        if (rotaryDim != null) {
            width = rotaryDim;
        } else if (block.isPresent() && block.get().partialRotaryFactor().isPresent()) {
            width = (int) (head * block.get().partialRotaryFactor().getAsDouble());
        } else {
            width = headDim != null
                    ? headDim
                    : file.map(setup -> setup.context().geometry().rotaryDim()).orElse(head);
        }
        return new RotaryGeometry(head, width, pairing);
    }

    private Lengths lengths(
            Optional<RopeSetup> file, Optional<RopeBlock> block, RopeStrategy used, OptionalInt placeholder) {
        Optional<Lengths> known = file.map(setup -> setup.context().lengths());
        int trained;
        if (trainedLength != null) {
            trained = trainedLength;
        } else if (block.isPresent() && block.get().originalLength().isPresent()) {
            trained = block.get().originalLength().getAsInt();
        } else {
            trained = known.map(Lengths::trained).orElseGet(placeholder::getAsInt);
        }
        int target;
        if (targetLength != null) {
            target = targetLength;
        } else if (used.parameters().get("factor") instanceof Double factor) {
            target = Lengths.extendedBy(trained, factor);
        } else {
            target = known.map(Lengths::target).orElse(seqLen != null ? seqLen : trained);
        }
        return new Lengths(trained, target, seqLen != null ? seqLen : target);
    }
}

package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.checkpoint.Checkpoint;
import io.github.ropelab.model.checkpoint.RotaryChoice;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.llama.RotaryPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The rotary parts that a model is run with. */
final class RotaryOptions {
    /** What the model's own rotary part is called. */
    static final String OWN = "config";

    @Option(
            names = {"--strategies", "--strategy"},
            paramLabel = "A,B,...",
            description = {
                "in place of the model's own rotary part: strategies in one line each, separated by commas, or several times; "
                        + "key=value after a comma goes on with the strategy before it",
                "config is the model's own, and the only one if left out"
            })
    private List<String> strategies = List.of();

    @Option(names = "--base", paramLabel = "B", description = "θ base in place of the config's")
    private Double base;

    @Option(
            names = {"--trained-length", "--trained"},
            paramLabel = "N",
            description = "trained length in place of the config's, tokens")
    private Integer trainedLength;

    @Option(
            names = "--target-length",
            paramLabel = "N",
            description =
                    "tokens that strategies are made for; if left out the trained length × their factor, or the length of each "
                            + "sequence where they have none")
    private Integer targetLength;

    @Option(
            names = "--dialect",
            paramLabel = "ENGINE",
            description = "whose reading: transformers (default), vllm, llama.cpp, yarn-code, longrope-code")
    private String dialect = Dialect.TRANSFORMERS.id();

    /** The choices by label, in the order that they were given. */
    Map<String, RotaryChoice> choices() {
        List<String> labels = new ArrayList<>(strategies.stream()
                .flatMap(list -> StrategyText.list(list).stream())
                .toList());
        if (labels.isEmpty()) {
            labels.add(OWN);
        }
        Map<String, RotaryChoice> choices = new LinkedHashMap<>();
        for (String label : labels) {
            InvalidParameter.require(
                    choices.put(label, choice(label)) == null, "--strategies", label, "not be named twice");
        }
        return choices;
    }

    private RotaryChoice choice(String label) {
        Optional<Map<String, Object>> block =
                label.equals(OWN) ? Optional.empty() : Optional.of(StrategyText.parse(label));
        return new RotaryChoice(
                block,
                base == null ? OptionalDouble.empty() : OptionalDouble.of(base),
                whole(trainedLength),
                whole(targetLength),
                Dialect.of(dialect));
    }

    private static OptionalInt whole(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** A choice for sequences of a length: what has no factor and no target length is made for them. */
    static RotaryPart part(RotaryChoice choice, Checkpoint checkpoint, int length) {
        RotaryPart part = choice.at(checkpoint, length);
        boolean open = choice.target().isEmpty()
                && choice.strategy().filter(block -> !hasFactor(block)).isPresent();
        return open && length > part.lengths().trained()
                ? new RotaryChoice(
                                choice.strategy(),
                                choice.base(),
                                choice.trained(),
                                OptionalInt.of(length),
                                choice.dialect())
                        .at(checkpoint, length)
                : part;
    }

    /** Whether a block, or one inside of it, names a factor. */
    private static boolean hasFactor(Object value) {
        if (value instanceof Map<?, ?> block) {
            return block.containsKey("factor") || block.values().stream().anyMatch(RotaryOptions::hasFactor);
        }
        return value instanceof List<?> list && list.stream().anyMatch(RotaryOptions::hasFactor);
    }

    /** The trained length that strategies see, tokens. */
    int trained(Checkpoint checkpoint) {
        return trainedLength == null ? checkpoint.trainedLength() : trainedLength;
    }

    /** Reads every choice at every length, so that what is wrong is said before a weight is read. */
    void check(Checkpoint checkpoint, List<Integer> lengths) {
        for (RotaryChoice choice : choices().values()) {
            for (int length : lengths) {
                RotaryPart part = part(choice, checkpoint, length);
                part.layers().layers().stream().distinct().forEach(part::encoding);
            }
        }
    }
}

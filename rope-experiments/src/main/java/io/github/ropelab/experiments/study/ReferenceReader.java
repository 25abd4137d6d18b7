package io.github.ropelab.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.layer.Visibility;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.experiments.metric.ComparedKeys;
import io.github.ropelab.model.io.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what drift is measured from: {@code reference}, a strategy that may have a {@code visibility} ({@code {window: W}},
 * {@code {sinks: S, window: W}} or {@code {chunk: C}}), and {@code compare}.
 */
final class ReferenceReader {
    private static final String VISIBILITY = "visibility";

    private final Fields study;
    private final List<Problem> problems;

    ReferenceReader(Fields study, List<Problem> problems) {
        this.study = study;
        this.problems = problems;
    }

    /** The strategy's part; plain RoPE where nothing is given. */
    JsonNode strategy() {
        List<JsonNode> items = study.items("reference");
        if (items.isEmpty()) {
            return TextNode.valueOf("none");
        }
        if (items.size() > 1) {
            study.problem("reference", items.size() + " of them", "be one strategy");
        }
        if (items.get(0) instanceof ObjectNode block) {
            return block.deepCopy().without(VISIBILITY);
        }
        return items.get(0);
    }

    /** Which keys are compared. */
    ComparedKeys keys() {
        Visibility visibility = study.items("reference").stream()
                .findFirst()
                .filter(reference -> reference.hasNonNull(VISIBILITY))
                .flatMap(reference ->
                        visibility(new Fields("reference." + VISIBILITY, reference.get(VISIBILITY), problems)))
                .orElse(new Visibility.Full());
        ComparedKeys.Range range = ComparedKeys.Range.SAME_DISTANCE;
        try {
            range = study.text("compare").map(ComparedKeys.Range::of).orElse(range);
        } catch (InvalidParameter e) {
            problems.add(Problem.of("", e));
        }
        return new ComparedKeys(visibility, range);
    }

    private Optional<Visibility> visibility(Fields fields) {
        OptionalInt window = fields.whole("window", 1);
        OptionalInt sinks = fields.whole("sinks", 0);
        OptionalInt chunk = fields.whole("chunk", 1);
        fields.rejectUnread();
        if (fields.has("chunk") == fields.has("window")) {
            problems.add(Problem.of(fields.path(), "given", "name one of window and chunk"));
        }
        if (fields.has("sinks") && fields.has("chunk")) {
            fields.problem("sinks", "given", "stand beside a window");
        }
        if (chunk.isPresent()) {
            return Optional.of(new Visibility.Chunked(chunk.getAsInt()));
        }
        if (window.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                sinks.isPresent()
                        ? new Visibility.SinkAndWindow(sinks.getAsInt(), window.getAsInt())
                        : new Visibility.SlidingWindow(window.getAsInt()));
    }
}

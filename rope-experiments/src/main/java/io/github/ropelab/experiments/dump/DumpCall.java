package io.github.ropelab.experiments.dump;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What {@code dump.json} says about the call; everything is optional.
 *
 * @param seqLen length of the call, tokens ({@code seq_len})
 * @param layerType as in the config ({@code layer_type})
 * @param previousLengths lengths of earlier calls, oldest first ({@code previous_call_lengths})
 * @param prefillLength tokens of the first call ({@code prefill_length})
 * @param leftPadding padding before the row ({@code left_padding})
 * @param axisNames names of the position axes ({@code positions_axes})
 * @param arrayAxes order of the axes of vectors: {@code thd} or {@code htd} ({@code axes})
 * @param axesSaid whether that is said, or {@code thd} is assumed
 * @param fromCache whether a text says that keys were read from a cache ({@code dump_of}, {@code k_files}, {@code q_files})
 * @param notes keys that nothing reads
 */
record DumpCall(
        OptionalInt seqLen,
        Optional<String> layerType,
        List<Integer> previousLengths,
        OptionalInt prefillLength,
        OptionalInt leftPadding,
        List<String> axisNames,
        String arrayAxes,
        boolean axesSaid,
        boolean fromCache,
        List<String> notes) {
    /** Words for people: they describe the dump and change nothing. */
    private static final Set<String> WORDS =
            Set.of("dump_kind", "calls", "batch_size", "batch_row", "note", "engine", "model", "dtype");

    /** Nothing is said. */
    static DumpCall none() {
        return new DumpCall(
                OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                "thd",
                false,
                false,
                List.of());
    }

    /** Reads the file; an absent one says nothing. */
    static DumpCall read(Path file) {
        if (!Files.exists(file)) {
            return none();
        }
        List<Problem> problems = new ArrayList<>();
        JsonNode tree = tree(file);
        Fields fields = new Fields("", tree, problems);
        String cached =
                fields.text("dump_of").orElse("") + " " + fields.text("k_files").orElse("") + " "
                        + fields.text("q_files").orElse("");
        List<String> names = new ArrayList<>();
        fields.items("positions_axes").forEach(item -> {
            if (item.isTextual()) {
                names.add(item.textValue());
            } else {
                fields.problem(
                        "positions_axes", Fields.shortText(item), "hold names of axes, as in [\"t\", \"h\", \"w\"]");
            }
        });
        String axes = fields.text("axes").orElse("thd").toLowerCase(Locale.ROOT);
        if (!axes.equals("thd") && !axes.equals("htd")) {
            fields.problem("axes", axes, "be thd (tokens, heads, components) or htd");
        }
        if (tree.path("layer_type").isNumber() || tree.path("layer_type").isBoolean()) {
            fields.problem("layer_type", tree.get("layer_type"), "be a text, as in \"sliding_attention\"");
        }
        DumpCall call = new DumpCall(
                fields.whole("seq_len", 1),
                fields.text("layer_type"),
                fields.wholes("previous_call_lengths", 1),
                fields.whole("prefill_length", 0),
                fields.whole("left_padding", 0),
                List.copyOf(names),
                axes,
                fields.has("axes"),
                cached.contains("cache"),
                unread(tree));
        if (!problems.isEmpty()) {
            throw new InvalidInput(file.toString(), problems);
        }
        return call;
    }

    private static List<String> unread(JsonNode tree) {
        Set<String> read = Set.of(
                "seq_len",
                "layer_type",
                "previous_call_lengths",
                "prefill_length",
                "left_padding",
                "positions_axes",
                "axes",
                "dump_of",
                "k_files",
                "q_files");
        List<String> notes = new ArrayList<>();
        tree.fieldNames().forEachRemaining(key -> {
            if (!read.contains(key) && !WORDS.contains(key)) {
                String near = io.github.ropelab.core.Nearest.suggestion(key, read);
                notes.add("dump.json: nothing reads the key " + key + (near == null ? "" : " (" + near + ")"));
            }
        });
        return notes;
    }

    private static JsonNode tree(Path file) {
        try {
            return JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }
}

package io.github.ropelab.model.tokens;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A {@code tokenizer.json}, run by Hugging Face's own library (in Rust, through DJL). Texts are neither cut nor padded, and
 * no special tokens are added; a special token written in a text is that token, as in transformers.
 *
 * <p>The library must stay at home: DJL's engine is put offline and told which build of its native library to take from its
 * own archive, so that nothing is fetched and nobody is told.
 */
public final class LibraryTokenizer implements Tokenizer {
    private static final long MOST_BYTES = 1 << 28;

    private final String source;
    private final HuggingFaceTokenizer library;
    private final int vocabulary;

    static {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("RUST_FLAVOR", "cpu");
    }

    private LibraryTokenizer(String source, HuggingFaceTokenizer library, int vocabulary) {
        this.source = source;
        this.library = library;
        this.vocabulary = vocabulary;
    }

    /**
     * The tokenizer of a file.
     *
     * @param file {@code tokenizer.json}
     * @param vocabulary tokens that the model knows
     * @throws InvalidInput if it cannot be read, or has tokens that the model does not know
     */
    public static LibraryTokenizer ofFile(Path file, int vocabulary) {
        try {
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                throw new InvalidInput(
                        file.toString(), Problem.of("", bytes + " bytes", "be below " + MOST_BYTES + " bytes"));
            }
            return ofText(file.toString(), Files.readString(file), vocabulary);
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }

    /** As {@link #ofFile}, of the text of a {@code tokenizer.json} that messages call {@code source}. */
    public static LibraryTokenizer ofText(String source, String json, int vocabulary) {
        ObjectNode tree = parse(source, json);
        int largest = largest(source, tree);
        if (largest >= vocabulary) {
            throw new InvalidInput(
                    source, Problem.of("tokenizer", "token " + largest, "have tokens below the model's " + vocabulary));
        }
        tree.putNull("truncation");
        tree.putNull("padding");
        checkLibrary(source);
        try {
            return new LibraryTokenizer(source, load(tree.toString()), vocabulary);
        } catch (IOException | RuntimeException e) {
            throw new InvalidInput(
                    source, Problem.of("tokenizer", "", "be one that the tokenizers library reads: " + firstLine(e)));
        }
    }

    private static void checkLibrary(String source) {
        try {
            LibUtils.checkStatus();
        } catch (RuntimeException | LinkageError e) {
            throw new InvalidInput(
                    source,
                    new Problem(
                            "tokenizer",
                            "",
                            "be run by a native library, which could not be unpacked or loaded on this machine ("
                                    + firstLine(e) + ")",
                            "there is one for Linux (x86-64, arm64), macOS (arm64) and Windows (x86-64); name a folder"
                                    + " that can be written in the environment variable DJL_CACHE_DIR"));
        }
    }

    private static HuggingFaceTokenizer load(String json) throws IOException {
        return HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
    }

    private static ObjectNode parse(String source, String json) {
        try {
            JsonNode tree = new ObjectMapper().readTree(json);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new InvalidInput(source, Problem.of("", tree.getNodeType(), "be a JSON object"));
        } catch (JsonProcessingException e) {
            throw new InvalidInput(source, Problem.of("", "", "be JSON: " + e.getOriginalMessage()));
        }
    }

    /** The largest number of a token; vocabularies are maps from token to number, or lists. */
    private static int largest(String source, JsonNode tree) {
        JsonNode tokens = tree.path("model").path("vocab");
        if (!tokens.isContainerNode()) {
            throw new InvalidInput(source, Problem.of("model.vocab", tokens.getNodeType(), "be a vocabulary"));
        }
        int largest = tokens.isArray() ? tokens.size() - 1 : -1;
        if (tokens.isObject()) {
            for (JsonNode number : tokens) {
                largest = Math.max(largest, number.asInt(Integer.MAX_VALUE));
            }
        }
        for (JsonNode added : tree.path("added_tokens")) {
            largest = Math.max(largest, added.path("id").asInt(Integer.MAX_VALUE));
        }
        return largest;
    }

    private static String firstLine(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.lines().findFirst().orElse("");
    }

    @Override
    public String name() {
        return "tokenizers, " + source;
    }

    @Override
    public int[] encode(String text) {
        InvalidParameter.require(
                StandardCharsets.UTF_8.newEncoder().canEncode(text), "text", "half of a character", "be Unicode");
        return Arrays.stream(library.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    @Override
    public String decode(int[] tokens) {
        for (int token : tokens) {
            InvalidParameter.require(
                    token >= 0 && token < vocabulary, "token", token, "be from 0 to " + (vocabulary - 1));
        }
        return library.decode(Arrays.stream(tokens).asLongStream().toArray(), false);
    }
}

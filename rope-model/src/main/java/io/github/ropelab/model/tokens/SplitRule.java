package io.github.ropelab.model.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a text is split before byte-level BPE, by the names that llama.cpp gives ({@code tokenizer.ggml.pre}), in the words of
 * {@code tokenizer.json}. Patterns are those of the tokenizers in transformers.
 */
public enum SplitRule {
    /** GPT-2's pattern. */
    GPT2("gpt-2", "", "", false, false),
    /** Digits by themselves, then GPT-2's pattern. */
    SMOLLM("smollm", "", "", true, false),
    /** Llama 3: up to three digits together; a word that is a token is taken whole. */
    LLAMA3(
            "llama-bpe",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            "",
            false,
            true),
    /** Qwen 2: composed characters (NFC), digits by themselves. */
    QWEN2(
            "qwen2",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            "NFC",
            false,
            false);

    private final String id;
    private final String pattern;
    private final String form;
    private final boolean singleDigits;
    private final boolean wholeWordsFirst;

    SplitRule(String id, String pattern, String form, boolean singleDigits, boolean wholeWordsFirst) {
        this.id = id;
        this.pattern = pattern;
        this.form = form;
        this.singleDigits = singleDigits;
        this.wholeWordsFirst = wholeWordsFirst;
    }

    /** The rule of a name. */
    public static Optional<SplitRule> named(String name) {
        return Arrays.stream(values()).filter(rule -> rule.id.equals(name)).findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(rule -> rule.id).toList();
    }

    /** Whether a word that is a token is taken whole, whatever the merges say. */
    public boolean wholeWordsFirst() {
        return wholeWordsFirst;
    }

    /** The {@code normalizer}. */
    public JsonNode normalizer() {
        return form.isEmpty()
                ? NullNode.getInstance()
                : JsonNodeFactory.instance.objectNode().put("type", form);
    }

    /** The {@code pre_tokenizer}. */
    public JsonNode preTokenizer() {
        ObjectNode sequence = JsonNodeFactory.instance.objectNode().put("type", "Sequence");
        ArrayNode parts = sequence.putArray("pretokenizers");
        if (singleDigits) {
            parts.addObject().put("type", "Digits").put("individual_digits", true);
        }
        if (!pattern.isEmpty()) {
            ObjectNode split = parts.addObject().put("type", "Split");
            split.putObject("pattern").put("Regex", pattern);
            split.put("behavior", "Isolated").put("invert", false);
        }
        parts.addObject()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", pattern.isEmpty());
        return sequence;
    }
}

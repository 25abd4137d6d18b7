package io.github.ropelab.model.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.model.gguf.GgufMetadata;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.tokens.SplitRule;
import java.util.List;

/**
 * The tokenizer in the metadata of a GGUF file as {@code tokenizer.json}: byte-level BPE ({@code tokenizer.ggml.model} gpt2)
 * with the splitting that {@code tokenizer.ggml.pre} names. Others are refused with the way out.
 */
final class GgufTokenizer {
    private static final String MODEL = "tokenizer.ggml.model";
    private static final String SPLIT = "tokenizer.ggml.pre";
    private static final String TOKENS = "tokenizer.ggml.tokens";
    private static final String TYPES = "tokenizer.ggml.token_type";
    private static final String MERGES = "tokenizer.ggml.merges";
    private static final String PREFIX = "tokenizer.ggml.add_space_prefix";
    private static final String WAY_OUT = ": put the model's tokenizer.json beside the file";

    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;

    private GgufTokenizer() {}

    /**
     * The text of a {@code tokenizer.json}.
     *
     * @throws InvalidInput if the file has no tokenizer, or one that is not made again exactly
     */
    static String json(GgufMetadata metadata) {
        String model = metadata.text(MODEL).orElseThrow(() -> metadata.problem(MODEL, "", "be given" + WAY_OUT));
        if (!model.equals("gpt2")) {
            throw metadata.problem(MODEL, model, "be gpt2, byte-level BPE" + WAY_OUT);
        }
        String split = metadata.text(SPLIT).orElseThrow(() -> metadata.problem(SPLIT, "", "be given" + WAY_OUT));
        SplitRule rule = SplitRule.named(split)
                .orElseThrow(() -> metadata.problem(SPLIT, split, "be one of " + SplitRule.names() + WAY_OUT));
        if (metadata.flag(PREFIX).orElse(false)) {
            throw metadata.problem(PREFIX, true, "be false: no space is put before a text" + WAY_OUT);
        }
        List<String> tokens = metadata.texts(TOKENS);
        ObjectNode tokenizer = JsonNodeFactory.instance.objectNode().put("version", "1.0");
        tokenizer.set("added_tokens", added(metadata, tokens));
        tokenizer.set("normalizer", rule.normalizer());
        tokenizer.set("pre_tokenizer", rule.preTokenizer());
        tokenizer.putNull("post_processor");
        tokenizer
                .putObject("decoder")
                .put("type", "ByteLevel")
                .put("add_prefix_space", true)
                .put("trim_offsets", true)
                .put("use_regex", true);
        tokenizer.set("model", bytePairs(metadata, tokens, rule));
        return tokenizer.toString();
    }

    private static ArrayNode added(GgufMetadata metadata, List<String> tokens) {
        List<Long> types = metadata.integers(TYPES);
        if (types.size() != tokens.size()) {
            throw metadata.problem(TYPES, types.size(), "be as many as the " + tokens.size() + " tokens");
        }
        ArrayNode added = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < types.size(); i++) {
            long type = types.get(i);
            if (type == CONTROL || type == USER_DEFINED) {
                added.addObject()
                        .put("id", i)
                        .put("content", tokens.get(i))
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", type == CONTROL);
            }
        }
        return added;
    }

    private static ObjectNode bytePairs(GgufMetadata metadata, List<String> tokens, SplitRule rule) {
        ObjectNode model = JsonNodeFactory.instance.objectNode().put("type", "BPE");
        model.putNull("dropout").putNull("unk_token").putNull("continuing_subword_prefix");
        model.putNull("end_of_word_suffix")
                .put("fuse_unk", false)
                .put("byte_fallback", false)
                .put("ignore_merges", rule.wholeWordsFirst());
        ObjectNode vocabulary = model.putObject("vocab");
        for (int i = 0; i < tokens.size(); i++) {
            if (vocabulary.has(tokens.get(i))) {
                throw metadata.problem(TOKENS, tokens.get(i), "have every token once");
            }
            vocabulary.put(tokens.get(i), i);
        }
        ArrayNode merges = model.putArray("merges");
        for (String merge : metadata.texts(MERGES)) {
            int space = merge.indexOf(' ');
            if (space < 1 || space != merge.lastIndexOf(' ') || space == merge.length() - 1) {
                throw metadata.problem(MERGES, merge, "be two tokens with a space between them");
            }
            merges.addArray().add(merge.substring(0, space)).add(merge.substring(space + 1));
        }
        return model;
    }
}

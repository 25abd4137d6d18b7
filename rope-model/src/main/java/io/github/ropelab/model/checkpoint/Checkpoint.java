package io.github.ropelab.model.checkpoint;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.llama.LlamaShape;
import io.github.ropelab.model.tokens.Tokenizer;
import java.util.SortedMap;

/** A model in files, opened and checked: names and shapes of all tensors fit its config. No weight is in memory yet. */
public interface Checkpoint {
    /** What is read, for messages: a folder or a file. */
    String origin();

    /** Sizes. */
    LlamaShape shape();

    /** Its config in Hugging Face's keys, as JSON; made from the metadata where the files are GGUF. */
    String config();

    /** Longest sequence that it was trained for, tokens; the {@code trained} length of its lengths. */
    int trainedLength();

    /**
     * Reads all weights as float32.
     *
     * @throws InvalidInput if a file cannot be read
     */
    Llama load();

    /**
     * Its tokenizer.
     *
     * @throws InvalidInput if it has none that is understood
     */
    Tokenizer tokenizer();

    /** SHA-256 of the weights, format, licence and what else is known, for manifests. */
    SortedMap<String, String> provenance();
}

package io.github.ropelab.model.tokens;

/** Turns text into the numbers that a model reads. */
public interface Tokenizer {
    /** For people and manifests. */
    String name();

    /** The tokens of a text; no token for its beginning or end is added. */
    int[] encode(String text);

    /** The text of tokens; bytes that are no UTF-8 become U+FFFD. */
    String decode(int[] tokens);
}

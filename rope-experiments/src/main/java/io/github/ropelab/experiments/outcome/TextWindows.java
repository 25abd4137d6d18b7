package io.github.ropelab.experiments.outcome;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.io.FileHash;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Windows of a text of n tokens: window w of N ends before token {@code ⌊(w+1)·n/N⌋}, whatever its length, so that windows of
 * one number have their last tokens in common. Windows of at most {@code ⌊n/N⌋} tokens do not overlap.
 */
public final class TextWindows {
    private final String text;
    private final String sha256;
    private final int[] tokens;
    private final int count;
    private final Map<List<Integer>, String> hashes = new ConcurrentHashMap<>();

    /**
     * @param text name of the text
     * @param sha256 of its file
     * @param tokens of the whole text. Not modified.
     * @param count N
     */
    public TextWindows(String text, String sha256, int[] tokens, int count) {
        InvalidParameter.require(count >= 1, "windows", count, "be at least 1");
        InvalidParameter.require(
                count <= tokens.length, "windows", count, "be at most the " + tokens.length + " tokens of " + text);
        this.text = text;
        this.sha256 = sha256;
        this.tokens = tokens.clone();
        this.count = count;
    }

    /** Name of the text. */
    public String text() {
        return text;
    }

    /** SHA-256 of the text's file. */
    public String sha256() {
        return sha256;
    }

    /** Number of windows. */
    public int count() {
        return count;
    }

    /** Longest windows that do not overlap, tokens. */
    public int longest() {
        return tokens.length / count;
    }

    /** Why there are no windows of a length, as the rule that it breaks. */
    Optional<String> refusal(int length) {
        return length <= longest()
                ? Optional.empty()
                : Optional.of("be at most " + longest() + ": the " + tokens.length + " tokens of " + text + " hold "
                        + count + " windows of that length; of " + length + " they hold " + tokens.length / length);
    }

    /** The tokens of a window. */
    public int[] window(int index, int length) {
        refusal(length).ifPresent(rule -> {
            throw new InvalidParameter("current length", length, rule);
        });
        int end = (int) ((index + 1L) * tokens.length / count);
        return Arrays.copyOfRange(tokens, end - length, end);
    }

    /** SHA-256 of a window's tokens. */
    public String sha256(int index, int length) {
        return hashes.computeIfAbsent(
                List.of(index, length), key -> FileHash.sha256(Arrays.toString(window(index, length))));
    }
}

package io.github.ropelab.experiments.outcome;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.tokens.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text with keys in it, and the questions for them with their answers.
 *
 * @param tokens the whole prompt, answers included
 * @param answers in the order of the questions
 */
public record PasskeyPrompt(int[] tokens, List<Answer> answers) {
    /** Copies the list. */
    public PasskeyPrompt {
        answers = List.copyOf(answers);
    }

    /**
     * Where an answer stands.
     *
     * @param depth number of the key's place in the text, counted from 0
     * @param from index of its first token
     * @param digits how many digits each of its tokens holds; 0 for a mark of the tokenizer's
     */
    public record Answer(int depth, int from, List<Integer> digits) {
        /** Copies the list. */
        public Answer {
            digits = List.copyOf(digits);
        }
    }

    /** Index of the first token of an answer. */
    public int firstAsked() {
        return answers.get(0).from();
    }

    /** Puts a prompt together from left to right. */
    static final class Builder {
        private final Tokenizer tokenizer;
        private final int[] tokens;
        private final List<Answer> answers = new ArrayList<>();
        private int length;

        Builder(Tokenizer tokenizer, int length) {
            this.tokenizer = tokenizer;
            tokens = new int[length];
        }

        Builder add(int[] piece) {
            return add(piece, 0, piece.length);
        }

        Builder add(int[] piece, int from, int to) {
            System.arraycopy(piece, from, tokens, length, to - from);
            length += to - from;
            return this;
        }

        void answer(int depth, String key, int[] piece) {
            List<Integer> digits = Arrays.stream(piece)
                    .mapToObj(token -> (int) tokenizer
                            .decode(new int[] {token})
                            .chars()
                            .filter(c -> c >= '0' && c <= '9')
                            .count())
                    .toList();
            InvalidParameter.require(
                    digits.stream().mapToInt(Integer::intValue).sum() == key.length(),
                    "tokenizer",
                    tokenizer.name(),
                    "keep the digits of a number apart from other text");
            answers.add(new Answer(depth, length, digits));
            add(piece);
        }

        PasskeyPrompt build() {
            InvalidParameter.require(length == tokens.length, "length", length, "be " + tokens.length);
            return new PasskeyPrompt(tokens, answers);
        }
    }
}

package io.github.ropelab.experiments.outcome;

import java.util.ArrayList;
import java.util.List;

/**
 * How well keys were found, teacher forced: a token of a key is right where the model holds it to be the likeliest, given all
 * tokens before it, the right ones of the key included. A token of several digits counts as its digits, right or wrong together.
 *
 * @param keys asked for
 * @param exact keys with every token right
 * @param digits asked for
 * @param digitsRight digits of right tokens
 * @param tokens that hold digits
 * @param tokensRight those that are right
 * @param loss -ln p of the keys' tokens, nats, summed
 */
public record PasskeyScore(
        long keys, long exact, long digits, long digitsRight, long tokens, long tokensRight, double loss) {
    /** Nothing asked yet. */
    public static final PasskeyScore NONE = new PasskeyScore(0, 0, 0, 0, 0, 0, 0);

    /**
     * The scores of a task by depth.
     *
     * @param prompts as {@link PasskeyTask#prompts} gives them
     * @return one for each depth
     */
    public static List<PasskeyScore> byDepth(SequenceModel model, PasskeyTask task, List<PasskeyPrompt> prompts) {
        List<PasskeyScore> scores = new ArrayList<>();
        for (int depth = 0; depth < task.depths(); depth++) {
            scores.add(NONE);
        }
        for (PasskeyPrompt prompt : prompts) {
            SequenceModel.Scored scored = model.score(prompt.tokens(), prompt.firstAsked());
            for (PasskeyPrompt.Answer answer : prompt.answers()) {
                scores.set(answer.depth(), scores.get(answer.depth()).plus(of(prompt, answer, scored)));
            }
        }
        return scores;
    }

    /** The score of one answer. */
    public static PasskeyScore of(PasskeyPrompt prompt, PasskeyPrompt.Answer answer, SequenceModel.Scored scored) {
        long digits = 0;
        long digitsRight = 0;
        long tokens = 0;
        long tokensRight = 0;
        double loss = 0;
        for (int i = 0; i < answer.digits().size(); i++) {
            int token = answer.from() + i;
            int held = answer.digits().get(i);
            loss += scored.nll(token);
            if (held > 0) {
                boolean right = scored.likeliest(token) == prompt.tokens()[token];
                digits += held;
                digitsRight += right ? held : 0;
                tokens++;
                tokensRight += right ? 1 : 0;
            }
        }
        return new PasskeyScore(1, tokens == tokensRight ? 1 : 0, digits, digitsRight, tokens, tokensRight, loss);
    }

    /** Both together. */
    public PasskeyScore plus(PasskeyScore other) {
        return new PasskeyScore(
                keys + other.keys,
                exact + other.exact,
                digits + other.digits,
                digitsRight + other.digitsRight,
                tokens + other.tokens,
                tokensRight + other.tokensRight,
                loss + other.loss);
    }

    /** Share of digits that are right. */
    public double digitShare() {
        return (double) digitsRight / digits;
    }

    /** Share of keys that are right as a whole. */
    public double exactShare() {
        return (double) exact / keys;
    }

    /** Loss of a digit, nats; ln 10 = 2.303 where a model knows that a digit comes and nothing of which. */
    public double digitLoss() {
        return loss / digits;
    }
}

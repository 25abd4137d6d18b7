package io.github.ropelab.core;

/**
 * How a strategy changes the size of logits.
 *
 * @param amplitude factor on cos and sin, hence on query and key each: squared in the logit, rotated components only
 *     (the {@code attention_factor} of YaRN and LongRoPE)
 * @param logit factor on the whole logit; with partial rotary width not the same thing as the amplitude
 */
public record AttentionScale(double amplitude, LogitScale logit) {
    /** Checks the amplitude. */
    public AttentionScale {
        InvalidParameter.requirePositive("attention_factor", amplitude);
    }

    /** Amplitude 1 and logit scale 1. */
    public static AttentionScale none() {
        return amplitude(1);
    }

    /** An amplitude on cos and sin; logit scale 1. */
    public static AttentionScale amplitude(double amplitude) {
        return new AttentionScale(amplitude, new LogitScale.Constant(1));
    }
}

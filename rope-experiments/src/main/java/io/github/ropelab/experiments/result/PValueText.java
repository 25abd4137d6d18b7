package io.github.ropelab.experiments.result;

import java.util.Locale;

/** A p-value as commands, captions and pages say it: {@code p = 0.539}, or {@code p < 0.001} where three digits hold no more. */
public final class PValueText {
    private static final double LEAST = 0.001;

    private PValueText() {}

    /** The text of one. */
    public static String of(double probability) {
        return probability < LEAST ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", probability);
    }
}

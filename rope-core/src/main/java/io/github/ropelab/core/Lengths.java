package io.github.ropelab.core;

/**
 * The three lengths, in tokens, that others all call "max length".
 *
 * @param trained length the model was trained at, before any extension ({@code m_l})
 * @param target length the modification is made for ({@code m})
 * @param current length of the sequence at hand; dynamic rules depend on it
 */
public record Lengths(int trained, int target, int current) {
    /** Checks that each length holds a token. */
    public Lengths {
        InvalidParameter.require(trained >= 1, "trained_length", trained, "be at least 1 token");
        InvalidParameter.require(target >= 1, "target_length", target, "be at least 1 token");
        InvalidParameter.require(current >= 1, "seq_len", current, "be at least 1 token");
    }

    /** A model used at its trained length. */
    public static Lengths trained(int trained) {
        return new Lengths(trained, trained, trained);
    }

    /** A model extended to {@code target} and used at that length. */
    public static Lengths extended(int trained, int target) {
        return new Lengths(trained, target, target);
    }

    /** trained × factor in whole tokens, at least 1. */
    public static int extendedBy(int trained, double factor) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(trained * factor)));
    }

    /** {@code target / trained}: the factor that strategies derive when none is given. */
    public double factor() {
        return (double) target / trained;
    }
}

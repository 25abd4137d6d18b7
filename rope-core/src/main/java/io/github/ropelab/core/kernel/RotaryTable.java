package io.github.ropelab.core.kernel;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionMap;

/**
 * amplitude·cos(p_t·ω_i) and amplitude·sin(p_t·ω_i) for tokens t and pairs i; immutable. In double, entries
 * have the bits of {@link StrictMath}.
 */
public final class RotaryTable {
    private final int tokens;
    private final int pairs;
    private final double[] cos;
    private final double[] sin;

    /** Takes the arrays [tokens][pairs] without a copy. */
    RotaryTable(int tokens, int pairs, double[] cos, double[] sin) {
        this.tokens = tokens;
        this.pairs = pairs;
        this.cos = cos;
        this.sin = sin;
    }

    /**
     * The table of explicit positions.
     *
     * @param frequencies ω, radians per token
     * @param positions effective positions [tokens], may be fractional. Not modified.
     * @param amplitude factor on every entry
     * @param arithmetic rounding of every stage up to the entries
     */
    public static RotaryTable of(
            FrequencySchedule frequencies, double[] positions, double amplitude, Arithmetic arithmetic) {
        return TableRecipe.of(frequencies, amplitude, arithmetic).table(Side.QUERY, positions, 0);
    }

    /** The table of the positions {@code map.at(0) .. map.at(tokens-1)}. */
    public static RotaryTable of(
            FrequencySchedule frequencies, PositionMap map, int tokens, double amplitude, Arithmetic arithmetic) {
        InvalidParameter.require(tokens >= 0, "tokens", tokens, "be 0 or above");
        double[] positions = new double[tokens];
        for (int t = 0; t < tokens; t++) {
            positions[t] = map.at(t);
        }
        return of(frequencies, positions, amplitude, arithmetic);
    }

    /** Rows. */
    public int tokens() {
        return tokens;
    }

    /** Columns. */
    public int pairs() {
        return pairs;
    }

    /** amplitude·cos of the angle of {@code pair} at row {@code token}. */
    public double cos(int token, int pair) {
        return cos[token * pairs + pair];
    }

    /** amplitude·sin of the angle of {@code pair} at row {@code token}. */
    public double sin(int token, int pair) {
        return sin[token * pairs + pair];
    }
}

package io.github.ropelab.core;

/**
 * The shape of one attention head.
 *
 * @param headDim components of a query or key vector
 * @param rotaryDim leading components that are rotated: even, at most {@code headDim}; the rest passes through
 * @param pairing which components form a pair
 */
public record RotaryGeometry(int headDim, int rotaryDim, Pairing pairing) {
    /** Far above every model; a larger number is a mistake that would fill the memory. */
    private static final int LARGEST = 1 << 20;

    /** Checks the widths. */
    public RotaryGeometry {
        InvalidParameter.require(headDim >= 2, "head_dim", headDim, "be at least 2");
        InvalidParameter.require(headDim <= LARGEST, "head_dim", headDim, "be at most " + LARGEST);
        InvalidParameter.require(rotaryDim >= 2, "rotary_dim", rotaryDim, "be at least 2");
        InvalidParameter.require(rotaryDim % 2 == 0, "rotary_dim", rotaryDim, "be even: components rotate in pairs");
        InvalidParameter.require(
                rotaryDim <= headDim, "rotary_dim", rotaryDim, "be at most head_dim (" + headDim + ")");
        InvalidParameter.require(pairing != null, "pairing", pairing, "be named");
    }

    /** All components rotate. */
    public static RotaryGeometry full(int headDim, Pairing pairing) {
        return new RotaryGeometry(headDim, headDim, pairing);
    }

    /** Rotary pairs: {@code rotaryDim / 2}. */
    public int pairs() {
        return rotaryDim / 2;
    }
}

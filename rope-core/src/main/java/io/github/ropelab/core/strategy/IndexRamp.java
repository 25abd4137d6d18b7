package io.github.ropelab.core.strategy;

import io.github.ropelab.core.RopeContext;

/**
 * The linear ramp over the pair <em>index</em> that every implementation of YaRN uses: 0 up to the pair that makes many
 * turns in the trained length, 1 from the pair that makes few.
 *
 * <pre>
 * low|high = d·ln(m_l/(2π·turns))/(2·ln b), rounded outwards if truncate, clamped to [0, d-1]
 * ramp_i   = clamp((i - low)/(high - low), 0, 1)
 * </pre>
 *
 * The upper clamp is d-1 and not d/2-1, as in the authors' code and every engine.
 *
 * @param low pair index where the ramp leaves 0
 * @param high pair index where it reaches 1
 */
record IndexRamp(double low, double high) {
    /** Every implementation's guard against a step of no width. */
    private static final double LEAST_WIDTH = 0.001;

    /**
     * The ramp between two numbers of turns.
     *
     * @param many turns in the trained length above which a pair is at 0
     * @param few turns below which it is at 1
     * @param truncate whether the ends are rounded outwards to whole pairs
     */
    static IndexRamp between(double many, double few, boolean truncate, RopeContext context) {
        double low = pairTurning(many, context);
        double high = pairTurning(few, context);
        if (truncate) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        return new IndexRamp(Math.max(low, 0), Math.min(high, context.geometry().rotaryDim() - 1));
    }

    /** The ramp at a pair, 0 to 1. */
    double at(int pair) {
        double width = low == high ? LEAST_WIDTH : high - low;
        return Math.min(1, Math.max(0, (pair - low) / width));
    }

    /** The (fractional) pair index whose frequency makes {@code turns} full turns in the trained length. */
    private static double pairTurning(double turns, RopeContext context) {
        return context.geometry().rotaryDim()
                * StrictMath.log(context.lengths().trained() / (turns * 2 * Math.PI))
                / (2 * StrictMath.log(context.base()));
    }
}

package io.github.ropelab.core.strategy;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RopeContext;

/** The formulas that YaRN and its dynamic form share (Peng et al. 2023, arXiv 2309.00071, sections 3.2 and 3.4). */
final class YarnFormula {
    private YarnFormula() {}

    /**
     * θ'_i = θ_i/s·ramp + θ_i·(1-ramp), written so that s = 1 gives θ to the bit.
     *
     * @param extrapolationFactor share of the kept part (1-ramp) that is used
     */
    static FrequencySchedule frequencies(RopeContext context, double s, IndexRamp ramp, double extrapolationFactor) {
        return context.baseFrequencies().map((i, theta) -> {
            double kept = (1 - ramp.at(i)) * extrapolationFactor;
            return theta / s + kept * (theta - theta / s);
        });
    }

    /** 0.1·c·ln s + 1 for s above 1, else 1 (DeepSeek's yarn_get_mscale). */
    static double g(double s, double c) {
        return s <= 1 ? 1 : 0.1 * c * StrictMath.log(s) + 1;
    }

    static void checkRamp(double betaFast, double betaSlow, double extrapolationFactor) {
        InvalidParameter.requirePositive("beta_fast", betaFast);
        InvalidParameter.requirePositive("beta_slow", betaSlow);
        InvalidParameter.require(
                betaSlow <= betaFast, "beta_slow", betaSlow, "be at most beta_fast (" + betaFast + ")");
        InvalidParameter.require(
                extrapolationFactor >= 0 && extrapolationFactor <= 1,
                "extrapolation_factor",
                extrapolationFactor,
                "be between 0 and 1");
    }
}

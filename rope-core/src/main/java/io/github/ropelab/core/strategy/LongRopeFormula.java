package io.github.ropelab.core.strategy;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.RopeContext;
import java.util.ArrayList;
import java.util.List;

/** What LongRoPE's two forms share (Ding et al. 2024, arXiv 2402.13753; microsoft/LongRoPE, rope/longrope.py). */
final class LongRopeFormula {
    private LongRopeFormula() {}

    /** θ_i / λ_i. */
    static FrequencySchedule frequencies(RopeContext context, String list, List<Double> lambda) {
        int pairs = context.geometry().pairs();
        InvalidParameter.require(
                lambda.size() == pairs, list, lambda.size() + " numbers", "have one number per rotary pair: " + pairs);
        return context.baseFrequencies().map((i, theta) -> theta / lambda.get(i));
    }

    /** A divisor of 0, a negative or an infinite one gives no frequency. */
    static void check(String list, List<Double> lambda) {
        lambda.forEach(value -> InvalidParameter.require(
                value > 0 && value < Double.POSITIVE_INFINITY, list, value, "hold finite numbers above 0"));
    }

    /** An example for documentation and tests: divisors from 1 for the fastest pair to {@code last} for the slowest. */
    static ParameterDoc.ForPairs example(double last) {
        return pairs -> {
            List<Double> list = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                list.add(1 + (last - 1) * i / Math.max(1, pairs - 1));
            }
            return list;
        };
    }
}

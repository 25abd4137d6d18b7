package io.github.ropelab.experiments.export;

import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.model.config.RopeSetup;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * The strategy that every engine can say and whose angles come nearest: none, linear, a changed base, YaRN and Llama 3
 * with default bounds, their factor fitted to the smallest largest angle error.
 *
 * @param strategy in one line, as in {@code linear:factor=4}
 * @param angleError see {@link AngleError}, radians
 * @param tokens the length that the error is taken over: the target length, at most 4,194,304
 */
record NearestExpressible(String strategy, double angleError, int tokens) {
    private static final Catalog<StrategyType, RopeStrategy> FAMILIES = Strategies.builtIn();

    private static final double SMALLEST_FACTOR = 1.0 / 64;
    private static final double LARGEST_FACTOR = 8192;

    /** Bounds the memory of {@link AngleError}: 64 MiB. */
    private static final int LONGEST = 1 << 22;

    /** The error of one family has several valleys; the grid finds the deepest, Brent's method its bottom. */
    private static final int GRID = 96;

    private static final int MAX_EVALUATIONS = 200;
    private static final double FACTOR_TOLERANCE = 1e-9;

    /** Factors are shown, and their error taken, with this many digits. */
    private static final MathContext DIGITS = new MathContext(6);

    /** Errors this close are the same; the simpler family, named first, is taken. */
    private static final double SAME_ERROR = 1e-9;

    static NearestExpressible to(RopeSetup setup) {
        int tokens = Math.min(setup.context().lengths().target(), LONGEST);
        AngleError error = AngleError.of(setup.encoding(), tokens);
        List<NearestExpressible> found = new ArrayList<>();
        found.add(new NearestExpressible("none", error.against(setup.context().baseFrequencies()), tokens));
        List<String> families = setup.trainedKnown()
                ? List.of("linear", "ntk_aware", "yarn", "llama3")
                : List.of("linear", "ntk_aware");
        families.forEach(id -> fitted(id, setup.context(), error, tokens).ifPresent(found::add));
        double least =
                found.stream().mapToDouble(NearestExpressible::angleError).min().orElseThrow();
        return found.stream()
                .filter(n -> n.angleError() <= least * (1 + SAME_ERROR) + SAME_ERROR)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<NearestExpressible> fitted(String id, RopeContext context, AngleError error, int tokens) {
        record Sample(double logFactor, double error) {}
        double from = StrictMath.log(SMALLEST_FACTOR);
        double step = (StrictMath.log(LARGEST_FACTOR) - from) / GRID;
        Sample best = null;
        for (int i = 0; i <= GRID; i++) {
            double x = from + i * step;
            Sample sample = new Sample(x, error(id, x, context, error));
            best = best == null || sample.error() < best.error() ? sample : best;
        }
        if (best.error() == Double.MAX_VALUE) {
            return Optional.empty();
        }
        double fitted = new BrentOptimizer(FACTOR_TOLERANCE, FACTOR_TOLERANCE)
                .optimize(
                        new MaxEval(MAX_EVALUATIONS),
                        new UnivariateObjectiveFunction(x -> error(id, x, context, error)),
                        GoalType.MINIMIZE,
                        new SearchInterval(best.logFactor() - step, best.logFactor() + step, best.logFactor()))
                .getPoint();
        double factor = new BigDecimal(StrictMath.exp(fitted)).round(DIGITS).doubleValue();
        return Optional.of(new NearestExpressible(
                id + ":factor=" + Numbers.plain(factor), error(id, StrictMath.log(factor), context, error), tokens));
    }

    /** The error of a family at ln s; larger than any where the family is not defined. */
    private static double error(String id, double logFactor, RopeContext context, AngleError error) {
        try {
            FrequencySchedule frequencies = FAMILIES.read(id, Params.of(Map.of("factor", StrictMath.exp(logFactor))))
                    .encode(context)
                    .frequencies();
            return error.against(frequencies);
        } catch (InvalidParameter undefined) {
            return Double.MAX_VALUE;
        }
    }
}

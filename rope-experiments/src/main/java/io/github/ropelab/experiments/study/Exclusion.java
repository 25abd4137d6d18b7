package io.github.ropelab.experiments.study;

import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Cells that a study leaves out: those that every given factor matches.
 *
 * @param factors factor to its values, as texts, in the order of the file
 * @param because the reason
 */
public record Exclusion(Map<String, List<String>> factors, String because) {
    /** A factor of a study. */
    public enum Factor {
        /** Label of a strategy, or of all strategies of a sweep. */
        STRATEGY,
        /** Name of a data set. */
        DATA,
        /** Layer of a capture. */
        LAYER,
        /** Head of a capture. */
        HEAD,
        /** Index of a draw. */
        SEED,
        /** Current length, tokens. */
        CURRENT,
        /** Precision of the rotations. */
        ARITHMETIC,
        /** Components of a head. */
        HEAD_DIM,
        /** θ base. */
        BASE;

        /** Key in study files. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether its values are numbers. */
        boolean isNumber() {
            return this != STRATEGY && this != DATA && this != ARITHMETIC;
        }
    }

    /** Copies the map. */
    public Exclusion {
        factors = new LinkedHashMap<>(factors);
    }

    /** The text of a number among a factor's values: 4096 and 4096.0 are one value. */
    static String text(double number) {
        return number == (long) number ? Long.toString((long) number) : Double.toString(number);
    }

    /**
     * Whether a cell is left out.
     *
     * @param strategy that it measures
     * @param arithmetic of the cell
     * @param context of the cell
     * @param data its data set; absent without vectors
     * @param slice its head or draw; absent without vectors
     */
    public boolean matches(
            StrategySpec strategy,
            Arithmetic arithmetic,
            RopeContext context,
            Optional<DataSet> data,
            Optional<Slice> slice) {
        return matchesContext(strategy, context)
                && holds(Factor.ARITHMETIC, Optional.of(arithmetic.id()))
                && holds(Factor.DATA, data.map(DataSet::name))
                && holds(Factor.LAYER, slice.flatMap(s -> text(s.layer())))
                && holds(Factor.HEAD, slice.flatMap(s -> text(s.head())))
                && holds(Factor.SEED, slice.flatMap(s -> text(s.seed())));
    }

    /** Whether it leaves out the strategy in a context altogether, whatever the vectors and the arithmetic. */
    public boolean covers(StrategySpec strategy, RopeContext context) {
        return matchesContext(strategy, context)
                && factors.keySet().stream().noneMatch(factor -> List.of("arithmetic", "data", "layer", "head", "seed")
                        .contains(factor));
    }

    /** Whether it leaves out a data set at a length altogether, so that the set need not be so long. */
    public boolean covers(DataSet data, int current) {
        return List.of(Factor.DATA.id(), Factor.CURRENT.id()).containsAll(factors.keySet())
                && holds(Factor.DATA, Optional.of(data.name()))
                && holds(Factor.CURRENT, Optional.of(text(current)));
    }

    private boolean matchesContext(StrategySpec strategy, RopeContext context) {
        return (holds(Factor.STRATEGY, Optional.of(strategy.plainLabel()))
                        || holds(Factor.STRATEGY, Optional.of(strategy.family())))
                && holds(Factor.CURRENT, Optional.of(text(context.lengths().current())))
                && holds(Factor.HEAD_DIM, Optional.of(text(context.geometry().headDim())))
                && holds(Factor.BASE, Optional.of(text(context.base())));
    }

    private boolean holds(Factor factor, Optional<String> value) {
        List<String> wanted = factors.get(factor.id());
        return wanted == null || value.isPresent() && wanted.contains(value.get());
    }

    private static Optional<String> text(OptionalInt number) {
        return number.isPresent() ? Optional.of(Integer.toString(number.getAsInt())) : Optional.empty();
    }

    /** {@code strategy rerope, current 4096}. */
    @Override
    public String toString() {
        return factors.entrySet().stream()
                .map(entry -> entry.getKey() + " " + String.join(" or ", entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}

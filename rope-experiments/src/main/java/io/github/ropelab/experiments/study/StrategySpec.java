package io.github.ropelab.experiments.study;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.outcome.RotaryRule;
import io.github.ropelab.model.config.Dialect;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A strategy as a study names it.
 *
 * @param label name in results and figures, unique in the study
 * @param strategy with its parameters; those that are absent follow from each cell's lengths. Where parameters are
 *     formulas, the one of the study's first context: {@link #at} gives that of a cell
 * @param name what its users call it; several versions of one name may stand in a study
 * @param config what stands beside the name in the users' config; empty for nothing
 * @param dialect whose reading it is, where the study says it; transformers' otherwise
 * @param origin how it came about
 */
public record StrategySpec(
        String label, RopeStrategy strategy, String name, String config, Optional<Dialect> dialect, Origin origin)
        implements RotaryRule {
    /**
     * Where a strategy stands in the study file.
     *
     * @param plainLabel label in the study, before a cell's arithmetic enters it
     * @param family label without the swept values: that of all strategies of one sweep
     * @param swept the swept parameters of this one, as written; empty where nothing is swept
     * @param template the parameters that are formulas of the lengths; absent where all are fixed
     */
    record Origin(
            String plainLabel, String family, SortedMap<String, String> swept, Optional<StrategyTemplate> template) {
        Origin {
            swept = Collections.unmodifiableSortedMap(new TreeMap<>(swept));
        }
    }

    /** A strategy that stands alone, with fixed parameters. */
    public StrategySpec(String label, RopeStrategy strategy, String name, String config, Optional<Dialect> dialect) {
        this(label, strategy, name, config, dialect, new Origin(label, label, new TreeMap<>(), Optional.empty()));
    }

    /** The same strategy, one of a sweep. */
    StrategySpec swept(String family, SortedMap<String, String> values) {
        return new StrategySpec(
                label, strategy, name, config, dialect, new Origin(label, family, values, origin.template()));
    }

    /** The same strategy with parameters that follow from each cell. */
    StrategySpec following(StrategyTemplate template) {
        return new StrategySpec(
                label,
                strategy,
                name,
                config,
                dialect,
                new Origin(origin.plainLabel(), origin.family(), origin.swept(), Optional.of(template)));
    }

    /** The strategy of a cell: every formula has its value. */
    @Override
    public StrategySpec at(RopeContext cell) {
        return origin.template()
                .map(template -> new StrategySpec(
                        label,
                        template.strategy(cell),
                        name,
                        config,
                        dialect,
                        new Origin(origin.plainLabel(), origin.family(), origin.swept(), Optional.empty())))
                .orElse(this);
    }

    /** The lengths that the strategy's formulas see: an engine that makes one table looks at the target alone. */
    @Override
    public Lengths lengths(Lengths cell) {
        return dialect.orElse(Dialect.TRANSFORMERS).lengths(cell, strategy);
    }

    /** Its effect in a cell's context. */
    public PositionEncoding encode(RopeContext cell) {
        StrategySpec own = at(cell);
        return own.strategy.encode(cell.withLengths(own.lengths(cell.lengths())));
    }

    /** Label in the study, before a cell's arithmetic enters it. */
    public String plainLabel() {
        return origin.plainLabel();
    }

    /** Label without the swept values: that of all strategies of one sweep. */
    public String family() {
        return origin.family();
    }

    /** The swept parameters, as the study writes their values. */
    public Map<String, String> swept() {
        return origin.swept();
    }

    /** {@code key=value; key=value}, with a formula where the study gives one. */
    public String parameterText() {
        return origin.template()
                .map(template -> "formulas " + template.text() + "; in the first cell " + ParameterText.of(strategy))
                .orElse(ParameterText.of(strategy));
    }

    /** Whether both are versions of one name, from the same config. */
    public boolean versionOf(StrategySpec other) {
        return name.equals(other.name) && config.equals(other.config);
    }

    /** The label says the precision, as in {@code yarn @bf16}; in double it stays as it is. */
    public StrategySpec in(Arithmetic arithmetic) {
        return arithmetic.equals(Arithmetic.F64)
                ? this
                : new StrategySpec(label + " @" + arithmetic.id(), strategy, name, config, dialect, origin);
    }
}

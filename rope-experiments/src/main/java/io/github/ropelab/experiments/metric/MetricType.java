package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.CatalogType;
import io.github.ropelab.core.ParameterDoc;
import java.util.List;
import java.util.Optional;

/**
 * Identity and documentation of a metric.
 *
 * @param id name in study files and results
 * @param version semantics version: goes up when the same input gives other numbers
 * @param title name for people
 * @param unit of every value
 * @param direction which way is closer to the reference
 * @param definition the formula
 * @param source where it is defined
 * @param parameters that study files may give
 * @param observations what its values rest on; absent: they are exact
 * @param tolerance how far a value may be off on another machine, in the unit; 0: as much as sums in double differ
 */
public record MetricType(
        String id,
        int version,
        String title,
        String unit,
        Direction direction,
        String definition,
        String source,
        List<ParameterDoc> parameters,
        Optional<Observations> observations,
        double tolerance)
        implements CatalogType {
    /** Which way is closer to the reference. */
    public enum Direction {
        /** Smaller values are closer. */
        LOWER_IS_CLOSER,
        /** Larger values are closer. */
        HIGHER_IS_CLOSER,
        /** Neither. */
        DESCRIPTIVE
    }

    /** A metric whose values are exact. */
    public MetricType(
            String id,
            int version,
            String title,
            String unit,
            Direction direction,
            String definition,
            String source,
            List<ParameterDoc> parameters) {
        this(id, version, title, unit, direction, definition, source, parameters, Optional.empty());
    }

    /** A metric that is computed in double. */
    public MetricType(
            String id,
            int version,
            String title,
            String unit,
            Direction direction,
            String definition,
            String source,
            List<ParameterDoc> parameters,
            Optional<Observations> observations) {
        this(id, version, title, unit, direction, definition, source, parameters, observations, 0);
    }

    /** The same type with a tolerance. */
    MetricType within(double nearness) {
        return new MetricType(
                id, version, title, unit, direction, definition, source, parameters, observations, nearness);
    }

    /** Copies the list. */
    public MetricType {
        parameters = List.copyOf(parameters);
    }
}

package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.CatalogType;
import io.github.ropelab.core.ParameterDoc;
import java.util.List;

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
 */
public record MetricType(
        String id,
        int version,
        String title,
        String unit,
        Direction direction,
        String definition,
        String source,
        List<ParameterDoc> parameters)
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

    /** Copies the list. */
    public MetricType {
        parameters = List.copyOf(parameters);
    }
}

package io.github.ropelab.experiments.reproduction.frame;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.DataTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a computation gave: values by the names of the published ones, tables, charts of them. */
public final class Recomputed {
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final List<DataTable> tables = new ArrayList<>();
    private final List<Chart> charts = new ArrayList<>();

    /**
     * Adds a value.
     *
     * @param name of the published value
     * @param value computed now
     * @throws InvalidParameter if the name has a value, or the value is not finite
     */
    public Recomputed put(String name, double value) {
        InvalidParameter.require(Double.isFinite(value), name, value, "be computed to a finite number");
        InvalidParameter.require(values.putIfAbsent(name, value) == null, name, value, "be computed once");
        return this;
    }

    /** Adds a table with its charts, if any. */
    public Recomputed add(DataTable table, Chart... drawn) {
        tables.add(table);
        charts.addAll(Arrays.asList(drawn));
        return this;
    }

    public Map<String, Double> values() {
        return values;
    }

    public List<DataTable> tables() {
        return tables;
    }

    public List<Chart> charts() {
        return charts;
    }
}

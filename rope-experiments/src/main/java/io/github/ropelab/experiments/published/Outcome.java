package io.github.ropelab.experiments.published;

import java.util.List;

/**
 * A result that was computed in this run.
 *
 * @param description of it
 * @param extent how much of it
 * @param checks one per published number
 * @param tables what was computed
 * @param charts of the tables
 */
public record Outcome(
        Description description, Extent extent, List<Check> checks, List<DataTable> tables, List<Chart> charts) {
    /** Copies the lists. */
    public Outcome {
        checks = List.copyOf(checks);
        tables = List.copyOf(tables);
        charts = List.copyOf(charts);
    }

    /** The worst verdict of its checks. */
    public Verdict verdict() {
        return checks.stream().map(Check::verdict).max(Verdict::compareTo).orElse(Verdict.DIFFERS);
    }

    /** Whether all that was published holds. */
    public boolean holds() {
        return verdict() == Verdict.HOLDS;
    }

    /** The table of a chart. */
    public DataTable table(Chart chart) {
        return tables.stream()
                .filter(table -> table.id().equals(chart.table()))
                .findFirst()
                .orElseThrow();
    }
}

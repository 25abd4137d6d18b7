package io.github.ropelab.experiments.result;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One value with all that it belongs to. The components are the columns of {@code results.csv}, in order and with the
 * same names in snake case; docs/columns.md explains them.
 */
public record ResultRow(
        String study,
        String data,
        OptionalInt layer,
        OptionalInt head,
        OptionalInt seed,
        int headDim,
        int rotaryDim,
        String pairing,
        double base,
        int trainedLength,
        int targetLength,
        int currentLength,
        String strategy,
        String strategyId,
        int strategyVersion,
        String parameters,
        String reference,
        String arithmetic,
        String metric,
        int metricVersion,
        String metricParameters,
        String statistic,
        String axis,
        int from,
        int to,
        String unit,
        OptionalDouble value,
        OptionalDouble standardError,
        long n,
        String status,
        String note,
        String cell)
        implements Comparable<ResultRow> {
    /** Status of a row with a value. */
    public static final String OK = "ok";

    /** Status of a row whose statistic is not defined; the note says why. */
    public static final String UNDEFINED = "undefined";

    /** Status of a row that stands for a failed cell; the note says why. */
    public static final String FAILED = "failed";

    private static final Comparator<ResultRow> ORDER = Comparator.comparing(ResultRow::study)
            .thenComparing(ResultRow::data)
            .thenComparingInt(row -> row.layer().orElse(-1))
            .thenComparingInt(row -> row.head().orElse(-1))
            .thenComparingInt(row -> row.seed().orElse(-1))
            .thenComparingInt(ResultRow::headDim)
            .thenComparingInt(ResultRow::rotaryDim)
            .thenComparing(ResultRow::pairing)
            .thenComparingDouble(ResultRow::base)
            .thenComparingInt(ResultRow::trainedLength)
            .thenComparingInt(ResultRow::targetLength)
            .thenComparingInt(ResultRow::currentLength)
            .thenComparing(ResultRow::strategy)
            .thenComparing(ResultRow::reference)
            .thenComparing(ResultRow::metric)
            .thenComparing(ResultRow::metricParameters)
            .thenComparing(ResultRow::statistic)
            .thenComparing(ResultRow::axis)
            .thenComparingInt(ResultRow::from)
            .thenComparingInt(ResultRow::to);

    /** The order of rows in files; no two rows of a study are equal in it. */
    @Override
    public int compareTo(ResultRow other) {
        return ORDER.compare(this, other);
    }
}

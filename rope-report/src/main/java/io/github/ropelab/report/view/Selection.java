package io.github.ropelab.report.view;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Questions that views ask of the results of one run.
 *
 * @param table the rows
 * @param manifest where they come from, with the study's order of strategies and data
 */
public record Selection(ResultTable table, Manifest manifest) {
    /** Picks the rows with a value of one statistic; of a metric with several parameters, those of the study's first. */
    public Filter filter(String metric, String statistic) {
        Filter filter = Filter.of(metric, statistic);
        return manifest.study().metrics().stream()
                .filter(info -> info.id().equals(metric))
                .map(info -> filter.and("metric_parameters", info.parameters()))
                .findFirst()
                .orElse(filter);
    }

    /** The rows that a filter picks. */
    public ResultTable rows(Filter filter) {
        return table.where(filter);
    }

    /** The rows with a value of one statistic, as {@link #filter} picks them. */
    public ResultTable statistic(String metric, String statistic) {
        return rows(filter(metric, statistic));
    }

    /** Data sets in the study's order. */
    public List<String> data() {
        return manifest.data().stream().map(Manifest.Data::name).toList();
    }

    /** Strategies in the study's order. */
    public List<String> strategies() {
        return manifest.study().strategies().stream()
                .map(Manifest.Strategy::label)
                .toList();
    }

    /** Strategies as the rows label them, in the study's order: one that was run in several precisions is several. */
    public List<String> labels() {
        Set<String> inRows = new LinkedHashSet<>();
        table.rows().forEach(row -> inRows.add(row.strategy()));
        List<String> labels = new ArrayList<>();
        for (String strategy : strategies()) {
            List<String> precisions = inRows.stream()
                    .filter(label -> label.startsWith(strategy + " @"))
                    .toList();
            if (precisions.isEmpty() || inRows.contains(strategy)) {
                labels.add(strategy);
            }
            labels.addAll(precisions);
        }
        return labels;
    }

    /** The style of a strategy in every figure of the study: its index. */
    public int style(String strategy) {
        return labels().indexOf(strategy);
    }

    /** Strategies that can drift: without the one that is the reference, whose drift is 0 by definition. */
    public List<String> drifting() {
        return labels().stream()
                .filter(label -> !label.equals(manifest.study().reference()))
                .toList();
    }

    /** The longest current length, tokens, of rows on vectors where there are such: a study may leave out some. */
    public int longest() {
        ResultTable onVectors = table.where(row -> !row.data().isEmpty());
        return longest(onVectors.rows().isEmpty() ? table : onVectors);
    }

    /** The longest current length of some rows, tokens; of the study where there are none. */
    public int longest(ResultTable rows) {
        return rows.rows().stream()
                .mapToInt(ResultRow::currentLength)
                .max()
                .orElseGet(() -> Collections.max(manifest.study().currentLengths()));
    }

    /** The mean over heads or draws of the rows that a condition holds for; empty if there is none. */
    public static Optional<Estimate> estimate(ResultTable rows, Predicate<ResultRow> condition) {
        List<Double> values = rows.rows().stream()
                .filter(condition)
                .map(row -> row.value().orElseThrow())
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Estimate.of(values));
    }
}

package io.github.ropelab.report.view;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultFile;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Questions that views ask of the results of one run. What many views ask is found out once, so that a question takes as
 * long as the rows it is about; may be asked by several threads.
 */
public final class Selection {
    private static final String RESULTS = "results.csv";

    /** Styles so far apart have the same colour and differ in dash and marker. */
    private static final int COLOURS = 10;

    private static final ResultTable NONE = ResultTable.of(List.of());

    private final ResultTable table;
    private final Manifest manifest;
    private final Map<String, Map<String, ResultTable>> byMetricAndStatistic = new HashMap<>();
    private final String sha256;
    private final List<String> labels;
    private final Map<String, Integer> styles;
    private final int longest;

    /**
     * Of a run whose {@code results.csv} is what its manifest says.
     *
     * @param table the rows
     * @param manifest where they come from, with the study's order of strategies and data
     */
    public Selection(ResultTable table, Manifest manifest) {
        this(table, manifest, manifest.files().getOrDefault(RESULTS, ""));
    }

    /** Of a file, which may be another than the manifest says: {@link #warnings} tells. */
    public static Selection of(ResultFile results, Manifest manifest) {
        return new Selection(results.table(), manifest, results.sha256());
    }

    private Selection(ResultTable table, Manifest manifest, String sha256) {
        this.sha256 = sha256;
        this.table = table;
        this.manifest = manifest;
        table.by(ResultRow::metric)
                .forEach((metric, rows) -> byMetricAndStatistic.put(metric, rows.by(ResultRow::statistic)));
        this.labels = labels(table);
        this.styles = styles();
        this.longest = longestOnVectors(table);
    }

    /** All rows. */
    public ResultTable table() {
        return table;
    }

    /** Where they come from. */
    public Manifest manifest() {
        return manifest;
    }

    /** SHA-256 of the file that holds the rows. */
    public String sha256() {
        return sha256;
    }

    /** What a reader must know of the results as a whole before believing any figure. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        String stated = manifest.files().get(RESULTS);
        if (stated == null) {
            warnings.add("manifest.json does not say which results.csv it belongs to (no SHA-256).");
        } else if (!stated.equals(sha256)) {
            warnings.add(
                    "results.csv is not what manifest.json says: it was changed or replaced after the run. Figures, "
                            + "tables and this page show the file as it is (SHA-256 " + sha256 + ", manifest: " + stated
                            + ").");
        }
        if (table.rows().isEmpty()) {
            warnings.add("results.csv holds no rows: there is nothing to draw.");
        } else if (table.rows().stream().allMatch(row -> row.status().equals(ResultRow.FAILED))) {
            warnings.add("Every row of results.csv stands for a failed cell: there is nothing to draw.");
        }
        return warnings;
    }

    /** Picks the rows with a value of one statistic; of a metric with several parameters, those of the study's first. */
    public Filter filter(String metric, String statistic) {
        Filter filter = Filter.of(metric, statistic);
        return manifest.study().metrics().stream()
                .filter(info -> info.id().equals(metric))
                .map(info -> filter.and("metric_parameters", info.parameters()))
                .findFirst()
                .orElse(filter);
    }

    /** The same without the reference, whose drift is 0 by definition: see {@link #drifting}. */
    public Filter driftFilter(String metric, String statistic) {
        return filter(metric, statistic).but("strategy", manifest.study().reference());
    }

    /** The rows that a filter picks. */
    public ResultTable rows(Filter filter) {
        Optional<String> metric = filter.required("metric");
        Optional<String> statistic = filter.required("statistic");
        ResultTable among = metric.isEmpty() || statistic.isEmpty()
                ? table
                : byMetricAndStatistic.getOrDefault(metric.get(), Map.of()).getOrDefault(statistic.get(), NONE);
        return among.where(filter.compiled());
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

    /** The strategy of a row as the study labels it: without the precision that the row's own label may end with. */
    public static String strategy(ResultRow row) {
        String suffix = " @" + row.arithmetic();
        String label = row.strategy();
        return label.endsWith(suffix) ? label.substring(0, label.length() - suffix.length()) : label;
    }

    /** Strategies as the rows label them, in the study's order: one that was run in several precisions is several. */
    public List<String> labels() {
        return labels;
    }

    private List<String> labels(ResultTable table) {
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
        return List.copyOf(labels);
    }

    /** The style of a strategy in every figure of the study: its index, or where a sweep takes more than there are colours, that of its family. */
    public int style(String strategy) {
        return styles.getOrDefault(strategy, -1);
    }

    /** Members of a family have the same colour, and other dashes and markers. */
    private Map<String, Integer> styles() {
        Map<String, String> families = new HashMap<>();
        manifest.study().strategies().forEach(strategy -> families.put(strategy.label(), strategy.family()));
        boolean swept = manifest.study().strategies().stream()
                .anyMatch(strategy -> !strategy.swept().isEmpty());
        boolean byFamily = swept && labels.size() > COLOURS;
        Map<String, Integer> first = new HashMap<>();
        Map<String, Integer> members = new HashMap<>();
        Map<String, Integer> styles = new HashMap<>();
        for (String label : labels) {
            String family = byFamily ? families.getOrDefault(label, label) : label;
            first.putIfAbsent(family, first.size());
            int member = members.merge(family, 1, Integer::sum) - 1;
            styles.put(label, first.get(family) + COLOURS * member);
        }
        return styles;
    }

    /** Strategies that can drift: without the one that is the reference, whose drift is 0 by definition. */
    public List<String> drifting() {
        return labels().stream()
                .filter(label -> !label.equals(manifest.study().reference()))
                .toList();
    }

    /** The longest current length, tokens, of rows on vectors where there are such: a study may leave out some. */
    public int longest() {
        return longest;
    }

    private int longestOnVectors(ResultTable table) {
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

package io.github.ropelab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Holds the numbers of a figure, from its CSV, against the rows of results.csv that its JSON states. Shares no code with
 * what is tested. A drawn number is a row's value, or the mean over heads or draws of rows that are alike otherwise; it belongs to one
 * strategy, panel and place. Numbers that are made of several such means are computed anew as a whole. Both directions are
 * held: no number without its rows, no rows without their number.
 */
final class DrawnNumbers {
    /** Means are summed in another order. */
    private static final double ROUNDING = 1e-12;

    /** Two-sided 95 % of a normal value: bands of a row's own standard error. */
    private static final double NORMAL_95 = 1.96;

    private static final Set<String> MATRICES =
            Set.of("strategy-by-length", "relative-positions", "phase-coverage", "retrieval");
    private static final Set<String> REPLICATES = Set.of("layer", "head", "seed");
    private static final Set<String> FOUND = Set.of("value", "standard_error", "n", "status", "note", "cell");

    private final JsonNode study;
    private final String id;
    private final List<Map<String, String>> csv;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();

    /** Of a figure in an output folder with these rows of results.csv. */
    DrawnNumbers(Path out, List<Map<String, String>> results, String id) throws IOException {
        ObjectMapper json = new ObjectMapper();
        this.id = id;
        this.study = json.readTree(out.resolve("manifest.json").toFile()).get("study");
        this.csv = PlainCsv.read(out.resolve("figures/" + id + ".csv"));
        JsonNode description =
                json.readTree(out.resolve("figures/" + id + ".json").toFile());
        Set<Map<String, String>> picked = new LinkedHashSet<>();
        for (JsonNode filter : description.get("rows_of_results_csv")) {
            List<Map<String, String>> meeting =
                    results.stream().filter(conditions(filter)).toList();
            if (meeting.size() != filter.get("rows").asInt()) {
                counts.add(meeting.size() + " rows meet a filter that states " + filter.get("rows"));
            }
            picked.addAll(meeting);
        }
        rows.addAll(picked);
        long cells = rows.stream().map(row -> row.get("cell")).distinct().count();
        if (cells != description.get("cells").get("count").asLong()) {
            counts.add("the rows are of " + cells + " cells");
        }
    }

    /** Every condition of a filter; those on one column are joined by "and". */
    private static Predicate<Map<String, String>> conditions(JsonNode filter) {
        Predicate<Map<String, String>> all = row -> true;
        for (Map.Entry<String, JsonNode> entry : filter.get("conditions").properties()) {
            for (String one : entry.getValue().asText().split(" and (?=[=><≠≤] )")) {
                String column = entry.getKey();
                char relation = one.charAt(0);
                String value = one.substring(2);
                all = all.and(row -> meets(row.get(column), relation, value));
            }
        }
        return all;
    }

    private static boolean meets(String found, char relation, String value) {
        return switch (relation) {
            case '=' -> found.equals(value);
            case '≠' -> !found.equals(value);
            case '>' -> !found.isEmpty() && Double.parseDouble(found) > Double.parseDouble(value);
            case '≤' -> !found.isEmpty() && Double.parseDouble(found) <= Double.parseDouble(value);
            default -> throw new IllegalArgumentException("no condition: " + relation);
        };
    }

    /** Whether a rule is known for the kind of figure. */
    boolean checkable() {
        return csv.get(0).keySet().containsAll(Set.of("panel", "series", "x", "y", "n"))
                || csv.get(0).keySet().containsAll(Set.of("row", "series", "a", "b", "value"))
                || MATRICES.contains(id)
                || computed().isPresent();
    }

    /** The whole CSV anew, of figures whose numbers are made of several values of a strategy. */
    private Optional<PlainFigure> computed() {
        return switch (id) {
            case "pareto" -> Optional.of(PlainPareto.of(rows, csv));
            case "score-distribution" -> Optional.of(PlainRidges.of(rows));
            case "drift-vs-outcome" -> Optional.of(PlainDriftOutcome.of(rows, study));
            case "paired-differences" ->
                Optional.of(PlainPairs.of(rows, study.get("baseline").asText()));
            default -> Optional.empty();
        };
    }

    /** How many rows the filters pick together. */
    int picked() {
        return rows.size();
    }

    /** Numbers of rows and cells that are stated and not so, in words. */
    List<String> countFaults() {
        return counts;
    }

    /** Numbers that do not agree with the rows that the filters pick, in words. */
    List<String> faults() {
        Optional<PlainFigure> computed = computed();
        if (computed.isPresent()) {
            return computed.get().faults(csv, rows);
        }
        if (MATRICES.contains(id)) {
            return against(groups(true), this::inCell);
        }
        boolean lines = csv.get(0).containsKey("x");
        return against(groups(lines && !id.equals("drift-by-head")), lines ? this::onLine : this::asDot);
    }

    /** Rows that one number stands for. */
    private record Group(Map<String, String> factors, List<Map<String, String>> rows) {
        double mean() {
            return Arrays.stream(PlainFigure.values(rows)).sum() / rows.size();
        }

        PlainMean estimate() {
            return PlainMean.of(PlainFigure.values(rows));
        }

        /** Whose value it is: the reference's is recorded in cells of every strategy. */
        String owner() {
            return rows.get(0).get(rows.get(0).get("statistic").equals("reference") ? "reference" : "strategy");
        }

        boolean counts(long n) {
            return n == rows.size()
                    || rows.size() == 1 && n == Long.parseLong(rows.get(0).get("n"));
        }

        int number(String column) {
            return Integer.parseInt(factors.get(column));
        }
    }

    private List<Group> groups(boolean means) {
        Map<Map<String, String>, List<Map<String, String>>> groups = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            Map<String, String> factors = new LinkedHashMap<>(row);
            factors.keySet().removeIf(column -> FOUND.contains(column) || means && REPLICATES.contains(column));
            groups.computeIfAbsent(factors, key -> new ArrayList<>()).add(row);
        }
        return groups.entrySet().stream()
                .map(e -> new Group(e.getKey(), e.getValue()))
                .toList();
    }

    /** Every number takes one group for each strategy that it is of; those that are left must be left out by a rule. */
    private List<String> against(List<Group> groups, BiPredicate<Map<String, String>, Group> belongs) {
        List<String> wrong = new ArrayList<>();
        Map<String, List<Group>> open = new LinkedHashMap<>();
        groups.forEach(group ->
                open.computeIfAbsent(group.owner(), s -> new ArrayList<>()).add(group));
        for (Map<String, String> drawn : csv) {
            for (String strategy : strategies(drawn)) {
                List<Group> among = open.getOrDefault(strategy, new ArrayList<>());
                among.stream()
                        .filter(group -> belongs.test(drawn, group))
                        .findFirst()
                        .ifPresentOrElse(among::remove, () -> wrong.add("no rows for " + drawn + " of " + strategy));
            }
        }
        open.values().stream()
                .flatMap(List::stream)
                .filter(group -> !leftOut(group))
                .forEach(group -> wrong.add("not drawn: " + group.factors() + ", mean " + group.mean()));
        return wrong;
    }

    /** A line may be shared by strategies that are equal. */
    private List<String> strategies(Map<String, String> drawn) {
        if (id.equals("retrieval")) {
            String panel = drawn.get("panel"); // the strategy, after the model's name where there are several
            return List.of(ofOneModel() ? panel : panel.substring(panel.indexOf(", ") + 2));
        }
        if (MATRICES.contains(id)) {
            return List.of(drawn.get(id.equals("relative-positions") ? "panel" : "row"));
        }
        if (!drawn.containsKey("x")) {
            return List.of(drawn.get(rows.get(0).get("metric").equals("encoding-distance") ? "b" : "a"));
        }
        Set<String> known = new LinkedHashSet<>();
        rows.forEach(row -> known.addAll(List.of(row.get("strategy"), row.get("reference"))));
        return known.contains(drawn.get("series"))
                ? List.of(drawn.get("series"))
                : List.of(drawn.get("series").split(" = "));
    }

    private boolean onLine(Map<String, String> drawn, Group group) {
        double x = Double.parseDouble(drawn.get("x"));
        double from = group.number("from");
        boolean bucket = !group.factors().get("axis").equals("all");
        boolean there = bucket
                ? id.equals("nll-by-position")
                        ? close(x, (from + group.number("to")) / 2)
                        : close(x, from) || close(x, Math.sqrt(from * (group.number("to") - 1)))
                : close(x, group.number("current_length"));
        return there
                && close(Double.parseDouble(drawn.get("y")), group.mean())
                && group.counts(Long.parseLong(drawn.get("n")))
                && inBand(drawn, group)
                && inPanel(drawn.get("panel"), group);
    }

    /** Bands are Student's around means, the row's own where positions are drawn, none around single values. */
    private static boolean inBand(Map<String, String> drawn, double half, double mean) {
        double rounding = ROUNDING * (Math.abs(mean) + half);
        return Math.abs(Double.parseDouble(drawn.get("low")) - (mean - half)) <= rounding
                && Math.abs(Double.parseDouble(drawn.get("high")) - (mean + half)) <= rounding;
    }

    private boolean inBand(Map<String, String> drawn, Group group) {
        String error = group.rows().get(0).get("standard_error");
        boolean own = id.equals("precision-by-position") && !error.isEmpty();
        PlainMean estimate = group.estimate();
        return inBand(drawn, own ? NORMAL_95 * Double.parseDouble(error) : estimate.half(), estimate.mean());
    }

    private boolean inCell(Map<String, String> drawn, Group group) {
        String row = drawn.get("row");
        String column = drawn.get("column");
        boolean there =
                switch (id) {
                    case "strategy-by-length" ->
                        column.equals(group.factors().get("current_length"))
                                && drawn.get("panel").equals(group.factors().get("data"));
                    case "retrieval" ->
                        column.equals(group.factors().get("current_length"))
                                && row.equals(group.factors().get("from") + "–"
                                        + group.factors().get("to"))
                                && (ofOneModel()
                                        || drawn.get("panel")
                                                .startsWith(group.factors().get("data") + ", "));
                    case "phase-coverage" ->
                        column.equals(group.factors().get("from")) && inPanel(drawn.get("panel"), group);
                    default ->
                        column.equals(group.factors().get("from"))
                                && ("query_" + row).equals(group.factors().get("statistic"));
                };
        return there && close(Double.parseDouble(drawn.get("value")), group.mean());
    }

    private boolean ofOneModel() {
        return rows.stream().map(row -> row.get("data")).distinct().count() == 1;
    }

    /** A panel is of a data set, of a kind of head, of a head, or of a metric: what its title names must be so. */
    private boolean inPanel(String panel, Group group) {
        Map<String, String> row = group.rows().get(0);
        boolean ofData = rows.stream().anyMatch(r -> !r.get("data").isEmpty() && panel.equals(r.get("data")));
        if (ofData) {
            return panel.equals(row.get("data"));
        }
        if (panel.startsWith("base ")) {
            return panel.equals(
                    "base " + (long) Double.parseDouble(row.get("base")) + ", rotary dim " + row.get("rotary_dim"));
        }
        if (panel.contains("layer ")) {
            return panel.endsWith("layer " + row.get("layer") + ", head " + row.get("head"));
        }
        return panelsOfMetrics.computeIfAbsent(panel, p -> row.get("metric")).equals(row.get("metric"));
    }

    private final Map<String, String> panelsOfMetrics = new LinkedHashMap<>();

    private boolean asDot(Map<String, String> drawn, Group group) {
        Map<String, String> row = group.rows().get(0);
        Set<String> compared = Set.of(
                row.get("strategy") + "\n" + row.get("reference"), row.get("reference") + "\n" + row.get("strategy"));
        String setting = drawn.get("setting");
        boolean there = row.get("metric").equals("encoding-distance")
                ? setting.equals("head dim " + row.get("head_dim") + ", base "
                                + (long) Double.parseDouble(row.get("base")) + ", target " + row.get("target_length"))
                        && drawn.get("series").contains(" " + row.get("current_length") + " ")
                : drawn.get("series").equals(row.get("data"))
                        && setting.equals(
                                row.get("seed").isEmpty()
                                        ? "layer " + row.get("layer") + ", head " + row.get("head")
                                        : "draw " + row.get("seed"));
        return there
                && compared.contains(drawn.get("a") + "\n" + drawn.get("b"))
                && Double.parseDouble(drawn.get("value")) == group.mean();
    }

    /** What has no place on a logarithmic axis, which precisions have; the reference itself; pairs of other names than the first. */
    private boolean leftOut(Group group) {
        String strategy = group.factors().get("strategy");
        String reference = group.factors().get("reference");
        if (id.equals("dialect-distance")) {
            return reference.equals(strategy)
                    || !sameName(strategy, reference) && !(first(strategy) && first(reference));
        }
        boolean precisions =
                rows.stream().map(row -> row.get("arithmetic")).distinct().count() > 1;
        return precisions && group.mean() == 0 && csv.get(0).containsKey("x");
    }

    private JsonNode strategy(String label) {
        for (JsonNode strategy : study.get("strategies")) {
            if (strategy.get("label").asText().equals(label)) {
                return strategy;
            }
        }
        throw new IllegalArgumentException(label);
    }

    private boolean sameName(String a, String b) {
        return Stream.of("name", "config")
                .allMatch(key -> strategy(a).get(key).equals(strategy(b).get(key)));
    }

    private boolean first(String label) {
        JsonNode name = strategy(label).get("name");
        for (JsonNode strategy : study.get("strategies")) {
            if (strategy.get("name").equals(name)) {
                return strategy.get("label").asText().equals(label);
            }
        }
        return false;
    }

    private static boolean close(double a, double b) {
        return Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
    }
}

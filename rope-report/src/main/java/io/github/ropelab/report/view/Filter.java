package io.github.ropelab.report.view;

import io.github.ropelab.experiments.result.ColumnAccess;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which rows of {@code results.csv} enter: those that meet every condition. Figures select by it and their files state it.
 *
 * @param conditions in order
 */
public record Filter(List<Condition> conditions) implements Predicate<ResultRow> {
    /** How a column is held against a value. */
    public enum Relation {
        /** The column's text is the value. */
        EQUAL("="),
        /** The column's text is another than the value. */
        OTHER("≠"),
        /** The column's number lies above the value. */
        ABOVE(">"),
        /** The column's number does not lie above the value. */
        AT_MOST("≤");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        /** As in formulas. */
        public String sign() {
            return sign;
        }
    }

    /**
     * A condition.
     *
     * @param column of results.csv
     * @param relation to the value
     * @param value as text
     */
    public record Condition(String column, Relation relation, String value) implements Predicate<ResultRow> {
        @Override
        public boolean test(ResultRow row) {
            return compiled().test(row);
        }

        /** The same with the column looked up and the value read once. */
        Predicate<ResultRow> compiled() {
            Function<ResultRow, Object> access = ColumnAccess.of(column);
            if (relation == Relation.EQUAL) {
                return row -> value.equals(text(access.apply(row)));
            }
            if (relation == Relation.OTHER) {
                return row -> !value.equals(text(access.apply(row)));
            }
            double bound = Double.parseDouble(value);
            return relation == Relation.ABOVE
                    ? number(access, found -> found > bound)
                    : number(access, found -> found <= bound);
        }

        private static String text(Object found) {
            return found == null ? "" : found.toString();
        }

        private static Predicate<ResultRow> number(Function<ResultRow, Object> access, DoublePredicate condition) {
            return row -> access.apply(row) instanceof Number found && condition.test(found.doubleValue());
        }
    }

    /** Copies the list. */
    public Filter {
        conditions = List.copyOf(conditions);
    }

    /** The rows of one statistic that have a value. */
    public static Filter of(String metric, String statistic) {
        return new Filter(List.of())
                .and("metric", metric)
                .and("statistic", statistic)
                .and("status", ResultRow.OK);
    }

    /** And the column's text is a value. */
    public Filter and(String column, Object value) {
        return with(new Condition(column, Relation.EQUAL, String.valueOf(value)));
    }

    /** And the column's text is another than a value. */
    public Filter but(String column, Object value) {
        return with(new Condition(column, Relation.OTHER, String.valueOf(value)));
    }

    /** And the column's number lies above a value. */
    public Filter above(String column, Number value) {
        return with(new Condition(column, Relation.ABOVE, value.toString()));
    }

    /** And the column's number does not lie above a value. */
    public Filter atMost(String column, Number value) {
        return with(new Condition(column, Relation.AT_MOST, value.toString()));
    }

    private Filter with(Condition condition) {
        if (!ResultTable.columns().contains(condition.column())) {
            throw new IllegalArgumentException("no column " + condition.column());
        }
        List<Condition> all = new ArrayList<>(conditions);
        all.add(condition);
        return new Filter(all);
    }

    @Override
    public boolean test(ResultRow row) {
        return conditions.stream().allMatch(condition -> condition.test(row));
    }

    /** The same for many rows: what depends on the conditions alone is done once. */
    public Predicate<ResultRow> compiled() {
        return conditions.stream().map(Condition::compiled).reduce(row -> true, Predicate::and);
    }

    /** The value that a column must have, if it must have one. */
    Optional<String> required(String column) {
        return conditions.stream()
                .filter(condition -> condition.relation() == Relation.EQUAL
                        && condition.column().equals(column))
                .map(Condition::value)
                .findFirst();
    }

    /** Column to what it must be, as {@code from} to {@code > 0}. */
    public Map<String, String> described() {
        Map<String, String> described = new LinkedHashMap<>();
        for (Condition condition : conditions) {
            String text = condition.relation() == Relation.EQUAL
                    ? condition.value()
                    : condition.relation().sign + " " + condition.value();
            described.put(condition.column(), text);
        }
        return described;
    }

    @Override
    public String toString() {
        return conditions.stream()
                .map(condition -> condition.column() + condition.relation().sign + condition.value())
                .collect(Collectors.joining(", "));
    }
}

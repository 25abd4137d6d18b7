package io.github.ropelab.experiments.result;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/** The values of rows by the name of the column, as fast as a call of the record's accessor. */
public final class ColumnAccess {
    private static final Map<String, Function<ResultRow, Object>> BY_COLUMN = byColumn();
    private static final List<String> COLUMNS = List.copyOf(BY_COLUMN.keySet());

    private ColumnAccess() {}

    /** Column names in file order. */
    static List<String> columns() {
        return COLUMNS;
    }

    /**
     * The values of a column: texts, numbers, and null where there is none.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public static Function<ResultRow, Object> of(String column) {
        Function<ResultRow, Object> access = BY_COLUMN.get(column);
        if (access == null) {
            throw new IllegalArgumentException("no column " + column);
        }
        return access;
    }

    private static Map<String, Function<ResultRow, Object>> byColumn() {
        Map<String, Function<ResultRow, Object>> access = new LinkedHashMap<>();
        for (RecordComponent component : ResultRow.class.getRecordComponents()) {
            String column = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            access.put(column, plain(accessor(component), component.getType()));
        }
        return access;
    }

    /** An absent optional is null. */
    private static Function<ResultRow, Object> plain(Function<ResultRow, Object> accessor, Class<?> type) {
        if (type == OptionalInt.class) {
            return row -> {
                OptionalInt value = (OptionalInt) accessor.apply(row);
                return value.isPresent() ? value.getAsInt() : null;
            };
        }
        if (type == OptionalDouble.class) {
            return row -> {
                OptionalDouble value = (OptionalDouble) accessor.apply(row);
                return value.isPresent() ? value.getAsDouble() : null;
            };
        }
        return accessor;
    }

    /** The accessor as a function that the compiler can see through, unlike a reflective call. */
    @SuppressWarnings("unchecked")
    private static Function<ResultRow, Object> accessor(RecordComponent component) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle accessor = lookup.unreflect(component.getAccessor());
            MethodType boxed = accessor.type().wrap();
            return (Function<ResultRow, Object>) LambdaMetafactory.metafactory(
                            lookup,
                            "apply",
                            MethodType.methodType(Function.class),
                            MethodType.methodType(Object.class, Object.class),
                            accessor,
                            boxed)
                    .getTarget()
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("a record has accessors", e);
        }
    }
}

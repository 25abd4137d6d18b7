package io.github.ropelab.core;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** A record whose components are its parameters. */
public interface Parameterized {
    /**
     * All parameters by the names that {@link Params} reads, defaults included, absent optional ones left out: reading
     * them back gives an equal record.
     */
    default SortedMap<String, Object> parameters() {
        SortedMap<String, Object> parameters = new TreeMap<>();
        for (RecordComponent component : getClass().getRecordComponents()) {
            Object value;
            try {
                value = component.getAccessor().invoke(this);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component + ": it must be a public record", e);
            }
            if (value instanceof OptionalDouble optional) {
                optional.ifPresent(v -> parameters.put(key(component), v));
            } else if (value instanceof OptionalInt optional) {
                optional.ifPresent(v -> parameters.put(key(component), v));
            } else if (value instanceof Enum<?> choice) {
                parameters.put(key(component), choice.name().toLowerCase(Locale.ROOT));
            } else if (value instanceof Optional<?> optional) {
                optional.ifPresent(v -> parameters.put(key(component), plain(v)));
            } else {
                parameters.put(key(component), plain(value));
            }
        }
        return parameters;
    }

    /** A nested strategy is its block; a list is the list of its plain items. */
    private static Object plain(Object value) {
        if (value instanceof RopeStrategy strategy) {
            return strategy.block();
        }
        return value instanceof List<?> list
                ? list.stream().map(Parameterized::plain).toList()
                : value;
    }

    /** {@code betaFast} is spelt {@code beta_fast} by engines and in files, {@code llama4Beta} {@code llama_4_beta}. */
    private static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z]|\\d+)", "_$1").toLowerCase(Locale.ROOT);
    }
}

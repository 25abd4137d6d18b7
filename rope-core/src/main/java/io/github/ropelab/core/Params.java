package io.github.ropelab.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Named parameters as a file or a command line gives them. Every key must be read: what is left after reading is an
 * error with the nearest known name, so nothing is parsed and silently unused. A {@code null} value counts as absent.
 */
public final class Params {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private Params(Map<String, ?> values) {
        values.forEach((key, value) -> {
            if (value != null) {
                this.values.put(key, value);
            }
        });
    }

    /** Parameters with the given values: numbers, booleans, texts, lists, or blocks of them. */
    public static Params of(Map<String, ?> values) {
        return new Params(values);
    }

    /** A finite number, or absent. At most one of the name and its aliases may be given. */
    public OptionalDouble number(String name, String... aliases) {
        String key = givenKey(name, aliases);
        if (key == null) {
            return OptionalDouble.empty();
        }
        Object value = values.get(key);
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return OptionalDouble.of(number.doubleValue());
        }
        throw new InvalidParameter(key, value, "be a finite number");
    }

    /** A finite number with a default. */
    public double number(String name, double fallback) {
        return number(name).orElse(fallback);
    }

    /** A whole number, or absent. */
    public OptionalInt integer(String name, String... aliases) {
        OptionalDouble number = number(name, aliases);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        int whole = (int) number.getAsDouble();
        InvalidParameter.require(whole == number.getAsDouble(), name, number.getAsDouble(), "be a whole number");
        return OptionalInt.of(whole);
    }

    /** A whole number with a default. */
    public int integer(String name, int fallback) {
        return integer(name).orElse(fallback);
    }

    /** {@code true} or {@code false}, with a default. */
    public boolean flag(String name, boolean fallback) {
        String key = givenKey(name);
        if (key == null) {
            return fallback;
        }
        if (values.get(key) instanceof Boolean flag) {
            return flag;
        }
        throw new InvalidParameter(key, values.get(key), "be true or false");
    }

    /** A list of finite numbers; absent: empty. */
    public Optional<List<Double>> numbers(String name, String... aliases) {
        String key = givenKey(name, aliases);
        if (key == null) {
            return Optional.empty();
        }
        InvalidParameter.require(
                values.get(key) instanceof List<?>, key, values.get(key), "be a list of finite numbers");
        List<Double> numbers = new ArrayList<>();
        for (Object item : (List<?>) values.get(key)) {
            InvalidParameter.require(
                    item instanceof Number number && Double.isFinite(number.doubleValue()),
                    key,
                    item,
                    "be a list of finite numbers");
            numbers.add(((Number) item).doubleValue());
        }
        return Optional.of(List.copyOf(numbers));
    }

    /** A list of whole numbers; absent: empty. */
    public Optional<List<Integer>> integers(String name, String... aliases) {
        return numbers(name, aliases).map(numbers -> numbers.stream()
                .map(number -> {
                    InvalidParameter.require(number == number.intValue(), name, number, "be a list of whole numbers");
                    return number.intValue();
                })
                .toList());
    }

    /** A nested block {@code {rope_type: id, ...}} with a default. */
    public Map<String, Object> block(String name, Map<String, Object> fallback) {
        String key = givenKey(name);
        return key == null ? fallback : asBlock(name, values.get(key));
    }

    /** A list of nested blocks; must be given. */
    public List<Map<String, Object>> blocks(String name) {
        String key = givenKey(name);
        InvalidParameter.require(
                key != null && values.get(key) instanceof List<?>,
                name,
                key == null ? "missing" : values.get(key),
                "be a list of strategies");
        return ((List<?>) values.get(key))
                .stream().map(item -> asBlock(name, item)).toList();
    }

    /**
     * A copy of a nested block {@code {rope_type: id, ...}}.
     *
     * @throws InvalidParameter with the name, if the value is no block
     */
    public static Map<String, Object> asBlock(String name, Object value) {
        InvalidParameter.require(value instanceof Map<?, ?>, name, value, "be a strategy: a block with a rope_type");
        Map<String, Object> block = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((k, v) -> block.put(String.valueOf(k), v));
        return block;
    }

    /** A text, or a number as text, or absent. */
    public Optional<String> text(String name) {
        String key = givenKey(name);
        if (key == null) {
            return Optional.empty();
        }
        Object value = values.get(key);
        InvalidParameter.require(
                value instanceof String || value instanceof Number, key, value, "be a text or a number");
        return Optional.of(String.valueOf(value));
    }

    /** One of an enum's constants, written in lower case, with a default. */
    public <E extends Enum<E>> E choice(String name, E fallback) {
        String key = givenKey(name);
        if (key == null) {
            return fallback;
        }
        String text = String.valueOf(values.get(key));
        E[] constants = fallback.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw new InvalidParameter(
                key, text, "be one of " + Arrays.toString(constants).toLowerCase(Locale.ROOT));
    }

    /**
     * Throws for the first key that nobody asked for.
     *
     * @param owner whose parameters these are, for the message
     */
    public void rejectUnread(String owner) {
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new InvalidParameter(
                        entry.getKey(),
                        entry.getValue(),
                        "be a parameter of " + owner,
                        Nearest.suggestion(entry.getKey(), known));
            }
        }
    }

    /** The one spelling that is given, or null. */
    private String givenKey(String name, String... aliases) {
        known.add(name);
        String given = values.containsKey(name) ? name : null;
        for (String alias : aliases) {
            known.add(alias);
            if (values.containsKey(alias)) {
                InvalidParameter.require(
                        given == null,
                        alias,
                        values.get(alias),
                        "not be given beside " + given + ": both name one value");
                given = alias;
            }
        }
        return given;
    }
}

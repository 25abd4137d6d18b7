package io.github.ropelab.core;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
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

    /** Parameters with the given values: numbers, booleans or texts. */
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

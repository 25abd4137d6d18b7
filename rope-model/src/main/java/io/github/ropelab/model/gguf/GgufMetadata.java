package io.github.ropelab.model.gguf;

import io.github.ropelab.core.Nearest;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keys and values of a GGUF file. Values are of the types that {@link GgufValueType} gives, or lists of them. */
public final class GgufMetadata {
    /** Keys and elements of arrays together: the largest vocabularies have a quarter. */
    private static final int MOST_VALUES = 1 << 22;

    /** The format's own limit on keys. */
    private static final int MOST_KEY_BYTES = (1 << 16) - 1;

    /** Arrays of arrays: the format sets no bound, and nobody writes any. */
    private static final int DEPTH = 4;

    /** Bytes of an empty key, a value type and the smallest value. */
    private static final int SMALLEST_PAIR = 13;

    private final String source;
    private final SortedMap<String, Object> values;

    private GgufMetadata(String source, SortedMap<String, Object> values) {
        this.source = source;
        this.values = Collections.unmodifiableSortedMap(values);
    }

    static GgufMetadata read(String source, GgufCursor cursor, int count) throws IOException {
        SortedMap<String, Object> values = new TreeMap<>();
        int[] left = {MOST_VALUES - count};
        for (int i = 0; i < count; i++) {
            String key = cursor.text("key " + i, MOST_KEY_BYTES);
            GgufValueType type = GgufValueType.read(cursor, key);
            Object value = type == GgufValueType.ARRAY ? list(cursor, key, 1, left) : type.scalar(cursor, key);
            if (values.put(key, value) != null) {
                throw cursor.problem(key, "", "be given once");
            }
        }
        return new GgufMetadata(source, values);
    }

    static int count(GgufCursor cursor) throws IOException {
        return cursor.count("count of keys", SMALLEST_PAIR, MOST_VALUES);
    }

    private static List<Object> list(GgufCursor cursor, String key, int depth, int[] left) throws IOException {
        if (depth > DEPTH) {
            throw cursor.problem(key, "", "nest arrays at most " + DEPTH + " deep");
        }
        GgufValueType type = GgufValueType.read(cursor, key);
        int count = cursor.count(key, type.bytes(), left[0]);
        left[0] -= count;
        List<Object> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(type == GgufValueType.ARRAY ? list(cursor, key, depth + 1, left) : type.scalar(cursor, key));
        }
        return Collections.unmodifiableList(list);
    }

    /** All of them. */
    public SortedMap<String, Object> values() {
        return values;
    }

    /** Whether the key is there. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /**
     * A text.
     *
     * @throws InvalidInput if it is of another type
     */
    public Optional<String> text(String key) {
        return value(key, String.class, "be a text");
    }

    /**
     * A truth value.
     *
     * @throws InvalidInput if it is of another type
     */
    public Optional<Boolean> flag(String key) {
        return value(key, Boolean.class, "be true or false");
    }

    /**
     * A whole number.
     *
     * @throws InvalidInput if it is of another type, or does not fit 32 bits
     */
    public OptionalInt integer(String key) {
        Optional<Long> value = value(key, Long.class, "be a whole number below 2^31");
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        long number = value.get();
        if (number != (int) number) {
            throw problem(key, number, "be a whole number below 2^31");
        }
        return OptionalInt.of((int) number);
    }

    /** A whole number that must be there. */
    public int required(String key) {
        return integer(key).orElseThrow(() -> missing(key));
    }

    /**
     * A number. One of float32 is the shortest decimal that rounds to it, which is most likely what the file was made from:
     * 1e-5, not 9.999999747378752e-6.
     *
     * @throws InvalidInput if it is of another type
     */
    public OptionalDouble number(String key) {
        Optional<Number> value = value(key, Number.class, "be a number");
        return value.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        value.get() instanceof Float f
                                ? Double.parseDouble(Float.toString(f))
                                : value.get().doubleValue());
    }

    /**
     * A list of texts.
     *
     * @throws InvalidInput if it is absent or of another type
     */
    public List<String> texts(String key) {
        return list(key, String.class, "be a list of texts");
    }

    /**
     * A list of whole numbers.
     *
     * @throws InvalidInput if it is absent or of another type
     */
    public List<Long> integers(String key) {
        return list(key, Long.class, "be a list of whole numbers");
    }

    private <T> List<T> list(String key, Class<T> type, String rule) {
        List<?> list = value(key, List.class, rule).orElseThrow(() -> missing(key));
        List<T> typed = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!type.isInstance(element)) {
                throw problem(key, element, rule);
            }
            typed.add(type.cast(element));
        }
        return typed;
    }

    private <T> Optional<T> value(String key, Class<T> type, String rule) {
        Object value = values.get(key);
        if (value != null && !type.isInstance(value)) {
            throw problem(key, value instanceof List<?> list ? "a list of " + list.size() : value, rule);
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    /** That a key is not there, with the nearest one that is. */
    public InvalidInput missing(String key) {
        return new InvalidInput(
                source,
                new Problem(
                        key,
                        "",
                        "be given",
                        Nearest.to(key, values.keySet())
                                .map(nearest -> "did you mean '" + nearest + "'?")
                                .orElse("")));
    }

    /** What is wrong with the value of a key. */
    public InvalidInput problem(String key, Object value, String rule) {
        return new InvalidInput(source, Problem.of(key, value, rule));
    }
}

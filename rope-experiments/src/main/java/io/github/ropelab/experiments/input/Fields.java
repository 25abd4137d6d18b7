package io.github.ropelab.experiments.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.model.io.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the fields of one object of a tree and collects every problem instead of stopping at the first. A field with a
 * problem reads as absent; {@link #rejectUnread()} reports the keys that nobody asked for.
 */
public final class Fields {
    private final String path;
    private final JsonNode node;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * @param path of the object inside of the file; empty at the root
     * @param node the object; anything else is reported and reads as empty
     * @param problems collects
     */
    public Fields(String path, JsonNode node, List<Problem> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        if (!node.isObject()) {
            problems.add(Problem.of(path, shortText(node), "be an object of keys and values"));
        }
    }

    /** Path of this object. */
    public String path() {
        return path;
    }

    /** Path of a key of this object. */
    public String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Adds a problem of a key. */
    public void problem(String key, Object value, String rule) {
        problems.add(Problem.of(at(key), value, rule));
    }

    /** Whether the key is given and not null. */
    public boolean has(String key) {
        known.add(key);
        return node.hasNonNull(key);
    }

    /** A text. */
    public Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (node.get(key).isValueNode()) {
            return Optional.of(node.get(key).asText());
        }
        problem(key, shortText(node.get(key)), "be a text");
        return Optional.empty();
    }

    /** A text that must be given. */
    public String requiredText(String key) {
        return text(key).orElseGet(() -> {
            missing(key);
            return "";
        });
    }

    /** A finite number; YAML 1.1 takes {@code 1e5} for a text, which counts as the number here. */
    public OptionalDouble number(String key) {
        if (!has(key)) {
            return OptionalDouble.empty();
        }
        JsonNode value = node.get(key);
        double number = value.isNumber() || value.isTextual() ? parsed(value.asText()) : Double.NaN;
        if (Double.isFinite(number)) {
            return OptionalDouble.of(number);
        }
        problem(key, shortText(value), "be a finite number");
        return OptionalDouble.empty();
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** A whole number of at least {@code least}. */
    public OptionalInt whole(String key, int least) {
        if (!has(key)) {
            return OptionalInt.empty();
        }
        return whole(key, at(key), node.get(key), least);
    }

    private OptionalInt whole(String key, String where, JsonNode value, int least) {
        if (value.isNumber() && value.doubleValue() == value.intValue() && value.intValue() >= least) {
            return OptionalInt.of(value.intValue());
        }
        problems.add(Problem.of(where, shortText(value), "be a whole number of at least " + least));
        return OptionalInt.empty();
    }

    /** One whole number or a list of them, each at least {@code least}; empty if absent. */
    public List<Integer> wholes(String key, int least) {
        List<Integer> wholes = new ArrayList<>();
        List<JsonNode> items = items(key);
        for (int i = 0; i < items.size(); i++) {
            whole(key, at(key) + "[" + i + "]", items.get(i), least).ifPresent(wholes::add);
        }
        return wholes;
    }

    /** One finite number or a list of them, read as {@link #number} does; empty if absent. */
    public List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode item : items(key)) {
            double number = item.isNumber() || item.isTextual() ? parsed(item.asText()) : Double.NaN;
            if (Double.isFinite(number)) {
                numbers.add(number);
            } else {
                problem(key, shortText(item), "hold finite numbers");
            }
        }
        return numbers;
    }

    /** The items of a list; a single value counts as a list of one; empty if absent. */
    public List<JsonNode> items(String key) {
        List<JsonNode> items = new ArrayList<>();
        if (has(key)) {
            if (node.get(key).isArray()) {
                node.get(key).forEach(items::add);
            } else {
                items.add(node.get(key));
            }
        }
        return items;
    }

    /** The object under a key, if given. */
    public Optional<Fields> object(String key) {
        return has(key) ? Optional.of(new Fields(at(key), node.get(key), problems)) : Optional.empty();
    }

    /** Reports a key that must be given. */
    public void missing(String key) {
        problems.add(Problem.of(at(key), "missing", "be given"));
    }

    /** Reports every key of the object that nobody asked for. */
    public void rejectUnread() {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                problems.add(new Problem(
                        at(key), shortText(node.get(key)), "be a known key", Nearest.suggestion(key, known)));
            }
        });
    }

    /** A node as a short text for messages. */
    public static String shortText(JsonNode node) {
        String text = node.isTextual() ? "'" + node.asText() + "'" : node.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}

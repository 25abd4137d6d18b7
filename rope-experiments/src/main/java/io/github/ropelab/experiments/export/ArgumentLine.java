package io.github.ropelab.experiments.export;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The arguments of an engine's command line by name: {@code --name value} or {@code --name=value}, quoted as in a shell. */
final class ArgumentLine {
    private final Map<String, String> values = new LinkedHashMap<>();

    private ArgumentLine() {}

    /**
     * Reads a line; lines that start with {@code #} are comments.
     *
     * @param engine for messages
     * @param known names with their dashes; any other is an error with the nearest of them
     */
    static ArgumentLine read(String engine, String text, List<String> known) {
        ArgumentLine line = new ArgumentLine();
        List<String> words = words(text);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            InvalidParameter.require(
                    known.contains(name),
                    "--engine-args",
                    name,
                    "name arguments of " + engine + " that concern rotary embeddings",
                    Nearest.suggestion(name, known));
            boolean apart = equals < 0;
            InvalidParameter.require(
                    !apart || i + 1 < words.size() && !known.contains(words.get(i + 1)),
                    name,
                    "missing",
                    "have a value");
            String value = apart ? words.get(++i) : word.substring(equals + 1);
            InvalidParameter.require(!line.values.containsKey(name), name, value, "be given once");
            line.values.put(name, value);
        }
        return line;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    OptionalDouble number(String name) {
        if (!values.containsKey(name)) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(values.get(name));
            InvalidParameter.require(Double.isFinite(number), name, number, "be a finite number");
            return OptionalDouble.of(number);
        } catch (NumberFormatException e) {
            throw new InvalidParameter(name, values.get(name), "be a number");
        }
    }

    OptionalInt whole(String name) {
        OptionalDouble number = number(name);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        int whole = (int) number.getAsDouble();
        InvalidParameter.require(whole == number.getAsDouble(), name, values.get(name), "be a whole number");
        return OptionalInt.of(whole);
    }

    /** Words as a POSIX shell splits them, without expansions. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        String arguments = text.lines().filter(line -> !line.startsWith("#")).reduce("", (a, b) -> a + " " + b);
        for (char c : arguments.toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
            } else {
                word = word == null ? new StringBuilder() : word;
                if (c == '\'' || c == '"') {
                    quote = c;
                } else {
                    word.append(c);
                }
            }
        }
        InvalidParameter.require(quote == 0, "--engine-args", text, "close every quote that it opens");
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}

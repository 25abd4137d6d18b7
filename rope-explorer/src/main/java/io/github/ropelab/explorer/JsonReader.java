package io.github.ropelab.explorer;

import io.github.ropelab.core.InvalidParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into maps, lists, texts, doubles, booleans and {@code null}; small enough for a page. */
final class JsonReader {
    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** The value that a text holds, and nothing after it. */
    static Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.space();
        reader.require(reader.at == text.length());
        return value;
    }

    private Object value() {
        space();
        require(at < text.length());
        char first = text.charAt(at);
        if (first == '{') {
            return object();
        }
        if (first == '[') {
            return list();
        }
        return first == '"' ? string() : word();
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        for (boolean more = !taken('}'); more; more = !end('}')) {
            space();
            require(at < text.length() && text.charAt(at) == '"');
            String key = string();
            require(taken(':'));
            object.put(key, value());
        }
        return object;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        at++;
        for (boolean more = !taken(']'); more; more = !end(']')) {
            list.add(value());
        }
        return list;
    }

    /** Whether the bracket closes here; else a comma must stand here. */
    private boolean end(char bracket) {
        if (taken(bracket)) {
            return true;
        }
        require(taken(','));
        return false;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++;
        while (true) {
            require(at < text.length());
            char c = text.charAt(at++);
            if (c == '"') {
                return string.toString();
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        require(at < text.length());
        char c = text.charAt(at++);
        switch (c) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u':
                require(at + 4 <= text.length());
                at += 4;
                try {
                    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
                } catch (NumberFormatException e) {
                    throw broken();
                }
            default:
                return c;
        }
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        switch (word) {
            case "true":
                return true;
            case "false":
                return false;
            case "null":
                return null;
            default:
                try {
                    return Double.parseDouble(word);
                } catch (NumberFormatException e) {
                    throw broken();
                }
        }
    }

    private boolean taken(char c) {
        space();
        boolean here = at < text.length() && text.charAt(at) == c;
        at += here ? 1 : 0;
        return here;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void require(boolean holds) {
        if (!holds) {
            throw broken();
        }
    }

    private InvalidParameter broken() {
        return new InvalidParameter("request", text, "be JSON; it is not at character " + at);
    }
}

package io.github.ropelab.experiments.result;

import io.github.ropelab.core.InvalidParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads parameters that stand in one cell of a table, {@code key=value} separated by "; ". */
public final class ParameterCell {
    private final String text;
    private int at;

    private ParameterCell(String text) {
        this.text = text;
    }

    /**
     * Numbers, booleans, texts, lists and blocks of them, by name.
     *
     * @throws InvalidParameter if the text is no such cell
     */
    public static Map<String, Object> read(String text) {
        ParameterCell reader = new ParameterCell(text);
        Map<String, Object> parameters = reader.entries("; ", "");
        reader.require(reader.at == text.length());
        return parameters;
    }

    private Map<String, Object> entries(String separator, String end) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (at == text.length() || !end.isEmpty() && taken(end)) {
            return entries;
        }
        do {
            int equals = text.indexOf('=', at);
            require(equals > at);
            String key = text.substring(at, equals);
            at = equals + 1;
            entries.put(key, value());
        } while (taken(separator));
        require(end.isEmpty() || taken(end));
        return entries;
    }

    private Object value() {
        if (taken("{")) {
            return entries(", ", "}");
        }
        if (!taken("[")) {
            return word();
        }
        List<Object> items = new ArrayList<>();
        if (!taken("]")) {
            do {
                items.add(value());
            } while (taken(", "));
            require(taken("]"));
        }
        return items;
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",;]}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        require(!word.isEmpty());
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true");
        }
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            return word;
        }
    }

    private boolean taken(String token) {
        boolean here = text.startsWith(token, at);
        at += here ? token.length() : 0;
        return here;
    }

    private void require(boolean holds) {
        InvalidParameter.require(holds, "parameters", text, "be key=value, separated by \"; \"");
    }
}

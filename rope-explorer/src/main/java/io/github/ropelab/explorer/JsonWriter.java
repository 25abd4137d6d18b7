package io.github.ropelab.explorer;

import java.util.Collection;
import java.util.Map;

/** Writes maps, collections, arrays of numbers, texts, numbers, booleans and {@code null} as JSON. */
final class JsonWriter {
    private final StringBuilder text = new StringBuilder();

    private JsonWriter() {}

    /** One value as text; a number that is not finite is {@code null}. */
    static String text(Object value) {
        JsonWriter writer = new JsonWriter();
        writer.write(value);
        return writer.text.toString();
    }

    private void write(Object value) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator);
                string(String.valueOf(entry.getKey()));
                text.append(':');
                write(entry.getValue());
                separator = ",";
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Collection<?> items) {
            String separator = "";
            text.append('[');
            for (Object item : items) {
                text.append(separator);
                write(item);
                separator = ",";
            }
            text.append(']');
        } else if (value instanceof double[] numbers) {
            text.append('[');
            for (int i = 0; i < numbers.length; i++) {
                text.append(i == 0 ? "" : ",");
                number(numbers[i]);
            }
            text.append(']');
        } else if (value instanceof Double number) {
            number(number);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            string(value.toString());
        }
    }

    private void number(double number) {
        if (Double.isFinite(number)) {
            text.append(digits(number));
        } else {
            text.append("null");
        }
    }

    /** As few digits as tell the number from its neighbours; {@link io.github.ropelab.explorer.browser} has a faster way. */
    private static String digits(double number) {
        return Double.toString(number);
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}

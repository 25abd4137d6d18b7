package io.github.ropelab.model.config;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one-line form of a rope block: {@code id} or {@code id:key=value,key=value}; a list is {@code [1,2]}; {@code
 * resonance(yarn:factor=4)} wraps, {@code yarn:factor=4+dual_chunk} joins.
 */
public final class StrategyText {
    /** An id that wraps another strategy. */
    private static final Pattern WRAPPED = Pattern.compile("\\s*([A-Za-z][\\w-]*)\\s*\\((.*)\\)\\s*", Pattern.DOTALL);

    /** A plus that joins two strategies: not the sign of an exponent. */
    private static final Pattern NEXT_STRATEGY = Pattern.compile("\\s*[A-Za-z][\\w-]*.*", Pattern.DOTALL);

    /** A parameter, as opposed to the strategy {@code id:key=value}. */
    private static final Pattern PARAMETER = Pattern.compile("\\s*[\\w-]+\\s*=.*", Pattern.DOTALL);

    private StrategyText() {}

    /** The block {@code {rope_type: id, key: value, ...}}; values are numbers, booleans, null, texts or lists. */
    public static Map<String, Object> parse(String text) {
        List<String> parts = joined(text);
        if (parts.size() > 1) {
            return block(
                    "combined", "parts", parts.stream().map(StrategyText::parse).toList());
        }
        Matcher wrapped = WRAPPED.matcher(text);
        if (wrapped.matches()) {
            return block(wrapped.group(1), "inner", parse(wrapped.group(2)));
        }
        Map<String, Object> block = new LinkedHashMap<>();
        int colon = text.indexOf(':');
        block.put("rope_type", (colon < 0 ? text : text.substring(0, colon)).strip());
        if (colon >= 0) {
            for (String part : split(text.substring(colon + 1), ',')) {
                int equals = part.indexOf('=');
                InvalidParameter.require(equals > 0, "strategy", text, "be id or id:key=value,key=value");
                String key = part.substring(0, equals).strip();
                InvalidParameter.require(!block.containsKey(key), key, text, "be given once");
                block.put(key, value(part.substring(equals + 1).strip()));
            }
        }
        return block;
    }

    /**
     * Several strategies in one line, separated by commas: {@code linear,yarn:factor=4,truncate=false,rerope:window=8}.
     * What follows a comma goes on with the parameters before it where it is {@code key=value}.
     */
    public static List<String> list(String text) {
        List<String> strategies = new ArrayList<>();
        for (String piece : split(text, ',')) {
            if (!strategies.isEmpty() && PARAMETER.matcher(piece).matches()) {
                strategies.set(strategies.size() - 1, strategies.get(strategies.size() - 1) + "," + piece);
            } else {
                InvalidParameter.require(!piece.isBlank(), "strategies", text, "name a strategy between commas");
                strategies.add(piece.strip());
            }
        }
        return strategies;
    }

    /** The text of a block: {@link #parse} gives the block back. */
    public static String of(Map<String, Object> block) {
        Object id = block.get("rope_type");
        if (block.get("inner") instanceof Map<?, ?>) {
            return id + "(" + of(Params.of(block).block("inner", Map.of())) + ")";
        }
        if ("combined".equals(id)) {
            return Params.of(block).blocks("parts").stream()
                    .map(StrategyText::of)
                    .collect(Collectors.joining("+"));
        }
        String parameters = block.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("rope_type"))
                .map(entry -> entry.getKey() + "=" + entry.getValue().toString().replace(" ", ""))
                .collect(Collectors.joining(","));
        return parameters.isEmpty() ? String.valueOf(id) : id + ":" + parameters;
    }

    private static Map<String, Object> block(String id, String key, Object value) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", id);
        block.put(key, value);
        return block;
    }

    private static List<String> joined(String text) {
        List<String> parts = new ArrayList<>();
        for (String piece : split(text, '+')) {
            boolean starts = parts.isEmpty() || NEXT_STRATEGY.matcher(piece).matches();
            if (starts) {
                parts.add(piece);
            } else {
                parts.set(parts.size() - 1, parts.get(parts.size() - 1) + "+" + piece);
            }
        }
        return parts;
    }

    /** Splits at a separator outside of brackets. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == '(') {
                depth++;
            } else if (c == ']' || c == ')') {
                depth--;
            } else if (c == separator && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        InvalidParameter.require(depth == 0, "strategy", text, "close every bracket that it opens");
        parts.add(text.substring(start));
        return parts;
    }

    private static Object value(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            String inside = text.substring(1, text.length() - 1).strip();
            return inside.isEmpty()
                    ? List.of()
                    : split(inside, ',').stream()
                            .map(item -> value(item.strip()))
                            .toList();
        }
        switch (text) {
            case "true":
                return true;
            case "false":
                return false;
            case "null":
                return null;
            default:
                try {
                    return Double.valueOf(text);
                } catch (NumberFormatException e) {
                    return text;
                }
        }
    }
}

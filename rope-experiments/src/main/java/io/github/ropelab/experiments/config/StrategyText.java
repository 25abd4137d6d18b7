package io.github.ropelab.experiments.config;

import io.github.ropelab.core.InvalidParameter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one-line form of a rope block: {@code id} or {@code id:key=value,key=value}. */
public final class StrategyText {
    private StrategyText() {}

    /** The block {@code {rope_type: id, key: value, ...}}; values are numbers, booleans, null or texts. */
    public static Map<String, Object> parse(String text) {
        Map<String, Object> block = new LinkedHashMap<>();
        int colon = text.indexOf(':');
        block.put("rope_type", (colon < 0 ? text : text.substring(0, colon)).strip());
        if (colon >= 0) {
            for (String part : text.substring(colon + 1).split(",", -1)) {
                int equals = part.indexOf('=');
                InvalidParameter.require(equals > 0, "strategy", text, "be id or id:key=value,key=value");
                String key = part.substring(0, equals).strip();
                Object before = block.put(key, value(part.substring(equals + 1).strip()));
                InvalidParameter.require(before == null, key, text, "be given once");
            }
        }
        return block;
    }

    private static Object value(String text) {
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

package io.github.ropelab.model.io;

import io.github.ropelab.core.InvalidParameter;

/**
 * One thing wrong with an input.
 *
 * @param path where, as in {@code strategies[2].factor}; empty for the input as a whole
 * @param value the offending value as text; empty if something is missing
 * @param rule what must hold, completing "must ..."
 * @param suggestion a hint; empty for none
 */
public record Problem(String path, String value, String rule, String suggestion) {
    /** A problem without a suggestion. */
    public static Problem of(String path, Object value, String rule) {
        return new Problem(path, String.valueOf(value), rule, "");
    }

    /** A broken parameter rule at {@code path}. */
    public static Problem of(String path, InvalidParameter e) {
        String at = path.isEmpty() ? e.name() : path + "." + e.name();
        return new Problem(at, e.value(), e.rule(), e.suggestion().orElse(""));
    }

    @Override
    public String toString() {
        String text = path.isEmpty() ? "" : path + " ";
        text += "must " + rule;
        text += value.isEmpty() ? "" : ", but was " + value;
        return suggestion.isEmpty() ? text : text + "; " + suggestion;
    }
}

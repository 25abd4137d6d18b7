package io.github.ropelab.model.io;

import io.github.ropelab.core.InvalidParameter;
import java.util.regex.Pattern;

/**
 * One thing wrong with an input.
 *
 * @param path where, as in {@code strategies[2].factor}; empty for the input as a whole
 * @param value the offending value as text; empty if something is missing
 * @param rule what must hold, completing "must ..."
 * @param suggestion a hint; empty for none
 */
public record Problem(String path, String value, String rule, String suggestion) {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");

    /** Characters of a path or value that are shown: more than any list that is meant to be read. */
    private static final int LONGEST = 2000;

    /** A problem without a suggestion. */
    public static Problem of(String path, Object value, String rule) {
        return new Problem(path, String.valueOf(value), rule, "");
    }

    /** A broken parameter rule at {@code path}. */
    public static Problem of(String path, InvalidParameter e) {
        String at = path.isEmpty() ? e.name() : path + "." + e.name();
        return new Problem(at, e.value(), e.rule(), e.suggestion().orElse(""));
    }

    /** One line: control characters of the input are written by their numbers, long values are cut. */
    @Override
    public String toString() {
        String text = path.isEmpty() ? "" : cut(path) + " ";
        text += "must " + rule;
        text += value.isEmpty() ? "" : ", but was " + cut(value);
        text = suggestion.isEmpty() ? text : text + "; " + suggestion;
        return CONTROL.matcher(text)
                .replaceAll(
                        match -> String.format("\\\\u%04x", (int) match.group().charAt(0)));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}

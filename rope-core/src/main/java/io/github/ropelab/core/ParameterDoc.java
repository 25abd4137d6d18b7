package io.github.ropelab.core;

import java.util.List;

/**
 * Documentation of one parameter, for catalogue pages, help and the contract test.
 *
 * @param name as engines and files spell it
 * @param required whether the strategy cannot be read without it
 * @param defaultValue as text; says how it is derived when it is not a constant
 * @param rule which values are allowed
 * @param meaning what it does, with unit
 * @param examples at least two allowed values that differ in effect; an {@link ForPairs} where the value depends on the
 *     number of rotary pairs
 */
public record ParameterDoc(
        String name, boolean required, String defaultValue, String rule, String meaning, List<Object> examples) {
    /** An example value that fits one number of rotary pairs: a list with an entry per pair. */
    @FunctionalInterface
    public interface ForPairs {
        /** The value for {@code pairs} pairs. */
        Object of(int pairs);
    }

    /** Copies the examples. */
    public ParameterDoc {
        examples = List.copyOf(examples);
    }

    /** A documented parameter. */
    public static ParameterDoc of(String name, String defaultValue, String rule, String meaning, Object... examples) {
        return new ParameterDoc(name, false, defaultValue, rule, meaning, List.of(examples));
    }

    /** A documented parameter that must be given. */
    public static ParameterDoc required(String name, String rule, String meaning, Object... examples) {
        return new ParameterDoc(name, true, "none: must be given", rule, meaning, List.of(examples));
    }
}

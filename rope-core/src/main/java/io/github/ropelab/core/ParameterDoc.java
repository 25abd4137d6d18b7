package io.github.ropelab.core;

import java.util.List;

/**
 * Documentation of one parameter, for catalogue pages, help and the contract test.
 *
 * @param name as engines and files spell it
 * @param defaultValue as text; says how it is derived when it is not a constant
 * @param rule which values are allowed
 * @param meaning what it does, with unit
 * @param examples at least two allowed values that differ in effect
 */
public record ParameterDoc(String name, String defaultValue, String rule, String meaning, List<Object> examples) {
    /** Copies the examples. */
    public ParameterDoc {
        examples = List.copyOf(examples);
    }

    /** A documented parameter. */
    public static ParameterDoc of(String name, String defaultValue, String rule, String meaning, Object... examples) {
        return new ParameterDoc(name, defaultValue, rule, meaning, List.of(examples));
    }
}

package io.github.ropelab.core;

import java.util.Optional;

/** A value breaks the rule of the parameter that it was given for. The message names parameter, value and rule. */
public final class InvalidParameter extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String value;
    private final String rule;
    private final String suggestion;

    /**
     * @param name the parameter, spelt as users spell it
     * @param value the offending value
     * @param rule completes the sentence "name must ..."
     */
    public InvalidParameter(String name, Object value, String rule) {
        this(name, value, rule, null);
    }

    /** As the shorter constructor, with a suggestion for the user; {@code null} for none. */
    public InvalidParameter(String name, Object value, String rule, String suggestion) {
        super(name + " must " + rule + ", but was " + value + (suggestion == null ? "" : "; " + suggestion));
        this.name = name;
        this.value = String.valueOf(value);
        this.rule = rule;
        this.suggestion = suggestion;
    }

    /** Throws unless the rule holds. */
    public static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new InvalidParameter(name, value, rule);
        }
    }

    /** As the shorter form, with a suggestion for the user. */
    public static void require(boolean holds, String name, Object value, String rule, String suggestion) {
        if (!holds) {
            throw new InvalidParameter(name, value, rule, suggestion);
        }
    }

    /** Throws unless {@code value} is finite and above 0. */
    public static void requirePositive(String name, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "be a finite number above 0");
    }

    /** Throws unless {@code value} is finite and at least 0. */
    public static void requireNotNegative(String name, double value) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, name, value, "be a finite number, 0 or above");
    }

    /** The parameter's name. */
    public String name() {
        return name;
    }

    /** The offending value as text. */
    public String value() {
        return value;
    }

    /** What the parameter must do, as in "be a finite number above 0". */
    public String rule() {
        return rule;
    }

    /** A hint such as the nearest known name. */
    public Optional<String> suggestion() {
        return Optional.ofNullable(suggestion);
    }
}

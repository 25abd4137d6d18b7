package io.github.ropelab.core;

/** Numbers as text for people. */
public final class Numbers {
    private Numbers() {}

    /** Without a trailing {@code .0}: {@code 4}, {@code 2047.75}, {@code 1.0E-5}; never rounded. */
    public static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

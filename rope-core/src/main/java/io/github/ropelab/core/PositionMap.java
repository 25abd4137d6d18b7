package io.github.ropelab.core;

import java.util.OptionalDouble;

/** Effective position p(m) of the token at position m. Implementations are records, so that encodings have equality. */
public interface PositionMap {
    /** Effective position (tokens, may be fractional) of the token at {@code position}. */
    double at(int position);

    /** Effective tokens per token, where it is the same everywhere; empty for a map that is not affine. */
    OptionalDouble slope();

    /** The map in closed form for people, in the variable {@code i}: {@code "i+1000"}. */
    String formula();

    /** p(i) = i. */
    record Identity() implements PositionMap {
        @Override
        public double at(int position) {
            return position;
        }

        @Override
        public OptionalDouble slope() {
            return OptionalDouble.of(1);
        }

        @Override
        public String formula() {
            return "i";
        }
    }

    /**
     * p(i) = i + c.
     *
     * @param tokens the constant c
     */
    record Offset(int tokens) implements PositionMap {
        @Override
        public double at(int position) {
            return (double) position + tokens;
        }

        @Override
        public OptionalDouble slope() {
            return OptionalDouble.of(1);
        }

        @Override
        public String formula() {
            return tokens < 0 ? "i-" + -(long) tokens : "i+" + tokens;
        }
    }

    /**
     * p(i) = i · numerator / denominator; kept as a fraction so that i = denominator gives exactly the numerator.
     *
     * @param numerator at least 0
     * @param denominator above 0
     */
    record Scaled(double numerator, double denominator) implements PositionMap {
        /** Checks the fraction. */
        public Scaled {
            InvalidParameter.requireNotNegative("numerator", numerator);
            InvalidParameter.requirePositive("denominator", denominator);
        }

        @Override
        public double at(int position) {
            return position * numerator / denominator;
        }

        @Override
        public OptionalDouble slope() {
            return OptionalDouble.of(numerator / denominator);
        }

        @Override
        public String formula() {
            return "i·" + Numbers.plain(numerator) + "/" + Numbers.plain(denominator);
        }
    }

    /**
     * p(i) = c for every token.
     *
     * @param value the constant c, tokens
     */
    record Constant(double value) implements PositionMap {
        @Override
        public double at(int position) {
            return value;
        }

        @Override
        public OptionalDouble slope() {
            return OptionalDouble.of(0);
        }

        @Override
        public String formula() {
            return Numbers.plain(value);
        }
    }
}

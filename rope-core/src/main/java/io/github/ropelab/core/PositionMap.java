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
            return tokens == 0 ? "i" : tokens < 0 ? "i-" + Numbers.plain(-(double) tokens) : "i+" + tokens;
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

    /**
     * p(i) = (i + shift) / divisor.
     *
     * @param shift tokens, added before the division
     * @param divisor above 0
     */
    record Divided(double shift, double divisor) implements PositionMap {
        /** Checks the divisor. */
        public Divided {
            InvalidParameter.require(Double.isFinite(shift), "shift", shift, "be a finite number");
            InvalidParameter.requirePositive("divisor", divisor);
        }

        @Override
        public double at(int position) {
            return (position + shift) / divisor;
        }

        @Override
        public OptionalDouble slope() {
            return OptionalDouble.of(1 / divisor);
        }

        @Override
        public String formula() {
            return (shift == 0 ? "i" : "(i+" + Numbers.plain(shift) + ")") + "/" + Numbers.plain(divisor);
        }
    }

    /**
     * p(i) = floor(i / group) + added - subtracted, in this order of rounding: neighbours share a position.
     *
     * @param group tokens per position, at least 1
     * @param added tokens, added after the division
     * @param subtracted tokens, subtracted from the sum; may be fractional
     */
    record FloorDivided(int group, double added, double subtracted) implements PositionMap {
        /** Checks the group. */
        public FloorDivided {
            InvalidParameter.require(group >= 1, "group_size", group, "be at least 1 token");
            InvalidParameter.require(Double.isFinite(added), "added", added, "be a finite number");
            InvalidParameter.require(Double.isFinite(subtracted), "subtracted", subtracted, "be a finite number");
        }

        @Override
        public double at(int position) {
            return Math.floorDiv(position, group) + added - subtracted;
        }

        @Override
        public OptionalDouble slope() {
            return group == 1 ? OptionalDouble.of(1) : OptionalDouble.empty();
        }

        @Override
        public String formula() {
            return "floor(i/" + group + ")" + (added == 0 ? "" : "+" + Numbers.plain(added))
                    + (subtracted == 0 ? "" : "-" + Numbers.plain(subtracted));
        }
    }

    /**
     * p(i) = min(i mod chunk + shift, cap): positions count anew in every chunk.
     *
     * @param chunk tokens, at least 1
     * @param shift tokens, 0 or above
     * @param cap largest position
     */
    record WithinChunk(int chunk, int shift, int cap) implements PositionMap {
        /** Checks the chunk. */
        public WithinChunk {
            InvalidParameter.require(chunk >= 1, "chunk", chunk, "be at least 1 token");
            InvalidParameter.require(shift >= 0, "shift", shift, "be 0 or above");
            InvalidParameter.require(cap >= 0, "cap", cap, "be 0 or above");
        }

        @Override
        public double at(int position) {
            return Math.min((long) position % chunk + shift, cap);
        }

        @Override
        public OptionalDouble slope() {
            return OptionalDouble.empty();
        }

        @Override
        public String formula() {
            String counted = "i mod " + chunk + (shift == 0 ? "" : "+" + shift);
            return cap >= chunk - 1 + shift ? counted : "min(" + counted + ", " + cap + ")";
        }
    }
}

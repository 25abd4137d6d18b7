package io.github.ropelab.core;

import java.util.List;

/** Temperature on the whole logit of a query row: rotated and unrotated components alike. Implemented by records. */
public interface LogitScale {
    /** Factor on the logits of the query at {@code position}; 1 for none. */
    double at(int position);

    /** Whether the factor is the same for every position. */
    boolean constant();

    /** The factor in closed form for people, in the variable {@code i}, the 0-based position. */
    String formula();

    /**
     * The same factor for every query.
     *
     * @param factor above 0
     */
    record Constant(double factor) implements LogitScale {
        /** Checks the factor. */
        public Constant {
            InvalidParameter.requirePositive("logit_scale", factor);
        }

        @Override
        public double at(int position) {
            return factor;
        }

        @Override
        public boolean constant() {
            return true;
        }

        @Override
        public String formula() {
            return Numbers.plain(factor);
        }
    }

    /**
     * {@code max(floor, coefficient·ln(i+1)/divisor)}: log-n scaling with divisor ln m_l and floor 1.
     *
     * @param coefficient 0 or above
     * @param divisor above 0; kept apart from the coefficient, so that i + 1 = m_l gives exactly 1
     * @param floor smallest factor, 0 or above
     */
    record LogLength(double coefficient, double divisor, double floor) implements LogitScale {
        /** Checks all. */
        public LogLength {
            InvalidParameter.requireNotNegative("coefficient", coefficient);
            InvalidParameter.requirePositive("divisor", divisor);
            InvalidParameter.requireNotNegative("floor", floor);
        }

        /** {@code max(1, ln(i+1)/ln length)} for a length of at least 2 tokens. */
        public static LogLength relativeTo(int length) {
            return new LogLength(1, StrictMath.log(length), 1);
        }

        @Override
        public double at(int position) {
            return Math.max(floor, coefficient * StrictMath.log(position + 1.0) / divisor);
        }

        @Override
        public boolean constant() {
            return coefficient == 0;
        }

        @Override
        public String formula() {
            String grown = (coefficient == 1 ? "" : Numbers.plain(coefficient) + "·") + "ln(i+1)"
                    + (divisor == 1 ? "" : "/" + Numbers.plain(divisor));
            return floor == 0 ? grown : "max(" + Numbers.plain(floor) + ", " + grown + ")";
        }
    }

    /**
     * {@code 1 + coefficient·ln(1 + floor((i + shift)/period))}: a temperature that grows in steps.
     *
     * @param coefficient 0 or above
     * @param period tokens per step, above 0
     * @param shift 1 for Llama 4, 0 for Ministral 3
     */
    record FlooredLog(double coefficient, double period, int shift) implements LogitScale {
        /** Checks the numbers. */
        public FlooredLog {
            InvalidParameter.requireNotNegative("coefficient", coefficient);
            InvalidParameter.requirePositive("period", period);
            InvalidParameter.require(shift >= 0, "shift", shift, "be 0 or above");
        }

        @Override
        public double at(int position) {
            return 1 + coefficient * StrictMath.log(1 + Math.floor(((double) position + shift) / period));
        }

        @Override
        public boolean constant() {
            return coefficient == 0;
        }

        @Override
        public String formula() {
            return "1 + " + Numbers.plain(coefficient) + "·ln(1 + floor(" + (shift == 0 ? "i" : "(i+" + shift + ")")
                    + "/" + Numbers.plain(period) + "))";
        }
    }

    /**
     * The product of several factors.
     *
     * @param factors at least two
     */
    record Product(List<LogitScale> factors) implements LogitScale {
        /** Copies the list. */
        public Product {
            factors = List.copyOf(factors);
        }

        @Override
        public double at(int position) {
            double product = 1;
            for (LogitScale factor : factors) {
                product *= factor.at(position);
            }
            return product;
        }

        @Override
        public boolean constant() {
            return factors.stream().allMatch(LogitScale::constant);
        }

        @Override
        public String formula() {
            return String.join(
                    " · ", factors.stream().map(f -> "(" + f.formula() + ")").toList());
        }
    }
}

package io.github.ropelab.core;

/** Temperature on the whole logit of a query row: rotated and unrotated components alike. */
public interface LogitScale {
    /** Factor on the logits of the query at {@code position}; 1 for none. */
    double at(int position);

    /** Whether the factor is the same for every position. */
    boolean constant();

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
    }
}

package io.github.ropelab.experiments.metric;

import java.util.List;

/** A metric of attention rows. */
public non-sealed interface RowMetric extends Metric {
    /** Begins one cell. */
    Observer start(CellShape shape);

    /** Whether it reads attention outputs, for which data must hold values. */
    default boolean needsValues() {
        return false;
    }

    /** Watches the rows of one cell in order of the query; holds nothing of size length × length. */
    interface Observer {
        /** Both rows are of the same query; valid until the next call only. */
        void observe(AttentionRow reference, AttentionRow candidate);

        /** All values, after the last row. */
        List<Measurement> finish();
    }
}

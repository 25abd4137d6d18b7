package io.github.ropelab.experiments.reproduction.frame;

import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import java.io.IOException;
import java.util.List;

/** A published result that can be computed anew. Implemented once per result; holds no state. */
public interface Reproduction {
    /** What was claimed, where, and how it is computed. */
    Description description();

    /** The published numbers, each with the interval that agrees with it. */
    List<Published> published();

    /**
     * Computes them.
     *
     * @param work threads, extent, data and who watches
     * @return one value per published number of the extent, with tables and charts
     * @throws IOException if bundled data cannot be read
     */
    Recomputed compute(Work work) throws IOException;
}

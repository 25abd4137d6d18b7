package io.github.ropelab.experiments.plan;

import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.Slice;

/**
 * One head's worth of vectors.
 *
 * @param data the data set
 * @param slice which of its heads or draws
 */
public record HeadRef(DataSet data, Slice slice) {}

package io.github.ropelab.report.view;

import io.github.ropelab.experiments.result.ResultRow;
import java.util.OptionalInt;

/**
 * A head or a draw: values of two strategies on the same one are a pair.
 *
 * @param layer of a head
 * @param head index of the query head
 * @param seed index of a draw
 */
public record Slice(OptionalInt layer, OptionalInt head, OptionalInt seed) {
    /** The head or draw of a row. */
    public static Slice of(ResultRow row) {
        return new Slice(row.layer(), row.head(), row.seed());
    }
}

package io.github.ropelab.experiments.plan;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.experiments.outcome.ModelVectors;
import java.util.List;

/**
 * A pass whose vectors some cells look at.
 *
 * @param data the model
 * @param window that it reads
 * @param cell lengths of the cells
 */
public record Captures(ModelVectors data, int window, Lengths cell) {
    /** Each pass that cells need vectors of, once. */
    public static List<Captures> of(List<Cell> cells) {
        return cells.stream()
                .flatMap(cell -> cell.head().stream()
                        .filter(head -> head.data() instanceof ModelVectors)
                        .map(head -> new Captures(
                                (ModelVectors) head.data(),
                                head.slice().seed().orElseThrow(),
                                cell.context().lengths())))
                .distinct()
                .toList();
    }

    /** Multiply-adds of the pass, up to the last layer. */
    public long multiplyAdds() {
        return data.model().multiplyAdds(cell.current());
    }
}

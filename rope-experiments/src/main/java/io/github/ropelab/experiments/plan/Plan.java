package io.github.ropelab.experiments.plan;

import io.github.ropelab.experiments.study.Exclusion;
import io.github.ropelab.experiments.study.StudySpec;
import io.github.ropelab.model.io.FileHash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All cells of a study, in order of data, slice, length and strategy.
 *
 * @param study that is planned
 * @param cells to compute
 * @param excluded cells that the study leaves out
 */
public record Plan(StudySpec study, List<Cell> cells, List<Excluded> excluded) {
    /** A cell that is left out, and the first exclusion of the study that says so. */
    public record Excluded(Cell cell, Exclusion by) {}

    /** Copies the lists. */
    public Plan {
        cells = List.copyOf(cells);
        excluded = List.copyOf(excluded);
    }

    /** Cells that each exclusion leaves out, in the study's order. */
    public Map<Exclusion, Long> exclusions() {
        Map<Exclusion, Long> counts = new LinkedHashMap<>();
        study.exclusions().forEach(exclusion -> counts.put(exclusion, 0L));
        excluded.forEach(cell -> counts.merge(cell.by(), 1L, Long::sum));
        return counts;
    }

    /** Query-key scores of all strategies together. */
    public long scores() {
        return cells.stream().mapToLong(Cell::scores).sum();
    }

    /** Multiply-adds of scores and attention outputs, the references' included, and of the passes of models. */
    public long multiplyAdds() {
        long strategies = cells.stream().mapToLong(Cell::multiplyAdds).sum();
        long references = cells.stream()
                .filter(cell -> cell.head().isPresent())
                .collect(Collectors.toMap(Cell::task, Cell::multiplyAdds, Math::max))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
        return strategies
                + references
                + Captures.of(cells).stream().mapToLong(Captures::multiplyAdds).sum();
    }

    /** SHA-256 over the cells' keys and metrics. */
    public String sha256() {
        return FileHash.sha256(cells.stream()
                .map(cell -> cell.key().text()
                        + cell.metrics().stream().map(CellKey::metricKey).toList())
                .collect(Collectors.joining("\n")));
    }
}

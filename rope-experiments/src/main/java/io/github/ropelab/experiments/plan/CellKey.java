package io.github.ropelab.experiments.plan;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.study.StrategySpec;
import io.github.ropelab.model.io.FileHash;

/**
 * What a cell's numbers depend on, as text, and its SHA-256. Labels, threads, paths and figures are not in it; semantics
 * versions are.
 *
 * @param text canonical, one line per fact
 */
public record CellKey(String text) {
    /** Goes up when kernels or data readers give other numbers for the same text. */
    private static final int NUMBERS_VERSION = 2;

    static CellKey of(Cell cell) {
        StringBuilder text = new StringBuilder("numbers=" + NUMBERS_VERSION + "\n");
        text.append("strategy=").append(strategy(cell.strategy().strategy())).append('\n');
        text.append("geometry=").append(cell.context().geometry()).append('\n');
        text.append("base=").append(cell.context().base()).append('\n');
        text.append("lengths=").append(cell.context().lengths()).append('\n');
        ownLengths(text, "strategy_lengths=", cell, cell.strategy());
        if (cell.seesReference()) {
            text.append("reference=")
                    .append(strategy(cell.reference().strategy()))
                    .append('\n');
            ownLengths(text, "reference_lengths=", cell, cell.reference());
            if (!cell.comparedKeys().all()) {
                text.append("compared_keys=").append(cell.comparedKeys()).append('\n');
            }
        }
        cell.head().ifPresent(head -> text.append("first_row=")
                .append(cell.firstRow())
                .append("\ndata=")
                .append(head.data().fingerprint(head.slice(), cell.context().lengths()))
                .append("\nslice=")
                .append(head.slice())
                .append('\n'));
        cell.model().ifPresent(model -> text.append("model=")
                .append(model.data()
                        .fingerprint(model.window(), cell.context().lengths().current()))
                .append("\nwindow=")
                .append(model.window())
                .append('\n'));
        text.append("arithmetic=").append(cell.arithmetic().id()).append('\n');
        if (cell.head().isPresent() && cell.scoring().fast()) {
            text.append("scores=").append(cell.scoring().key()).append('\n');
        }
        return new CellKey(text.toString());
    }

    /** The lengths that a strategy's engine sees, where they are not the cell's. */
    private static void ownLengths(StringBuilder text, String head, Cell cell, StrategySpec strategy) {
        Lengths own = strategy.lengths(cell.context().lengths());
        if (!own.equals(cell.context().lengths())) {
            text.append(head).append(own).append('\n');
        }
    }

    private static String strategy(RopeStrategy strategy) {
        return strategy.type().id() + "@" + strategy.type().version() + strategy.parameters();
    }

    /** A metric's results inside of a cell: id, version, parameters. */
    public static String metricKey(Metric metric) {
        return metric.type().id() + "@" + metric.type().version() + metric.parameters();
    }

    /** SHA-256 of the text, lower-case hex. */
    public String sha256() {
        return FileHash.sha256(text);
    }
}

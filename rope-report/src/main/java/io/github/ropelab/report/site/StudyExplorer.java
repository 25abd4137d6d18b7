package io.github.ropelab.report.site;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ParameterCell;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The explorer page of a study: its first data set at the longest lengths, and its strategies. */
public final class StudyExplorer {
    private final Manifest manifest;
    private final ResultRow longest;

    /**
     * The explorer of a run.
     *
     * @param selection with at least one row
     */
    public StudyExplorer(Selection selection) {
        this.manifest = selection.manifest();
        String data = selection.table().rows().get(0).data();
        this.longest = selection.table().rows().stream()
                .filter(row -> row.data().equals(data))
                .max(Comparator.comparingInt(ResultRow::currentLength).thenComparingInt(ResultRow::targetLength))
                .orElseThrow();
    }

    /**
     * The HTML text.
     *
     * @throws InvalidParameter if the results name no head or no strategy of the catalogue
     */
    public String html() {
        List<Map<String, Object>> blocks = blocks();
        InvalidParameter.require(!blocks.isEmpty(), "strategies", "", "name one of the catalogue");
        List<Map<String, Object>> first = blocks.subList(0, Math.min(ExplorerState.MOST, blocks.size()));
        String of = longest.data().isEmpty() ? "the study" : longest.data(); // frequencies need no vectors
        String note = "To begin with: head, base and longest lengths of " + of + ", and "
                + (first.size() == blocks.size()
                        ? "all strategies of the study."
                        : "the first " + first.size() + " of " + blocks.size() + " strategies of the study.");
        return new ExplorerPage(new ExplorerState(context(), first))
                .html(
                        "Explorer: " + manifest.study().name(),
                        note,
                        "RopeLab " + manifest.toolkit().version());
    }

    private RopeContext context() {
        return new RopeContext(
                new RotaryGeometry(longest.headDim(), longest.rotaryDim(), Pairing.of(longest.pairing())),
                longest.base(),
                new Lengths(longest.trainedLength(), longest.targetLength(), longest.currentLength()));
    }

    /** Each strategy of the catalogue once, as scripts know no others: engines' names for the same one, or precisions of it, are one curve. */
    private List<Map<String, Object>> blocks() {
        List<String> known = Strategies.builtIn().ids();
        List<Map<String, Object>> blocks = new ArrayList<>();
        for (Manifest.Strategy strategy : manifest.study().strategies()) {
            Map<String, Object> block = new LinkedHashMap<>();
            block.put("rope_type", strategy.id());
            block.putAll(ParameterCell.read(strategy.parameters()));
            if (known.contains(strategy.id()) && !blocks.contains(block)) {
                blocks.add(block);
            }
        }
        return blocks;
    }
}

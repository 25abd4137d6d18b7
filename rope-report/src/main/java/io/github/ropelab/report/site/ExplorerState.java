package io.github.ropelab.report.site;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RopeContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an explorer page shows first.
 *
 * @param context of all strategies
 * @param blocks a strategy each, {@code {rope_type: id, parameter: value, ...}} in the catalogue's spelling, at most 10
 */
public record ExplorerState(RopeContext context, List<Map<String, Object>> blocks) {
    /** Colours that a page has; more curves cannot be told apart. */
    public static final int MOST = 10;

    /** Copies and counts the strategies. */
    public ExplorerState {
        InvalidParameter.require(
                blocks.size() <= MOST, "strategies", blocks.size(), "be at most " + MOST + " to be told apart");
        blocks = List.copyOf(blocks);
    }

    /** The state as the page keeps it in its address. */
    Map<String, Object> json() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("base", context.base());
        state.put("head_dim", context.geometry().headDim());
        state.put("rotary_dim", context.geometry().rotaryDim());
        state.put("trained_length", context.lengths().trained());
        state.put("target_length", context.lengths().target());
        state.put("seq_len", context.lengths().current());
        state.put("pair", context.geometry().pairs() - 1);
        state.put("spacing", "log2");
        state.put(
                "strategies",
                blocks.stream().map(block -> Map.of("block", block)).toList());
        return state;
    }
}

package io.github.ropelab.explorer;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several strategies in one context, in numbers.
 *
 * @param geometry of a head, before a strategy says what rotates
 * @param base the θ base
 * @param lengths trained, target and current length
 * @param pair whose effective distances are asked for; the last one of a strategy with fewer
 * @param distances from the last query of the current length to keys before it, tokens, at which curves are sampled
 */
public record Exploration(RotaryGeometry geometry, double base, Lengths lengths, int pair, SampledDistances distances) {
    /** What a page redraws at once; above every model that is known. */
    private static final int LARGEST_HEAD = 4096;

    private static final int LARGEST_LENGTH = 1 << 22;

    /** Checks what would make a page wait. */
    public Exploration {
        InvalidParameter.require(
                geometry.headDim() <= LARGEST_HEAD, "head_dim", geometry.headDim(), "be at most " + LARGEST_HEAD);
        InvalidParameter.require(
                lengths.current() <= LARGEST_LENGTH, "seq_len", lengths.current(), "be at most " + LARGEST_LENGTH);
        InvalidParameter.require(pair >= 0, "pair", pair, "be 0 or above");
    }

    /**
     * Reads {@code {head_dim, rotary_dim, base, trained_length, target_length, seq_len, pair, spacing, points, strategies:
     * [block, ...]}}, a block being {@code {rope_type: id, parameter: value, ...}}; all but the strategies' parameters must be
     * given.
     *
     * @return {@code {distances, strategies}}, an entry per strategy in their order, as {@link ExploredStrategy#fields} or an
     *     {@code {error, parameter}}; or one {@code {error, parameter}} where the context itself is wrong
     */
    public static String answer(String request) {
        try {
            Map<String, Object> values = Params.asBlock("request", JsonReader.read(request));
            Object blocks = values.remove("strategies");
            InvalidParameter.require(blocks instanceof List<?>, "strategies", blocks, "be a list of blocks");
            Exploration exploration = read(Params.of(values));
            List<Object> strategies = new ArrayList<>();
            for (Object block : (List<?>) blocks) {
                strategies.add(exploration.strategy(block));
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("distances", exploration.distances.tokens());
            answer.put("strategies", strategies);
            return JsonWriter.text(answer);
        } catch (InvalidParameter e) {
            return JsonWriter.text(problem(e));
        }
    }

    private static Exploration read(Params params) {
        Exploration exploration = new Exploration(
                new RotaryGeometry(whole(params, "head_dim"), whole(params, "rotary_dim"), Pairing.HALF_SPLIT),
                params.number("base").orElseThrow(() -> missing("base")),
                new Lengths(whole(params, "trained_length"), whole(params, "target_length"), whole(params, "seq_len")),
                whole(params, "pair"),
                SampledDistances.of(
                        params.choice("spacing", SampledDistances.Spacing.LOG2),
                        whole(params, "points"),
                        whole(params, "seq_len")));
        params.rejectUnread("a request");
        return exploration;
    }

    private static int whole(Params params, String name) {
        return params.integer(name).orElseThrow(() -> missing(name));
    }

    private static InvalidParameter missing(String name) {
        return new InvalidParameter(name, "missing", "be given");
    }

    private Map<String, Object> strategy(Object block) {
        try {
            return of(Strategies.read(Params.asBlock("strategy", block))).fields();
        } catch (InvalidParameter e) {
            return problem(e);
        }
    }

    /** What one strategy does in this context. */
    public ExploredStrategy of(RopeStrategy strategy) {
        RopeContext context = new RopeContext(strategy.rotated(geometry), base, lengths);
        return new ExploredStrategy(strategy, context, pair, distances);
    }

    private static Map<String, Object> problem(InvalidParameter e) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("error", e.getMessage());
        problem.put("parameter", e.name());
        return problem;
    }
}

package io.github.ropelab.experiments.study;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeBlock;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.io.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads strategies of a study file. */
final class StrategyReader {
    private static final ObjectMapper TREES = new ObjectMapper();

    private final List<Problem> problems;
    private final OptionalInt trained;
    private final Optional<RopeContext> firstContext;

    /**
     * @param problems collects
     * @param trained trained length, tokens; absent where a problem keeps the study from having one
     * @param firstContext the context that a formula is first tried in; absent likewise
     */
    StrategyReader(List<Problem> problems, OptionalInt trained, Optional<RopeContext> firstContext) {
        this.problems = problems;
        this.trained = trained;
        this.firstContext = firstContext;
    }

    /** {@code strategies} of a study, of which there must be one. */
    List<StrategySpec> strategies(Fields fields) {
        List<StrategySpec> strategies = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        List<JsonNode> items = fields.items("strategies");
        if (items.isEmpty()) {
            fields.missing("strategies");
        }
        for (int i = 0; i < items.size(); i++) {
            String path = "strategies[" + i + "]";
            for (StrategySpec spec : sweep(path, items.get(i))) {
                strategies.add(spec);
                if (!labels.add(spec.label())) {
                    problems.add(
                            new Problem(path, spec.label(), "have a label of its own", "add label: to one of the two"));
                }
            }
        }
        return strategies;
    }

    /** One strategy, or every combination of its sweep. */
    private List<StrategySpec> sweep(String path, JsonNode node) {
        if (!SweptStrategy.sweeps(node)) {
            return strategy(path, node).stream().toList();
        }
        List<StrategySpec> strategies = new ArrayList<>();
        for (SweptStrategy swept : SweptStrategy.of(path, node, problems)) {
            strategy(path, swept.node())
                    .map(spec -> spec.swept(swept.family(), swept.values()))
                    .ifPresent(strategies::add);
        }
        return strategies;
    }

    /** {@code id}, {@code id:key=value}, or an object with id, optional label, name, config, dialect, and parameters. */
    Optional<StrategySpec> strategy(String path, JsonNode node) {
        try {
            Map<String, Object> block = new LinkedHashMap<>();
            String label;
            if (node.isTextual()) {
                label = node.asText();
                block.putAll(StrategyText.parse(label));
            } else {
                InvalidParameter.require(
                        node.hasNonNull("id") && node.get("id").isTextual(),
                        "id",
                        Fields.shortText(node),
                        "name a strategy");
                block.putAll(TREES.convertValue(node, new TypeReference<Map<String, Object>>() {}));
                block.put("rope_type", block.remove("id"));
                Object given = block.remove("label");
                label = given == null ? String.valueOf(block.get("rope_type")) : String.valueOf(given);
            }
            Optional<String> name = text(block, "name");
            String config = text(block, "config").orElse("");
            Optional<Dialect> dialect = text(block, "dialect").map(Dialect::of);
            StrategyTemplate template = StrategyTemplate.of(block, dialect.orElse(Dialect.TRANSFORMERS));
            if (!template.isFixed() && firstContext.isEmpty()) {
                return Optional.empty(); // no cell to try the formulas in: other problems are reported
            }
            RopeBlock read = template.in(firstContext);
            InvalidParameter.require(
                    read.base().isEmpty()
                            && read.originalLength().isEmpty()
                            && read.partialRotaryFactor().isEmpty(),
                    "rope_theta, original_max_position_embeddings, partial_rotary_factor",
                    Fields.shortText(node),
                    "not be given here: the data and the study's lengths say them");
            read.maxTrainedPositions()
                    .ifPresent(tokens -> InvalidParameter.require(
                            tokens == trained.orElse(tokens),
                            "max_trained_positions",
                            tokens,
                            "equal lengths.trained where it is given"));
            RopeStrategy strategy = read.strategy();
            StrategySpec spec = new StrategySpec(
                    label, strategy, name.orElse(strategy.type().id()), config, dialect);
            return Optional.of(template.isFixed() ? spec : spec.following(template));
        } catch (InvalidParameter e) {
            problems.add(Problem.of(path, e));
            return Optional.empty();
        }
    }

    private static Optional<String> text(Map<String, Object> block, String key) {
        return Optional.ofNullable(block.remove(key)).map(String::valueOf);
    }
}

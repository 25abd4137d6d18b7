package io.github.ropelab.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.model.io.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One combination of a strategy's {@code sweep: {parameter: [value, ...]}}.
 *
 * @param node the strategy with the values as plain parameters and a label that says them, as in {@code rerope window=256}
 * @param family label without the values
 * @param values parameter to value, as written
 */
record SweptStrategy(JsonNode node, String family, SortedMap<String, String> values) {
    private static final String SWEEP = "sweep";
    private static final String LABEL = "label";

    /** Whether a strategy sweeps parameters. */
    static boolean sweeps(JsonNode strategy) {
        return strategy.isObject() && strategy.has(SWEEP);
    }

    /** All combinations, the last parameter running fastest; none where a problem was found. */
    static List<SweptStrategy> of(String path, JsonNode strategy, List<Problem> problems) {
        int before = problems.size();
        JsonNode sweep = strategy.get(SWEEP);
        if (!sweep.isObject() || sweep.isEmpty()) {
            problems.add(Problem.of(
                    path + "." + SWEEP, Fields.shortText(sweep), "be an object of parameters with their values"));
            return List.of();
        }
        String family = strategy.path(LABEL).asText(strategy.path("id").asText(""));
        ObjectNode fixed = ((ObjectNode) strategy).deepCopy();
        fixed.remove(SWEEP);
        List<SweptStrategy> combinations = List.of(new SweptStrategy(fixed, family, new TreeMap<>()));
        for (Map.Entry<String, JsonNode> parameter : sweep.properties()) {
            String at = path + "." + SWEEP + "." + parameter.getKey();
            if (strategy.has(parameter.getKey())) {
                problems.add(Problem.of(at, strategy.get(parameter.getKey()), "not be given beside " + SWEEP + " too"));
            }
            combinations = times(combinations, parameter.getKey(), values(at, parameter.getValue(), problems));
        }
        return problems.size() == before ? combinations : List.of();
    }

    private static List<JsonNode> values(String path, JsonNode list, List<Problem> problems) {
        if (!list.isArray() || list.isEmpty()) {
            problems.add(Problem.of(path, Fields.shortText(list), "be a list of values"));
            return List.of();
        }
        LinkedHashSet<JsonNode> values = new LinkedHashSet<>();
        for (JsonNode value : list) {
            if (!values.add(value)) {
                problems.add(Problem.of(path, Fields.shortText(value), "not be named twice"));
            }
        }
        return List.copyOf(values);
    }

    private static List<SweptStrategy> times(
            List<SweptStrategy> combinations, String parameter, List<JsonNode> values) {
        List<SweptStrategy> product = new ArrayList<>();
        for (SweptStrategy combination : combinations) {
            for (JsonNode value : values) {
                String text = value.isTextual() ? value.asText() : value.toString();
                ObjectNode node = ((ObjectNode) combination.node).deepCopy();
                node.set(parameter, value);
                node.put(LABEL, node.path(LABEL).asText(combination.family) + " " + parameter + "=" + text);
                SortedMap<String, String> all = new TreeMap<>(combination.values);
                all.put(parameter, text);
                product.add(new SweptStrategy(node, combination.family, all));
            }
        }
        return product;
    }
}

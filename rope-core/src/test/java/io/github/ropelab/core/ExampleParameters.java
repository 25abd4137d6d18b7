package io.github.ropelab.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parameters of a strategy for tests over the catalogue. */
public final class ExampleParameters {
    private ExampleParameters() {}

    /** The required parameters alone, and with every example of every parameter. */
    public static List<Map<String, Object>> of(StrategyType type, int pairs) {
        Map<String, Object> required = new HashMap<>();
        type.parameters().stream()
                .filter(ParameterDoc::required)
                .forEach(p -> required.put(p.name(), fitting(p.examples().get(0), pairs)));
        List<Map<String, Object>> examples = new ArrayList<>(List.of(required));
        for (ParameterDoc parameter : type.parameters()) {
            for (Object value : parameter.examples()) {
                Map<String, Object> example = new HashMap<>(required);
                example.put(parameter.name(), fitting(value, pairs));
                examples.add(example);
            }
        }
        return examples;
    }

    private static Object fitting(Object value, int pairs) {
        return value instanceof ParameterDoc.ForPairs example ? example.of(pairs) : value;
    }
}

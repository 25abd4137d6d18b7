package io.github.ropelab.explorer;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalogue of strategies as JSON, for inputs and their help. */
public final class CatalogText {
    private CatalogText() {}

    /**
     * A list of strategies: id, title, classes, formula, sources and parameters, each with default, rule, meaning and example
     * values.
     *
     * @param pairs rotary pairs that the example values are for
     */
    public static String json(int pairs) {
        InvalidParameter.require(pairs >= 1, "pairs", pairs, "be at least 1");
        List<Object> all = new ArrayList<>();
        for (StrategyType type : Strategies.builtIn().types()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", type.id());
            entry.put("title", type.title());
            entry.put(
                    "classes",
                    type.classes().stream().sorted().map(StrategyClass::title).toList());
            entry.put("formula", type.formula());
            entry.put("sources", type.sources().stream().map(Source::toString).toList());
            entry.put(
                    "parameters",
                    type.parameters().stream()
                            .map(parameter -> parameter(parameter, pairs))
                            .toList());
            all.add(entry);
        }
        return JsonWriter.text(all);
    }

    private static Map<String, Object> parameter(ParameterDoc doc, int pairs) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", doc.name());
        parameter.put("required", doc.required());
        parameter.put("default", doc.defaultValue());
        parameter.put("rule", doc.rule());
        parameter.put("meaning", doc.meaning());
        parameter.put(
                "examples",
                doc.examples().stream()
                        .map(example ->
                                example instanceof ParameterDoc.ForPairs forPairs ? forPairs.of(pairs) : example)
                        .toList());
        return parameter;
    }
}

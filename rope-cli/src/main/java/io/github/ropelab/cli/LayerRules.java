package io.github.ropelab.cli;

import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.layer.LayerRule;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.llama.RotaryPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the layers of a model do with positions, in words: layers of one rule together. */
final class LayerRules {
    private final RotaryPart part;
    private final Map<LayerRule, List<Integer>> layers = new LinkedHashMap<>();

    LayerRules(RotaryPart part) {
        this.part = part;
        List<LayerRule> rules = part.layers().layers();
        for (int layer = 0; layer < rules.size(); layer++) {
            layers.computeIfAbsent(rules.get(layer), rule -> new ArrayList<>()).add(layer);
        }
    }

    /** One line per rule. */
    List<String> lines() {
        return layers.keySet().stream()
                .map(rule -> (layers.size() == 1 ? "all layers" : "layers " + ranges(layers.get(rule))) + ": "
                        + rule.strategy().type().title() + " ("
                        + StrategyText.of(rule.strategy().block())
                        + "), base " + Numbers.plain(rule.base()) + ", "
                        + part.context(rule).geometry().rotaryDim() + " of "
                        + part.geometry().headDim() + " components rotate, queries see "
                        + rule.visibility().text())
                .toList();
    }

    /** The same for programs. */
    List<Map<String, Object>> documents() {
        List<Map<String, Object>> documents = new ArrayList<>();
        layers.forEach((rule, numbers) -> {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("layers", numbers);
            document.put("strategy", rule.strategy().block());
            document.put("rope_theta", rule.base());
            document.put("rotary_dim", part.context(rule).geometry().rotaryDim());
            document.put("visibility", rule.visibility().text());
            documents.add(document);
        });
        return documents;
    }

    private static String ranges(List<Integer> numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.size(); i++) {
            int from = i;
            while (i + 1 < numbers.size() && numbers.get(i + 1) == numbers.get(i) + 1) {
                i++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(numbers.get(from));
            text.append(i > from ? "-" + numbers.get(i) : "");
        }
        return text.toString();
    }
}

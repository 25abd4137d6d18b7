package io.github.ropelab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.data.CaptureCatalog;
import io.github.ropelab.experiments.data.TensorLayout;
import io.github.ropelab.experiments.metric.ComparedKeys;
import io.github.ropelab.experiments.metric.MetricType;
import io.github.ropelab.experiments.metric.Metrics;
import io.github.ropelab.experiments.study.StudyKeys;
import io.github.ropelab.experiments.study.StudyKeys.Key;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.Presets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * docs/study.schema.json: a JSON Schema of study files (draft 7, which editors know best). It accepts what the reader
 * accepts; what only the reader knows (labels, the engines' spellings of strategies and their parameters, values that must
 * fit each other) it leaves open. A null counts as absent, as for the reader.
 */
final class StudySchema {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String NUMBER_TEXT = "^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?[dDfF]?$";

    private final Path root;
    private final ObjectNode schema = JSON.createObjectNode();

    StudySchema(Path root) {
        this.root = root;
    }

    /** The document. */
    String text() throws JsonProcessingException {
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "RopeLab study");
        schema.put("description", "Made from the catalogues; do not edit. docs/studies.md explains studies.");
        schema.setAll(object("study"));
        ArrayNode either = schema.putArray("anyOf");
        either.add(required("data"));
        either.add(required("geometry"));
        ObjectNode definitions = schema.putObject("definitions");
        definitions.set("strategy", strategy());
        definitions.set("metric", metric());
        return JSON.writeValueAsString(schema) + "\n";
    }

    private static ObjectNode required(String key) {
        ObjectNode node = JSON.createObjectNode();
        node.putArray("required").add(key);
        return node;
    }

    /** An object with the keys of a section and no others. */
    private ObjectNode object(String section) {
        ObjectNode object = JSON.createObjectNode();
        object.put("type", "object");
        ObjectNode properties = object.putObject("properties");
        ArrayNode needed = JSON.createArrayNode();
        for (Key key : StudyKeys.bySection().get(section)) {
            ObjectNode value = orNull(value(key), key.required());
            value.put("description", key.meaning() + (key.required() ? "" : "; if absent: " + key.otherwise()));
            properties.set(key.name(), value);
            if (key.required()) {
                needed.add(key.name());
            }
        }
        if (!needed.isEmpty()) {
            object.set("required", needed);
        }
        object.put("additionalProperties", false);
        return object;
    }

    private static ObjectNode orNull(ObjectNode value, boolean required) {
        if (required) {
            return value;
        }
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf").add(value).add(type("null"));
        return either;
    }

    private static ObjectNode type(String... names) {
        ObjectNode node = JSON.createObjectNode();
        if (names.length == 1) {
            node.put("type", names[0]);
        } else {
            ArrayNode types = node.putArray("type");
            Arrays.stream(names).forEach(types::add);
        }
        return node;
    }

    private ObjectNode value(Key key) {
        switch (key.kind()) {
            case TEXT:
                return type("string", "number", "boolean");
            case WHOLE:
                return whole(key);
            case WHOLES:
                return oneOrMore(whole(key));
            case NUMBER:
                return number();
            case NUMBERS:
            case LIST:
                return oneOrMore(number());
            case VALUES:
                return oneOrMore(type("string", "number", "boolean"));
            case CHOICE:
                return choice(key);
            case CHOICES:
                return oneOrMore(choice(key));
            case OBJECT:
                return key.name().equals("sweep") ? sweep() : forms(inside(key));
            case OBJECTS:
                return oneOrMore(forms(key.name()));
            case STRATEGY:
                return one(
                        StudyKeys.SECTIONS.containsKey(key.name()) ? strategyWith(key.name()) : reference("strategy"));
            case STRATEGIES:
                return oneOrMore(reference("strategy"));
            case METRICS:
                return oneOrMore(reference("metric"));
            default:
                throw new IllegalStateException("no schema for " + key);
        }
    }

    private static ObjectNode whole(Key key) {
        ObjectNode whole = type("integer");
        if (key.name().equals("schema")) {
            whole.put("const", 1);
        } else {
            whole.put("minimum", key.least());
        }
        return whole;
    }

    private static ObjectNode number() {
        ObjectNode number = JSON.createObjectNode();
        ObjectNode text = type("string");
        text.put("pattern", NUMBER_TEXT);
        number.putArray("anyOf").add(type("number")).add(text);
        return number;
    }

    private static ObjectNode oneOrMore(ObjectNode value) {
        return valueOr(type("array"), value);
    }

    private static ObjectNode one(ObjectNode value) {
        return valueOr(type("array").put("maxItems", 1), value);
    }

    private static ObjectNode valueOr(ObjectNode list, ObjectNode value) {
        ObjectNode either = JSON.createObjectNode();
        list.set("items", value);
        either.putArray("anyOf").add(value).add(list);
        return either;
    }

    /** A strategy that may have a section's keys too, where it is an object. */
    private ObjectNode strategyWith(String section) {
        ObjectNode strategy = object(section);
        strategy.remove(List.of("type", "additionalProperties"));
        strategy.putArray("allOf").add(reference("strategy"));
        return strategy;
    }

    private static ObjectNode reference(String definition) {
        return JSON.createObjectNode().put("$ref", "#/definitions/" + definition);
    }

    /** The section of an object under a key. */
    private static String inside(Key key) {
        return key.section().equals("data model") ? "model " + key.name() : key.name();
    }

    /** The forms of an object: sections whose name is the key's or begins with it. */
    private ObjectNode forms(String name) {
        ObjectNode forms = JSON.createObjectNode();
        ArrayNode either = forms.putArray("anyOf");
        StudyKeys.bySection().keySet().stream()
                .filter(section -> section.equals(name) || section.startsWith(name + " "))
                .forEach(section -> {
                    ObjectNode form = object(section);
                    if (section.endsWith("model") && !section.equals("data model")) {
                        form.putArray("anyOf").add(required("preset")).add(required("config"));
                    }
                    if (section.equals("exclude")) {
                        form.put("minProperties", 2);
                    }
                    either.add(form);
                });
        return either.size() == 1 ? (ObjectNode) either.get(0) : forms;
    }

    private ObjectNode choice(Key key) {
        switch (key.name()) {
            case "pairing":
                return words(List.of("half-split", "interleaved"));
            case "axes":
                return words(Arrays.stream(TensorLayout.Axes.values())
                        .map(TensorLayout.Axes::id)
                        .toList());
            case "compare":
                return words(Arrays.stream(ComparedKeys.Range.values())
                        .map(ComparedKeys.Range::id)
                        .toList());
            case "optional":
                return JSON.createObjectNode().put("type", "boolean");
            case "scores":
                return words(List.of("double", "float"));
            case "pairs":
                return words(List.of("reference", "all", "names"));
            case "preset":
                return words(Presets.in(root.resolve("data/presets")).all().stream()
                        .map(Presets.Preset::name)
                        .toList());
            case "capture":
                return words(CaptureCatalog.read(root.resolve("data/captures")).names());
            case "dialect":
                return suggested(
                        Arrays.stream(Dialect.values()).map(Dialect::id).toList(), "^[a-z].*");
            case "arithmetic":
                return suggested(List.of("f64", "f32", "f32-ggml", "bf16", "f16"), "=");
            case "id":
                return key.section().equals("metric")
                        ? words(Metrics.builtIn().ids())
                        : suggested(Strategies.builtIn().ids(), ".");
            default:
                throw new IllegalStateException("no words for " + key);
        }
    }

    private static ObjectNode words(List<String> words) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode all = node.putArray("enum");
        words.forEach(all::add);
        return node;
    }

    /** Words to complete, and any other text of a pattern. */
    private static ObjectNode suggested(List<String> words, String pattern) {
        ObjectNode node = JSON.createObjectNode();
        node.putArray("anyOf").add(words(words)).add(type("string").put("pattern", pattern));
        return node;
    }

    private static ObjectNode sweep() {
        ObjectNode sweep = type("object");
        sweep.put("minProperties", 1);
        sweep.set("additionalProperties", type("array").put("minItems", 1));
        return sweep;
    }

    private ObjectNode strategy() {
        ObjectNode form = object("strategy");
        form.put("additionalProperties", true); // parameters, also in engines' spellings
        ArrayNode byId = form.putArray("allOf");
        for (StrategyType type : Strategies.builtIn().types()) {
            if (!type.parameters().isEmpty()) {
                ObjectNode rule = byId.addObject();
                rule.putObject("if").putObject("properties").putObject("id").put("const", type.id());
                ObjectNode properties = rule.putObject("then").putObject("properties");
                type.parameters().forEach(parameter -> properties.set(parameter.name(), parameter(parameter, true)));
            }
        }
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf").add(suggested(Strategies.builtIn().ids(), ".")).add(form);
        return either;
    }

    private ObjectNode metric() {
        ObjectNode either = JSON.createObjectNode();
        ArrayNode forms = either.putArray("anyOf").add(words(Metrics.builtIn().ids()));
        for (MetricType type : Metrics.builtIn().types()) {
            ObjectNode form = forms.addObject();
            form.put("type", "object").put("description", type.title() + ": " + type.definition());
            ObjectNode properties = form.putObject("properties");
            properties.putObject("id").put("const", type.id());
            type.parameters().forEach(parameter -> properties.set(parameter.name(), parameter(parameter, false)));
            form.putArray("required").add("id");
            form.put("additionalProperties", false);
        }
        return either;
    }

    /** What a parameter takes, from its documented examples: a strategy's number may be a formula. */
    private static ObjectNode parameter(ParameterDoc parameter, boolean formulas) {
        List<Object> examples = parameter.examples();
        boolean numbers = examples.stream().anyMatch(Number.class::isInstance);
        boolean texts = examples.stream().anyMatch(String.class::isInstance);
        ObjectNode value;
        if (numbers && examples.stream().allMatch(example -> example instanceof Number || example instanceof String)) {
            value = formulas || texts ? type("number", "string", "null") : type("number", "null");
        } else if (examples.stream().allMatch(Boolean.class::isInstance)) {
            value = type("boolean", "null");
        } else if (examples.stream().allMatch(List.class::isInstance)) {
            value = type("array", "null");
        } else {
            value = JSON.createObjectNode();
        }
        value.put(
                "description",
                parameter.meaning() + "; " + parameter.rule() + "; default: " + parameter.defaultValue());
        return value;
    }
}

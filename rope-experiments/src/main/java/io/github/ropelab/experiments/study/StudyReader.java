package io.github.ropelab.experiments.study;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.experiments.input.YamlFile;
import io.github.ropelab.experiments.metric.ComparedKeys;
import io.github.ropelab.experiments.metric.ComparisonMetric;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.metric.Metrics;
import io.github.ropelab.experiments.metric.RowMetric;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeBlock;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a study file: the study, or every problem of the file at once. */
public final class StudyReader {
    private static final int SCHEMA = 1;
    private static final int DEFAULT_FIRST_ROW = 8;
    private static final ObjectMapper TREES = new ObjectMapper();

    private final Path file;
    private final byte[] content;
    private final Path captures;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<RopeContext> firstContext = Optional.empty();

    private StudyReader(Path file, byte[] content, Path captures) {
        this.file = file;
        this.content = content;
        this.captures = captures;
    }

    /**
     * Reads a study.
     *
     * @param study a YAML file, or a folder that holds {@code study.yaml}
     * @param captures the folder of {@code catalog.yaml}, where captures are found by name; the folder of presets lies
     *     beside it
     * @throws InvalidInput with all problems
     */
    public static StudySpec read(Path study, Path captures) {
        Path file = Files.isDirectory(study) ? study.resolve("study.yaml") : study;
        return read(file, YamlFile.bytes(file), captures);
    }

    /**
     * Reads a study that need not be in a file yet.
     *
     * @param file that paths are relative to and messages name
     * @param content of the file
     * @param captures as in the shorter form
     * @throws InvalidInput with all problems
     */
    public static StudySpec read(Path file, byte[] content, Path captures) {
        return new StudyReader(file, content, captures).read();
    }

    private StudySpec read() {
        Fields fields = new Fields("", YamlFile.parse(file, content), problems);
        OptionalInt schema = fields.whole("schema", 1);
        if (schema.isEmpty()) {
            fields.missing("schema");
        } else if (schema.getAsInt() != SCHEMA) {
            fields.problem("schema", schema.getAsInt(), "be " + SCHEMA);
        }
        String name = fields.requiredText("study");
        String question = fields.text("question").orElse("");
        Optional<Fields> lengths = fields.object("lengths");
        if (lengths.isEmpty()) {
            fields.missing("lengths");
        }
        OptionalInt target = lengths.map(l -> l.whole("target", 1)).orElse(OptionalInt.empty());
        List<Integer> currents = lengths.map(this::currents).orElse(List.of());
        int firstRow = fields.whole("first_row", 0).orElse(DEFAULT_FIRST_ROW);
        List<Arithmetic> arithmetics = arithmetics(fields);
        GeometryReader heads = new GeometryReader(file, captures.resolveSibling("presets"), problems);
        List<HeadShape> shapes = heads.shapes(fields);
        List<Metric> metrics = metrics(fields);
        boolean needsData = shapes.isEmpty() || metrics.stream().anyMatch(RowMetric.class::isInstance);
        DataReader vectors = new DataReader(file, captures, heads, problems);
        List<DataSet> data = needsData || fields.has("data") ? vectors.read(fields) : List.of();
        OptionalInt trained = lengths.map(l -> trained(l, heads.trained())).orElse(OptionalInt.empty());
        lengths.ifPresent(Fields::rejectUnread);
        firstContext = firstContext(data, shapes, trained, target, currents);
        List<StrategySpec> strategies = strategies(fields, trained);
        ReferenceReader reading = new ReferenceReader(fields, problems);
        StrategySpec reference = strategy("reference", reading.strategy(), trained)
                .or(() -> strategy("reference", TREES.valueToTree("none"), trained))
                .orElseThrow();
        ComparedKeys comparedKeys = reading.keys();
        String baseline = baseline(fields, reference, strategies);
        ComparedPairs pairs = pairs(fields, metrics);
        Scores scoring = ScoresReader.read(fields, metrics, arithmetics, comparedKeys, problems);
        List<JsonNode> exclude = fields.items("exclude");
        fields.rejectUnread();
        if (trained.isPresent()) {
            StudySpec spec = new StudySpec(
                    name,
                    question,
                    FileHash.sha256(content),
                    trained.getAsInt(),
                    target,
                    currents,
                    firstRow,
                    reference,
                    comparedKeys,
                    strategies,
                    baseline,
                    arithmetics,
                    data,
                    shapes,
                    pairs,
                    metrics,
                    List.of(),
                    notes,
                    scoring);
            spec = spec.without(new ExclusionReader(spec, problems).read(exclude));
            checkLengths(spec);
            checkValues(spec);
            checkEncodings(spec);
            if (problems.isEmpty()) {
                return spec;
            }
        }
        throw new InvalidInput(file.toString(), problems);
    }

    /** What the study says, or else what its models agree on. */
    private OptionalInt trained(Fields lengths, Map<String, Integer> models) {
        if (lengths.has("trained") || models.isEmpty()) {
            return requiredWhole(lengths, "trained");
        }
        if (models.values().stream().distinct().count() > 1) {
            lengths.problem("trained", "missing", "be given where models differ: " + models);
            return OptionalInt.empty();
        }
        Map.Entry<String, Integer> model = models.entrySet().iterator().next();
        notes.add("trained length " + model.getValue() + " from " + model.getKey());
        return OptionalInt.of(model.getValue());
    }

    /** The context that a formula is first tried in; absent where a problem keeps the study from having one. */
    private static Optional<RopeContext> firstContext(
            List<DataSet> data,
            List<HeadShape> shapes,
            OptionalInt trained,
            OptionalInt target,
            List<Integer> currents) {
        Optional<HeadShape> head = data.stream()
                .map(set -> new HeadShape(set.geometry(), set.base()))
                .findFirst()
                .or(() -> shapes.stream().findFirst());
        if (head.isEmpty() || trained.isEmpty() || currents.isEmpty()) {
            return Optional.empty();
        }
        int current = currents.get(0);
        Lengths lengths = new Lengths(trained.getAsInt(), target.orElse(current), current);
        return head.map(h -> new RopeContext(h.geometry(), h.base(), lengths));
    }

    private ComparedPairs pairs(Fields fields, List<Metric> metrics) {
        Optional<String> given = fields.text("pairs");
        if (given.isPresent() && metrics.stream().noneMatch(ComparisonMetric.class::isInstance)) {
            fields.problem("pairs", given.get(), "be left out where no metric compares encodings");
        }
        try {
            return given.map(ComparedPairs::of).orElse(ComparedPairs.REFERENCE);
        } catch (InvalidParameter e) {
            problems.add(Problem.of("", e));
            return ComparedPairs.REFERENCE;
        }
    }

    private static OptionalInt requiredWhole(Fields fields, String key) {
        if (!fields.has(key)) {
            fields.missing(key);
        }
        return fields.whole(key, 1);
    }

    private List<Integer> currents(Fields lengths) {
        List<Integer> currents = lengths.wholes("current", 1);
        if (!lengths.has("current")) {
            lengths.missing("current");
        }
        if (new HashSet<>(currents).size() != currents.size()) {
            lengths.problem("current", currents, "not name a length twice");
        }
        return currents;
    }

    private List<StrategySpec> strategies(Fields fields, OptionalInt trained) {
        List<StrategySpec> strategies = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        List<JsonNode> items = fields.items("strategies");
        if (items.isEmpty()) {
            fields.missing("strategies");
        }
        for (int i = 0; i < items.size(); i++) {
            String path = "strategies[" + i + "]";
            for (StrategySpec spec : sweep(path, items.get(i), trained)) {
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
    private List<StrategySpec> sweep(String path, JsonNode node, OptionalInt trained) {
        if (!SweptStrategy.sweeps(node)) {
            return strategy(path, node, trained).stream().toList();
        }
        List<StrategySpec> strategies = new ArrayList<>();
        for (SweptStrategy swept : SweptStrategy.of(path, node, problems)) {
            strategy(path, swept.node(), trained)
                    .map(spec -> spec.swept(swept.family(), swept.values()))
                    .ifPresent(strategies::add);
        }
        return strategies;
    }

    /** {@code id}, {@code id:key=value}, or an object with id, optional label, name, config, dialect, and parameters. */
    private Optional<StrategySpec> strategy(String path, JsonNode node, OptionalInt trained) {
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

    /** The label under {@code baseline}, or else of the first strategy that can drift from the reference. */
    private String baseline(Fields fields, StrategySpec reference, List<StrategySpec> strategies) {
        List<String> labels = strategies.stream().map(StrategySpec::label).toList();
        Optional<String> given = fields.text("baseline");
        given.filter(label -> !labels.contains(label))
                .ifPresent(label -> problems.add(new Problem(
                        "baseline", label, "be the label of a strategy", Nearest.suggestion(label, labels))));
        return given.orElseGet(() -> strategies.stream()
                .filter(spec -> !spec.strategy().equals(reference.strategy()))
                .findFirst()
                .or(() -> strategies.stream().findFirst())
                .map(StrategySpec::label)
                .orElse(""));
    }

    private List<Arithmetic> arithmetics(Fields fields) {
        List<Arithmetic> arithmetics = new ArrayList<>();
        List<JsonNode> items = fields.items("arithmetic");
        for (int i = 0; i < items.size(); i++) {
            String path = "arithmetic[" + i + "]";
            try {
                Arithmetic arithmetic = Arithmetic.of(items.get(i).asText());
                if (arithmetics.contains(arithmetic)) {
                    problems.add(Problem.of(path, items.get(i).asText(), "not be named twice"));
                }
                arithmetics.add(arithmetic);
            } catch (InvalidParameter e) {
                problems.add(Problem.of(path, e));
            }
        }
        return fields.has("arithmetic") ? arithmetics : List.of(Arithmetic.F64);
    }

    private static Optional<String> text(Map<String, Object> block, String key) {
        return Optional.ofNullable(block.remove(key)).map(String::valueOf);
    }

    private List<Metric> metrics(Fields fields) {
        List<Metric> metrics = new ArrayList<>();
        List<JsonNode> items = fields.items("metrics");
        if (items.isEmpty()) {
            fields.missing("metrics");
        }
        for (int i = 0; i < items.size(); i++) {
            String path = "metrics[" + i + "]";
            JsonNode node = items.get(i);
            try {
                Map<String, Object> parameters = node.isObject()
                        ? new LinkedHashMap<>(TREES.convertValue(node, new TypeReference<Map<String, Object>>() {}))
                        : new LinkedHashMap<>(Map.of("id", node.asText()));
                Metric metric = Metrics.builtIn().read(String.valueOf(parameters.remove("id")), Params.of(parameters));
                if (metrics.contains(metric)) {
                    problems.add(Problem.of(path, metric.type().id(), "not be named twice with the same parameters"));
                }
                metrics.add(metric);
            } catch (InvalidParameter e) {
                problems.add(Problem.of(path, e));
            }
        }
        return metrics;
    }

    private void checkLengths(StudySpec spec) {
        for (DataSet data : spec.data()) {
            for (int current : spec.currents()) {
                if (spec.exclusions().stream().noneMatch(exclusion -> exclusion.covers(data, current))) {
                    data.refusal(current).ifPresent(rule -> problems.add(Problem.of("lengths.current", current, rule)));
                }
            }
        }
    }

    /** A metric of attention outputs needs values. */
    private void checkValues(StudySpec spec) {
        for (Metric metric : spec.metrics()) {
            if (metric instanceof RowMetric rows && rows.needsValues()) {
                spec.data().stream()
                        .filter(data -> !data.hasValues())
                        .forEach(data -> problems.add(Problem.of(
                                "metrics", metric.type().id(), "be left out: " + data.name() + " holds no values v")));
            }
        }
    }

    /** A strategy that is not defined in some cell is a problem of the file, found before anything runs. */
    private void checkEncodings(StudySpec spec) {
        List<StrategySpec> all = new ArrayList<>(spec.strategies());
        all.add(spec.reference());
        for (StrategySpec strategy : all) {
            firstFailure(spec, strategy).ifPresent(e -> problems.add(Problem.of("strategy " + strategy.label(), e)));
        }
    }

    private static Optional<InvalidParameter> firstFailure(StudySpec spec, StrategySpec strategy) {
        for (RopeContext context : spec.contexts()) {
            if (spec.exclusions().stream().anyMatch(exclusion -> exclusion.covers(strategy, context))
                    && !strategy.equals(spec.reference())) {
                continue;
            }
            try {
                strategy.encode(context);
            } catch (InvalidParameter e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }
}

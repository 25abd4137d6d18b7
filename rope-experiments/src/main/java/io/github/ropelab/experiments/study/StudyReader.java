package io.github.ropelab.experiments.study;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.experiments.input.YamlFile;
import io.github.ropelab.experiments.metric.ComparedKeys;
import io.github.ropelab.experiments.metric.ComparisonMetric;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.metric.Metrics;
import io.github.ropelab.experiments.metric.ModelMetric;
import io.github.ropelab.experiments.metric.RowMetric;
import io.github.ropelab.experiments.outcome.ModelVectors;
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

    private final ModelFiles models;

    private StudyReader(Path file, byte[] content, Path captures, ModelFiles models) {
        this.file = file;
        this.content = content;
        this.captures = captures;
        this.models = models;
    }

    /**
     * Reads a study.
     *
     * @param study a YAML file, or a folder that holds {@code study.yaml}
     * @param captures the folder of {@code catalog.yaml}, where captures are found by name; the folders of presets, models
     *     and texts lie beside it
     * @throws InvalidInput with all problems
     */
    public static StudySpec read(Path study, Path captures) {
        return read(study, captures, ModelFiles.none());
    }

    /** As the shorter form, with places of models that the study names. */
    public static StudySpec read(Path study, Path captures, ModelFiles models) {
        Path file = Files.isDirectory(study) ? study.resolve("study.yaml") : study;
        return new StudyReader(file, YamlFile.bytes(file), captures, models).read();
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
        return new StudyReader(file, content, captures, ModelFiles.none()).read();
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
        boolean needsData = shapes.isEmpty()
                || metrics.stream().anyMatch(metric -> metric instanceof RowMetric || metric instanceof ModelMetric);
        ModelReader ofModels = new ModelReader(file, captures, models, firstRow, heads.trained(), problems);
        DataReader vectors = new DataReader(file, captures, heads, ofModels, problems);
        List<DataSet> data = needsData || fields.has("data") ? vectors.read(fields) : List.of();
        notes.addAll(ofModels.leftOut().values());
        OptionalInt trained = lengths.map(l -> trained(l, heads.trained())).orElse(OptionalInt.empty());
        lengths.ifPresent(Fields::rejectUnread);
        StrategyReader named =
                new StrategyReader(problems, trained, firstContext(data, shapes, trained, target, currents));
        List<StrategySpec> strategies = named.strategies(fields);
        ReferenceReader reading = new ReferenceReader(fields, problems);
        StrategySpec reference = named.strategy("reference", reading.strategy())
                .or(() -> named.strategy("reference", TREES.valueToTree("none")))
                .orElseThrow();
        ComparedKeys comparedKeys = reading.keys();
        String baseline = baseline(fields, reference, strategies);
        ComparedPairs pairs = pairs(fields, metrics);
        Scores scoring = ScoresReader.read(fields, metrics, arithmetics, comparedKeys, problems);
        List<JsonNode> exclude = fields.items("exclude").stream()
                .filter(item -> !ofModels.leavesOut(item))
                .toList();
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
            checkModels(spec);
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
            for (RopeContext context : spec.contexts(data)) {
                int current = context.lengths().current();
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

    /** A metric of a model needs one, and the passes that vectors come from a rule that is defined. */
    private void checkModels(StudySpec spec) {
        for (Metric metric : spec.metrics()) {
            if (metric instanceof ModelMetric && spec.data().stream().noneMatch(ModelVectors.class::isInstance)) {
                problems.add(Problem.of("metrics", metric.type().id(), "be left out where data names no model"));
            }
        }
        for (DataSet data : spec.data()) {
            if (data instanceof ModelVectors model) {
                try {
                    spec.contexts(data).forEach(model::requireDefined);
                } catch (InvalidParameter e) {
                    problems.add(Problem.of("under of " + model.name(), e));
                }
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

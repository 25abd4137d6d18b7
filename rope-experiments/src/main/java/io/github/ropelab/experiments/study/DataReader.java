package io.github.ropelab.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.experiments.data.Capture;
import io.github.ropelab.experiments.data.CaptureCatalog;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.GaussianVectors;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads a study's {@code data} and {@code seeds}: {@code {capture: NAME}} from the catalogue, {@code {file: PATH, base:
 * B, pairing: P}} for a safetensors file of one's own, {@code {gaussian: NAME, head_dim: D, base: B, pairing: P}} for
 * drawn vectors.
 */
final class DataReader {
    private final Path studyFile;
    private final Path captures;
    private final List<Problem> problems;

    DataReader(Path studyFile, Path captures, List<Problem> problems) {
        this.studyFile = studyFile;
        this.captures = captures;
        this.problems = problems;
    }

    List<DataSet> read(Fields study) {
        List<JsonNode> items = study.items("data");
        if (items.isEmpty()) {
            study.missing("data");
        }
        boolean drawn = items.stream().anyMatch(item -> item.has("gaussian"));
        OptionalInt seeds = OptionalInt.of(1);
        long rootSeed = 0;
        Optional<Fields> seedFields = study.object("seeds");
        if (seedFields.isPresent()) {
            seeds = seedFields.get().whole("count", 1);
            rootSeed = seedFields.get().whole("root", 0).orElse(0);
            seedFields.get().rejectUnread();
            if (!drawn) {
                study.problem("seeds", "given", "be left out where no data is drawn");
            }
        } else if (drawn) {
            study.missing("seeds");
        }
        List<DataSet> data = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Fields fields = new Fields("data[" + i + "]", items.get(i), problems);
            Optional<DataSet> set = dataSet(fields, seeds.orElse(1), rootSeed);
            fields.rejectUnread();
            set.ifPresent(data::add);
            set.filter(s -> !names.add(s.name())).ifPresent(s -> fields.problem("name", s.name(), "be unique"));
        }
        return data;
    }

    /** {@code geometry}: {@code {head_dim: D, base: B, pairing: P}} or a list of such; heads without vectors. */
    List<HeadShape> shapes(Fields study) {
        List<JsonNode> items = study.items("geometry");
        Set<HeadShape> shapes = new LinkedHashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Fields fields = new Fields("geometry[" + i + "]", items.get(i), problems);
            Optional<HeadShape> shape = orProblem(fields, () -> shape(fields)).flatMap(s -> s);
            fields.rejectUnread();
            shape.filter(s -> !shapes.add(s))
                    .ifPresent(s -> problems.add(Problem.of(fields.path(), s, "not be named twice")));
        }
        return List.copyOf(shapes);
    }

    /** Width, pairing and base; empty where a problem was found. */
    private Optional<HeadShape> shape(Fields fields) {
        int before = problems.size();
        OptionalInt headDim = fields.whole("head_dim", 2);
        if (!fields.has("head_dim")) {
            fields.missing("head_dim");
        }
        OptionalInt rotaryDim = fields.whole("rotary_dim", 2);
        Optional<Pairing> pairing = pairing(fields);
        OptionalDouble base = base(fields);
        if (problems.size() > before) {
            return Optional.empty();
        }
        RotaryGeometry geometry =
                new RotaryGeometry(headDim.getAsInt(), rotaryDim.orElse(headDim.getAsInt()), pairing.orElseThrow());
        return Optional.of(new HeadShape(geometry, base.orElseThrow()));
    }

    private Optional<DataSet> dataSet(Fields fields, int seeds, long rootSeed) {
        int before = problems.size();
        try {
            if (fields.has("capture")) {
                List<Integer> layers = fields.wholes("layers", 0);
                String name = fields.requiredText("capture");
                return problems.size() > before
                        ? Optional.empty()
                        : Optional.of(CaptureCatalog.read(captures).open(name, layers));
            }
            if (fields.has("file")) {
                Path path = studyFile.toAbsolutePath().getParent().resolve(fields.requiredText("file"));
                List<Integer> layers = fields.wholes("layers", 0);
                Optional<Pairing> pairing = pairing(fields);
                OptionalDouble base = base(fields);
                String name = fields.text("name").orElse(path.getFileName().toString());
                return problems.size() > before
                        ? Optional.empty()
                        : Optional.of(Capture.open(
                                name, path, pairing.orElseThrow(), base.orElseThrow(), layers, new TreeMap<>()));
            }
            if (fields.has("gaussian")) {
                return gaussian(fields, seeds, rootSeed, before);
            }
            problems.add(Problem.of(fields.at("capture"), "missing", "be given: one of capture, file or gaussian"));
        } catch (InvalidInput e) {
            e.problems()
                    .forEach(p ->
                            problems.add(new Problem(fields.path(), "", "be usable: " + e.source() + " " + p, "")));
        } catch (InvalidParameter e) {
            problems.add(Problem.of(fields.path(), e));
        }
        return Optional.empty();
    }

    private Optional<DataSet> gaussian(Fields fields, int seeds, long rootSeed, int before) {
        String name = fields.requiredText("gaussian");
        Optional<HeadShape> shape = shape(fields);
        List<Double> energy = fields.numbers("energy");
        List<Double> meanShare = fields.numbers("mean_share");
        if (problems.size() > before) {
            return Optional.empty();
        }
        HeadShape head = shape.orElseThrow();
        return Optional.of(new GaussianVectors(name, head.geometry(), head.base(), energy, meanShare, rootSeed, seeds));
    }

    private Optional<Pairing> pairing(Fields fields) {
        if (!fields.has("pairing")) {
            fields.missing("pairing");
        }
        return fields.text("pairing").flatMap(text -> orProblem(fields, () -> Pairing.of(text)));
    }

    private OptionalDouble base(Fields fields) {
        if (!fields.has("base")) {
            fields.missing("base");
        }
        OptionalDouble base = fields.number("base");
        base.ifPresent(b -> orProblem(
                fields, () -> new RopeContext(RotaryGeometry.full(2, Pairing.HALF_SPLIT), b, Lengths.trained(1))));
        return base;
    }

    private <T> Optional<T> orProblem(Fields fields, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (InvalidParameter e) {
            problems.add(Problem.of(fields.path(), e));
            return Optional.empty();
        }
    }
}

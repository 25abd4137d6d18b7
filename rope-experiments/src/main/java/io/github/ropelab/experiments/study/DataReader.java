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
 * drawn vectors, or {@code {gaussian: NAME, preset: MODEL}} for those of a model's heads.
 */
final class DataReader {
    private final Path studyFile;
    private final Path captures;
    private final GeometryReader heads;
    private final List<Problem> problems;

    DataReader(Path studyFile, Path captures, GeometryReader heads, List<Problem> problems) {
        this.studyFile = studyFile;
        this.captures = captures;
        this.heads = heads;
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
        Optional<HeadShape> shape = heads.one(fields);
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

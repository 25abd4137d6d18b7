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
import io.github.ropelab.experiments.data.EnergyProfile;
import io.github.ropelab.experiments.data.GaussianVectors;
import io.github.ropelab.experiments.data.Needle;
import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.data.TensorLayout;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.NpyTensors;
import io.github.ropelab.model.tensor.SafetensorsFile;
import io.github.ropelab.model.tensor.ShardedSafetensors;
import io.github.ropelab.model.tensor.TensorSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a study's {@code data} and {@code seeds}: {@code {capture: NAME}} from the catalogue, {@code {file: PATH, base:
 * B, pairing: P}} for safetensors files of one's own, {@code {q: PATH, k: PATH, v: PATH, base: B, pairing: P}} for .npy
 * files, {@code {gaussian: NAME, head_dim: D, base: B, pairing: P}} for drawn vectors, or {@code {gaussian: NAME, preset:
 * MODEL}} for those of a model's heads, and {@code {model: NAME, text: NAME}} for a model that is run; see docs/studies.md.
 */
final class DataReader {
    private final Path studyFile;
    private final Path captures;
    private final GeometryReader heads;
    private final ModelReader models;
    private final List<Problem> problems;

    DataReader(Path studyFile, Path captures, GeometryReader heads, ModelReader models, List<Problem> problems) {
        this.studyFile = studyFile;
        this.captures = captures;
        this.heads = heads;
        this.models = models;
        this.problems = problems;
    }

    List<DataSet> read(Fields study) {
        List<JsonNode> items = study.items("data");
        if (items.isEmpty()) {
            study.missing("data");
        }
        boolean drawn = items.stream().anyMatch(item -> item.has("gaussian"));
        Optional<Seeds> seeds = study.object("seeds").map(this::seeds);
        if (seeds.isPresent() && !drawn) {
            study.problem("seeds", "given", "be left out where no data is drawn");
        }
        if (seeds.isEmpty() && items.stream().anyMatch(item -> item.has("gaussian") && !item.has("seeds"))) {
            study.missing("seeds");
        }
        List<DataSet> data = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Fields fields = new Fields("data[" + i + "]", items.get(i), problems);
            Optional<DataSet> set = dataSet(fields, seeds.orElse(new Seeds(1, 0)));
            fields.rejectUnread();
            set.ifPresent(data::add);
            set.filter(s -> !names.add(s.name())).ifPresent(s -> fields.problem("name", s.name(), "be unique"));
        }
        models.rejectUnread();
        if (data.isEmpty() && !models.leftOut().isEmpty()) {
            study.problem("data", models.leftOut().keySet(), "hold a model that is there");
        }
        return data;
    }

    private record Seeds(int count, long root) {}

    private Seeds seeds(Fields fields) {
        OptionalInt count = fields.whole("count", 1);
        OptionalInt root = fields.whole("root", 0);
        fields.rejectUnread();
        return new Seeds(count.orElse(1), root.orElse(0));
    }

    private Optional<DataSet> dataSet(Fields fields, Seeds seeds) {
        int before = problems.size();
        try {
            if (fields.has("capture")) {
                String name = fields.requiredText("capture");
                Capture.Selection selection = selection(fields);
                return problems.size() > before
                        ? Optional.empty()
                        : Optional.of(CaptureCatalog.read(captures).open(name, selection));
            }
            if (fields.has("file")) {
                return file(fields, before);
            }
            if (fields.has("q")) {
                return arrays(fields, before);
            }
            if (fields.has("gaussian")) {
                return gaussian(fields, seeds, before);
            }
            if (fields.has("model")) {
                return models.read(fields, before);
            }
            problems.add(Problem.of(
                    fields.at("capture"), "missing", "be given: one of capture, file, q, gaussian or model"));
        } catch (InvalidInput e) {
            e.problems()
                    .forEach(p ->
                            problems.add(new Problem(fields.path(), "", "be usable: " + e.source() + " " + p, "")));
        } catch (InvalidParameter e) {
            problems.add(Problem.of(fields.path(), e));
        }
        return Optional.empty();
    }

    private static Capture.Selection selection(Fields fields) {
        return new Capture.Selection(fields.wholes("layers", 0), fields.wholes("heads", 0));
    }

    private Path beside(String path) {
        Path folder = studyFile.toAbsolutePath().getParent();
        Path found = folder.resolve(path);
        return Files.exists(folder) ? found : found.normalize(); // nothing goes up from a folder that is not there yet
    }

    /** A safetensors file, or the index of several. */
    private Optional<DataSet> file(Fields fields, int before) {
        Path path = beside(fields.requiredText("file"));
        TensorLayout.Axes axes = axes(fields);
        Optional<Fields> tensors = fields.object("tensors");
        Optional<TensorLayout> layout = tensors.isPresent()
                ? layout(tensors.get(), axes)
                : Optional.of(TensorLayout.standard().with(axes));
        tensors.ifPresent(Fields::rejectUnread);
        String name = fields.text("name").orElse(path.getFileName().toString());
        return captured(
                fields,
                name,
                layout,
                before,
                selection ->
                        path.toString().endsWith(".json") ? ShardedSafetensors.open(path) : SafetensorsFile.open(path));
    }

    /** Arrays in .npy files, one per tensor and layer. */
    private Optional<DataSet> arrays(Fields fields, int before) {
        Optional<TensorLayout> layout = layout(fields, axes(fields));
        String name = fields.text("name").orElse(fields.requiredText("q"));
        return captured(fields, name, layout, before, selection -> {
            boolean layered = layout.orElseThrow().layered();
            InvalidParameter.require(
                    !layered || !selection.layers().isEmpty(),
                    "layers",
                    "missing",
                    "be given where file names hold " + TensorLayout.LAYER);
            Map<String, Path> files = new TreeMap<>();
            layout.get().names(layered ? selection.layers() : List.of()).forEach(file -> files.put(file, beside(file)));
            return NpyTensors.read(files);
        });
    }

    /** Names of q, k and, if there are values, v. */
    private Optional<TensorLayout> layout(Fields fields, TensorLayout.Axes axes) {
        String q = fields.requiredText("q");
        String k = fields.requiredText("k");
        Optional<String> v = fields.text("v");
        return orProblem(fields, () -> new TensorLayout(q, k, v, axes));
    }

    private Optional<DataSet> captured(
            Fields fields,
            String name,
            Optional<TensorLayout> layout,
            int before,
            Function<Capture.Selection, TensorSource> source) {
        Capture.Selection selection = selection(fields);
        Optional<Pairing> pairing = pairing(fields);
        OptionalInt rotaryDim = fields.whole("rotary_dim", 2);
        OptionalDouble base = base(fields);
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(Capture.open(
                        name,
                        source.apply(selection),
                        layout.orElseThrow(),
                        selection,
                        pairing.orElseThrow(),
                        rotaryDim,
                        base.orElseThrow(),
                        new TreeMap<>()));
    }

    private TensorLayout.Axes axes(Fields fields) {
        return fields.text("axes")
                .flatMap(text -> orProblem(fields, () -> TensorLayout.Axes.of(text)))
                .orElse(TensorLayout.Axes.HTD);
    }

    private Optional<DataSet> gaussian(Fields fields, Seeds seeds, int before) {
        String name = fields.requiredText("gaussian");
        Optional<HeadShape> shape = heads.one(fields);
        double correlation = fields.number("correlation").orElse(0);
        Optional<Needle> needle = fields.object("needle").flatMap(n -> orProblem(n, () -> needle(n)));
        double sink = fields.number("sink").orElse(1);
        Seeds own = fields.object("seeds").map(this::seeds).orElse(seeds);
        List<EnergyProfile> profiles = fields.has("profile") ? measured(fields) : List.of(given(fields, correlation));
        if (problems.size() > before) {
            return Optional.empty();
        }
        HeadShape head = shape.orElseThrow();
        return Optional.of(new GaussianVectors(
                name,
                head.geometry(),
                head.base(),
                profiles.get(0),
                profiles.get(profiles.size() - 1),
                correlation,
                needle,
                sink,
                own.root(),
                own.count()));
    }

    private static EnergyProfile given(Fields fields, double correlation) {
        return EnergyProfile.of(
                fields.numbers("energy"), fields.numbers("mean_share"), Math.min(1, Math.abs(correlation)));
    }

    /** {@code profile: {capture: NAME, layer: N, head: H}}: those of a head's queries and of its keys. */
    private List<EnergyProfile> measured(Fields fields) {
        for (String other : List.of("energy", "mean_share")) {
            if (fields.has(other)) {
                fields.problem(other, "given", "be left out beside a profile");
            }
        }
        int before = problems.size();
        Fields profile = fields.object("profile").orElseThrow();
        String name = profile.requiredText("capture");
        OptionalInt layer = requiredWhole(profile, "layer");
        OptionalInt head = requiredWhole(profile, "head");
        profile.rejectUnread();
        if (problems.size() > before) {
            return List.of();
        }
        Capture capture = CaptureCatalog.read(captures)
                .open(name, new Capture.Selection(List.of(layer.getAsInt()), List.of(head.getAsInt())));
        Slice slice = capture.slices().get(0);
        return List.of(capture.queryProfile(slice), capture.keyProfile(slice));
    }

    private static Needle needle(Fields fields) {
        OptionalDouble position = fields.number("position");
        OptionalDouble strength = fields.number("strength");
        if (!fields.has("position")) {
            fields.missing("position");
        }
        if (!fields.has("strength")) {
            fields.missing("strength");
        }
        OptionalInt queries = fields.whole("queries", 1);
        fields.rejectUnread();
        return new Needle(position.orElse(0), strength.orElse(0), queries.orElse(1));
    }

    private static OptionalInt requiredWhole(Fields fields, String key) {
        if (!fields.has(key)) {
            fields.missing(key);
        }
        return fields.whole(key, 0);
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

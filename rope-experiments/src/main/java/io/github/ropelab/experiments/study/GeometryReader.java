package io.github.ropelab.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.model.config.Presets;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads heads: {@code {head_dim: D, base: B, pairing: P}}, where D and B may be lists, {@code {preset: NAME}} or {@code
 * {config: PATH}}. A model's own scaling is no part of its heads. Remembers the trained lengths of the models.
 */
final class GeometryReader {
    private final Path studyFile;
    private final Path presets;
    private final List<Problem> problems;
    private final Map<String, Integer> trained = new TreeMap<>();

    /**
     * @param studyFile paths of configs are relative to its folder
     * @param presets the folder of bundled configs
     * @param problems collects
     */
    GeometryReader(Path studyFile, Path presets, List<Problem> problems) {
        this.studyFile = studyFile;
        this.presets = presets;
        this.problems = problems;
    }

    /** Trained length of every model that was named, tokens. */
    Map<String, Integer> trained() {
        return trained;
    }

    /** {@code geometry}: one item or a list of them; heads without vectors. */
    List<HeadShape> shapes(Fields study) {
        List<JsonNode> items = study.items("geometry");
        Set<HeadShape> shapes = new LinkedHashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Fields fields = new Fields("geometry[" + i + "]", items.get(i), problems);
            List<HeadShape> found = heads(fields);
            fields.rejectUnread();
            found.stream()
                    .filter(shape -> !shapes.add(shape))
                    .forEach(shape -> problems.add(Problem.of(fields.path(), shape, "not be named twice")));
        }
        return List.copyOf(shapes);
    }

    /** One head: widths, pairing and base, or a model; empty where a problem was found. */
    Optional<HeadShape> one(Fields fields) {
        List<HeadShape> shapes = heads(fields);
        if (shapes.size() > 1) {
            problems.add(Problem.of(fields.path(), shapes.size() + " of them", "name one head"));
        }
        return shapes.stream().findFirst();
    }

    private List<HeadShape> heads(Fields fields) {
        boolean preset = fields.has("preset");
        boolean config = fields.has("config");
        return preset || config ? model(fields, preset).stream().toList() : product(fields);
    }

    /** The head of a preset or a config; empty where a problem was found. */
    private Optional<HeadShape> model(Fields fields, boolean preset) {
        String key = preset ? "preset" : "config";
        for (String other : List.of(preset ? "config" : "preset", "head_dim", "rotary_dim", "base", "pairing")) {
            if (fields.has(other)) {
                fields.problem(other, "given", "be left out beside " + key);
            }
        }
        String name = fields.requiredText(key);
        Optional<String> layerType = fields.text("layer_type");
        return orProblem(fields, () -> {
            Path file = preset
                    ? Presets.in(presets).file(name)
                    : studyFile.toAbsolutePath().getParent().resolve(name);
            RopeSetup setup = RopeRequest.ofConfig(file).layerType(layerType).resolve();
            if (setup.trainedKnown()) {
                trained.put(key + " " + name, setup.context().lengths().trained());
            }
            return new HeadShape(setup.context().geometry(), setup.context().base());
        });
    }

    /** The product of widths and bases; empty where a problem was found. */
    private List<HeadShape> product(Fields fields) {
        int before = problems.size();
        for (String key : List.of("head_dim", "pairing", "base")) {
            if (!fields.has(key)) {
                fields.missing(key);
            }
        }
        List<Integer> headDims = fields.wholes("head_dim", 2);
        OptionalInt rotaryDim = fields.whole("rotary_dim", 2);
        Optional<Pairing> pairing = fields.text("pairing").flatMap(text -> orProblem(fields, () -> Pairing.of(text)));
        List<Double> bases = fields.numbers("base");
        bases.forEach(base -> orProblem(
                fields, () -> new RopeContext(RotaryGeometry.full(2, Pairing.HALF_SPLIT), base, Lengths.trained(1))));
        List<HeadShape> shapes = new ArrayList<>();
        if (problems.size() == before) {
            for (int headDim : headDims) {
                for (double base : bases) {
                    orProblem(
                                    fields,
                                    () -> new RotaryGeometry(headDim, rotaryDim.orElse(headDim), pairing.orElseThrow()))
                            .ifPresent(geometry -> shapes.add(new HeadShape(geometry, base)));
                }
            }
        }
        return problems.size() == before ? shapes : List.of();
    }

    private <T> Optional<T> orProblem(Fields fields, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (InvalidParameter e) {
            boolean preset = e.name().equals("--preset");
            problems.add(
                    preset
                            ? new Problem(
                                    fields.at("preset"),
                                    e.value(),
                                    e.rule(),
                                    e.suggestion().orElse(""))
                            : Problem.of(fields.path(), e));
        } catch (InvalidInput e) {
            e.problems()
                    .forEach(p ->
                            problems.add(new Problem(fields.path(), "", "be usable: " + e.source() + " " + p, "")));
        }
        return Optional.empty();
    }
}

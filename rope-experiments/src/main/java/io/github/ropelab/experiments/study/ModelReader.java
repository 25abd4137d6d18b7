package io.github.ropelab.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.SweptLengths;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.experiments.outcome.ModelVectors;
import io.github.ropelab.experiments.outcome.PassGate;
import io.github.ropelab.experiments.outcome.StudyModel;
import io.github.ropelab.experiments.outcome.TextWindows;
import io.github.ropelab.model.checkpoint.Checkpoints;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads {@code {model: NAME, text: NAME, windows: N, layers: [..], heads: [..], under: STRATEGY}} of a study's data. Models of one
 * place are opened once.
 */
final class ModelReader {
    static final String LEFT_OUT = " is left out: it is not there; ";

    private final Path folder;
    private final Path data;
    private final ModelFiles files;
    private final int firstRow;
    private final Map<String, Integer> trained;
    private final List<Problem> problems;
    private final PassGate gate = new PassGate();
    private final Map<Path, StudyModel> opened = new LinkedHashMap<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private final Set<String> named = new LinkedHashSet<>();

    /**
     * @param studyFile paths are relative to its folder
     * @param captures the folders {@code models} and {@code text} lie beside it
     * @param files places that were given
     * @param firstRow of the study
     * @param trained collects the trained lengths of the models that are swept over the study's lengths
     * @param problems collects
     */
    ModelReader(
            Path studyFile,
            Path captures,
            ModelFiles files,
            int firstRow,
            Map<String, Integer> trained,
            List<Problem> problems) {
        folder = studyFile.toAbsolutePath().getParent();
        data = captures.toAbsolutePath().getParent();
        this.files = files;
        this.firstRow = firstRow;
        this.trained = trained;
        this.problems = problems;
    }

    /** Models that are left out because they are not there: name in results, and a note that says so. */
    Map<String, String> leftOut() {
        return leftOut;
    }

    /** Whether an exclusion is about models alone that are left out anyway. */
    boolean leavesOut(JsonNode exclusion) {
        JsonNode names = exclusion.path("data");
        List<String> texts = new ArrayList<>();
        (names.isArray() ? names : List.of(names)).forEach(name -> texts.add(name.asText()));
        return !leftOut.isEmpty() && leftOut.keySet().containsAll(texts);
    }

    /** A place that was given for a model that the study does not name is a mistake. */
    void rejectUnread() {
        files.paths().keySet().stream()
                .filter(name -> !named.contains(name))
                .forEach(name -> problems.add(
                        new Problem("--model", name, "be a model of the study", Nearest.suggestion(name, named))));
    }

    /** One item; empty where a problem was found, or where the model is left out. */
    Optional<DataSet> read(Fields fields, int before) {
        String model = fields.requiredText("model");
        String name = fields.text("name").orElse(Path.of(model).getFileName().toString());
        boolean optional = flag(fields, "optional");
        String text = fields.requiredText("text");
        OptionalInt windows = fields.whole("windows", 1);
        ModelVectors.Selection selection =
                new ModelVectors.Selection(fields.wholes("layers", 0), fields.wholes("heads", 0));
        List<JsonNode> under = fields.items("under");
        if (under.size() > 1) {
            fields.problem("under", under.size() + " of them", "be one strategy");
        }
        Optional<Fields> lengths = fields.object("lengths");
        OptionalInt first = fields.whole("first_row", 0);
        Optional<Path> place = place(model);
        named.add(model);
        if (problems.size() > before) {
            return Optional.empty();
        }
        if (place.isEmpty()) {
            missing(fields, name, model, optional);
            lengths.ifPresent(ModelReader::readAll);
            return Optional.empty();
        }
        StudyModel opening = opened.computeIfAbsent(place.get(), path -> new StudyModel(Checkpoints.open(path), gate));
        int known = problems.size();
        Optional<SweptLengths> own = lengths.map(given -> own(given, opening, first.orElse(firstRow)));
        if (own.isEmpty()) {
            trained.put("model " + name, opening.trained());
            first.ifPresent(row -> fields.problem("first_row", row, "stand beside lengths of the model's own"));
        }
        if (problems.size() > known) {
            return Optional.empty();
        }
        JsonNode rule = under.isEmpty() ? TextNode.valueOf("none") : under.get(0);
        int length = opening.trained();
        RopeContext tried = new RopeContext(opening.geometry(), opening.base(), new Lengths(length, length, length));
        Optional<StrategySpec> spec = new StrategyReader(problems, OptionalInt.empty(), Optional.of(tried))
                .strategy(fields.at("under"), rule);
        return spec.map(strategy -> new ModelVectors(
                name,
                opening,
                windows(text, opening, windows.orElse(1)),
                selection,
                strategy,
                rule.isTextual() ? rule.asText() : rule.toString(),
                own));
    }

    private boolean flag(Fields fields, String key) {
        String text = fields.text(key).orElse("false");
        if (!List.of("true", "false").contains(text)) {
            fields.problem(key, text, "be true or false");
        }
        return text.equals("true");
    }

    /** Where a model is: a place that was given, a bundled model, or a path. */
    private Optional<Path> place(String model) {
        Path given = files.paths().get(model);
        if (given != null) {
            return Optional.of(given);
        }
        Path bundled = data.resolve("models").resolve(model);
        return Files.exists(bundled)
                ? Optional.of(bundled)
                : Optional.of(folder.resolve(model)).filter(Files::exists);
    }

    private void missing(Fields fields, String name, String model, boolean optional) {
        String how = "give its place with --model " + model + "=PATH";
        if (optional) {
            leftOut.put(name, "model " + name + LEFT_OUT + how);
        } else {
            problems.add(new Problem(
                    fields.at("model"), model, "be a folder of data/models, or a folder or file that exists", how));
        }
    }

    private static void readAll(Fields lengths) {
        List.of("trained", "target", "current").forEach(lengths::has);
        lengths.rejectUnread();
    }

    private static SweptLengths own(Fields fields, StudyModel model, int firstRow) {
        List<Integer> currents = fields.wholes("current", 1);
        if (!fields.has("current")) {
            fields.missing("current");
        }
        SweptLengths lengths = new SweptLengths(
                fields.whole("trained", 1).orElse(model.trained()), fields.whole("target", 1), currents, firstRow);
        fields.rejectUnread();
        return lengths;
    }

    private TextWindows windows(String text, StudyModel model, int count) {
        Path bundled = data.resolve("text").resolve(text + ".txt");
        Path file = Files.exists(bundled) ? bundled : folder.resolve(text);
        try {
            int[] tokens = model.tokenizer().encode(Files.readString(file));
            return new TextWindows(file.getFileName().toString(), FileHash.sha256(file), tokens, count);
        } catch (IOException e) {
            throw new InvalidParameter(
                    "text", text, "be a text of data/text, or a UTF-8 file that can be read: " + IoReason.of(e));
        }
    }
}

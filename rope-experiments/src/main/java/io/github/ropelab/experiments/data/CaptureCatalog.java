package io.github.ropelab.experiments.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.experiments.input.YamlFile;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.SafetensorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The captures of a folder, as its {@code catalog.yaml} describes them: name, file, SHA-256, pairing, base, and where
 * they come from. A file whose hash differs from the catalogue's is refused.
 */
public final class CaptureCatalog {
    private record Entry(Path file, String sha256, Pairing pairing, double base, SortedMap<String, String> origin) {}

    private final Path catalog;
    private final Map<String, Entry> entries;

    private CaptureCatalog(Path catalog, Map<String, Entry> entries) {
        this.catalog = catalog;
        this.entries = entries;
    }

    /**
     * Reads {@code catalog.yaml} of a folder.
     *
     * @throws InvalidInput with all problems of the catalogue
     */
    public static CaptureCatalog read(Path folder) {
        Path catalog = folder.resolve("catalog.yaml");
        List<Problem> problems = new ArrayList<>();
        Fields root = new Fields("", YamlFile.read(catalog), problems);
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<JsonNode> items = root.items("captures");
        root.rejectUnread();
        for (int i = 0; i < items.size(); i++) {
            Fields fields = new Fields("captures[" + i + "]", items.get(i), problems);
            int before = problems.size();
            String name = fields.requiredText("name");
            String file = fields.requiredText("file");
            String sha256 = fields.requiredText("sha256");
            String pairing = fields.requiredText("pairing");
            double base = fields.number("base").orElse(0);
            SortedMap<String, String> origin = new TreeMap<>();
            for (String key : List.of("model", "model_licence", "text", "text_licence", "recipe", "note")) {
                fields.text(key).ifPresent(text -> origin.put(key, text.strip()));
            }
            fields.rejectUnread();
            if (problems.size() == before) {
                try {
                    entries.put(name, new Entry(folder.resolve(file), sha256, Pairing.of(pairing), base, origin));
                } catch (InvalidParameter e) {
                    problems.add(Problem.of("captures[" + i + "]", e));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(catalog.toString(), problems);
        }
        return new CaptureCatalog(catalog, entries);
    }

    /** Names in order of the catalogue. */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /** All query heads of some layers of a capture. */
    public Capture open(String name, List<Integer> layers) {
        return open(name, new Capture.Selection(layers, List.of()));
    }

    /**
     * Opens a capture.
     *
     * @param name in the catalogue
     * @param selection which heads to use
     * @throws InvalidInput if it is unknown, unreadable, or not the file that the catalogue describes
     */
    public Capture open(String name, Capture.Selection selection) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new InvalidInput(
                    catalog.toString(),
                    new Problem("capture", name, "be in the catalogue", Nearest.suggestion(name, entries.keySet())));
        }
        Capture capture = Capture.open(
                name,
                SafetensorsFile.open(entry.file()),
                TensorLayout.standard(),
                selection,
                entry.pairing(),
                OptionalInt.empty(),
                entry.base(),
                entry.origin());
        if (!capture.fingerprint().equals("sha256:" + entry.sha256())) {
            throw new InvalidInput(
                    entry.file().toString(),
                    Problem.of(
                            "sha256",
                            capture.fingerprint(),
                            "equal the catalogue's " + entry.sha256() + ": the file was changed"));
        }
        return capture;
    }
}

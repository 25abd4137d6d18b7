package io.github.ropelab.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The bundled configs of published models: one file each, found in their folder. */
public final class Presets {
    private static final String ENDING = ".json";

    private final Path folder;

    private Presets(Path folder) {
        this.folder = folder;
    }

    /** The presets of a folder. */
    public static Presets in(Path folder) {
        return new Presets(folder);
    }

    /**
     * A bundled config.
     *
     * @param name the file's name without its ending
     * @param file the config
     * @param model the published repository ({@code _model})
     * @param source where the values were read ({@code _source})
     * @param scaling the types that its rope blocks name, in short
     */
    public record Preset(String name, Path file, String model, String source, String scaling) {}

    /** All presets by name. */
    public List<Preset> all() {
        List<Preset> presets = new ArrayList<>();
        for (Path file : files()) {
            JsonNode json;
            try {
                json = new ObjectMapper().readTree(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new InvalidInput(file.toString(), Problem.of("", "", "be readable JSON: " + IoReason.of(e)));
            }
            presets.add(new Preset(
                    name(file), file, text(file, json, "_model"), text(file, json, "_source"), scaling(json)));
        }
        return presets;
    }

    /** All values of {@code rope_type} and {@code type} in rope blocks, wherever they are nested. */
    private static String scaling(JsonNode json) {
        Set<String> types = new LinkedHashSet<>();
        for (String key : List.of("rope_scaling", "rope_parameters")) {
            for (JsonNode block : json.findValues(key)) {
                block.findValues("rope_type").forEach(type -> types.add(type.asText()));
                if (types.isEmpty()) {
                    block.findValues("type").forEach(type -> types.add(type.asText()));
                }
            }
        }
        types.remove("default");
        return types.isEmpty() ? "no scaling" : String.join(", ", types);
    }

    /**
     * The file of a preset.
     *
     * @throws InvalidParameter if there is none of that name
     */
    public Path file(String name) {
        List<String> names = files().stream().map(Presets::name).toList();
        InvalidParameter.require(
                names.contains(name), "--preset", name, "name a bundled config", Nearest.suggestion(name, names));
        return folder.resolve(name + ENDING);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInput(folder.toString(), Problem.of("", "", "be a folder of presets: " + IoReason.of(e)));
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private static String text(Path file, JsonNode json, String key) {
        if (!json.path(key).isTextual()) {
            throw new InvalidInput(file.toString(), Problem.of(key, "missing", "be given"));
        }
        return json.get(key).asText();
    }
}

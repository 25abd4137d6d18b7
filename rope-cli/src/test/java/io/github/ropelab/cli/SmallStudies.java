package io.github.ropelab.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The bundled studies in seconds: every length a sixteenth (a quarter where models run) and of each list the last two, half the draws, one layer, two widths and
 * two bases. The figures are the same, of fewer rows.
 */
final class SmallStudies {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final int SMALLER = 16;

    /** Of studies that run models, whose texts must hold a key and the question for it; they keep all their lengths. */
    private static final int SMALLER_MODEL = 4;

    private static final int FEWER_DRAWS = 2;
    private static final int LAYER = 10;
    private static final Set<String> SWEPT = Set.of("current", "head_dim", "base");
    private static final Set<String> TOKENS = Set.of(
            "trained",
            "target",
            "current",
            "first_row",
            "last",
            "window",
            "positions",
            "offset",
            "chunk_size",
            "max_trained_positions");

    private final boolean models;

    private SmallStudies(Map<?, ?> study) {
        models = runsModels(study);
    }

    /** Names of the bundled studies. */
    static List<String> names() throws IOException {
        try (Stream<Path> studies = Files.list(ProjectRoot.find().resolve("data/studies"))) {
            return studies.map(study -> study.getFileName().toString()).sorted().toList();
        }
    }

    /** Runs one into a folder, with its report. */
    static Path run(String name, Path folder) throws IOException {
        Path bundled = ProjectRoot.find().resolve("data/studies").resolve(name).resolve("study.yaml");
        Map<String, Object> study = YAML.readValue(bundled.toFile(), new TypeReference<Map<String, Object>>() {});
        Path small = folder.resolve(name + ".yaml");
        YAML.writeValue(small.toFile(), new SmallStudies(study).smaller("", study));
        Path out = folder.resolve(name);
        System.setProperty("rope.home", ProjectRoot.find().toString()); // where captures are
        try {
            Ended ended = Ended.rope("run", small.toString(), "-o", out.toString(), "--quiet");
            if (ended.code() != 0) {
                throw new AssertionError(name + ": " + ended.err());
            }
            return out;
        } finally {
            System.clearProperty("rope.home");
        }
    }

    private static boolean runsModels(Map<?, ?> study) {
        return study.get("data") instanceof List<?> sets
                && sets.stream().anyMatch(set -> set instanceof Map<?, ?> map && map.containsKey("model"));
    }

    private Object smaller(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> smaller = new LinkedHashMap<>();
            map.forEach((inner, of) -> smaller.put(inner, smaller((String) inner, of)));
            if (map.containsKey("model")) {
                smaller.putAll(Map.of("windows", 1, "layers", 1, "heads", 1));
            }
            if (models) {
                smaller.remove("exclude"); // of windows and layers that are left out now
                smaller.computeIfPresent("first_row", (row, of) -> (Integer) of / SMALLER_MODEL);
            }
            if (map.containsKey("capture")) {
                smaller.put("layers", List.of(LAYER));
            }
            return smaller;
        }
        if (value instanceof List<?> list) {
            List<Object> smaller = new ArrayList<>();
            list.forEach(of -> smaller.add(smaller(key, of)));
            return SWEPT.contains(key) && !models && smaller.size() > 2
                    ? smaller.subList(smaller.size() - 2, smaller.size())
                    : smaller;
        }
        if (value instanceof Integer number) {
            return TOKENS.contains(key)
                    ? Math.max(1, number / (models ? SMALLER_MODEL : SMALLER))
                    : key.equals("count") ? (number + 1) / FEWER_DRAWS : number;
        }
        return value;
    }
}

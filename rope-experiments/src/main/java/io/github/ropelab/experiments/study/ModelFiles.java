package io.github.ropelab.experiments.study;

import io.github.ropelab.core.InvalidParameter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where models lie that a study names, on the machine that it runs on.
 *
 * @param paths name in the study to a folder or file
 */
public record ModelFiles(Map<String, Path> paths) {
    /** Copies the map. */
    public ModelFiles {
        paths = new LinkedHashMap<>(paths);
    }

    /** Nothing is said. */
    public static ModelFiles none() {
        return new ModelFiles(Map.of());
    }

    /**
     * Reads {@code NAME=PATH}, once for each model.
     *
     * @param option what messages call it
     */
    public static ModelFiles parse(String option, List<String> texts) {
        Map<String, Path> paths = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            InvalidParameter.require(equals > 0 && equals < text.length() - 1, option, text, "be NAME=PATH");
            Path earlier = paths.put(text.substring(0, equals), Path.of(text.substring(equals + 1)));
            InvalidParameter.require(earlier == null, option, text, "name a model once");
        }
        return new ModelFiles(paths);
    }
}

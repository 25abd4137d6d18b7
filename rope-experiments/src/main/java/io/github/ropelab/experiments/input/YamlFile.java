package io.github.ropelab.experiments.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The only place that knows the YAML library. */
public final class YamlFile {
    private YamlFile() {}

    /**
     * The file as a tree; duplicate keys are errors.
     *
     * @throws InvalidInput if it cannot be read or is not YAML
     */
    public static JsonNode read(Path file) {
        return parse(file, bytes(file));
    }

    /**
     * The bytes of a file.
     *
     * @throws InvalidInput if it cannot be read
     */
    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "exist"));
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }

    /**
     * Bytes as a tree.
     *
     * @param file that messages name
     * @throws InvalidInput if they are not YAML
     */
    public static JsonNode parse(Path file, byte[] bytes) {
        try {
            JsonNode tree = YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(bytes);
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                throw new InvalidInput(file.toString(), Problem.of("", "", "hold a YAML document, but is empty"));
            }
            return tree;
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + " ";
            String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new InvalidInput(file.toString(), Problem.of(at.strip(), "", "be YAML: " + reason));
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }
}

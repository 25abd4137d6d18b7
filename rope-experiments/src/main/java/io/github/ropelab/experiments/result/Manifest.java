package io.github.ropelab.experiments.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where results come from and what is needed to make them again. Holds no user, no host and no absolute path.
 *
 * @param schema of this document
 * @param study what was asked
 * @param data what it was asked of
 * @param toolkit which program computed it
 * @param platform where it ran
 * @param run what happened
 * @param files SHA-256 of the written files, by name
 */
public record Manifest(
        int schema,
        Study study,
        List<Data> data,
        Toolkit toolkit,
        Platform platform,
        Run run,
        Map<String, String> files) {
    /** The schema that this version writes and reads. */
    public static final int SCHEMA = 1;

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * What was asked.
     *
     * @param name of the study
     * @param question in one sentence
     * @param sha256 of the study file
     * @param planSha256 over all cells
     * @param trainedLength tokens
     * @param currentLengths tokens
     * @param firstRow row metrics leave out earlier rows
     * @param reference label of the encoding that drift is measured from, with the keys that are compared where these are not all
     * @param baseline label of the strategy that paired statistics compare the others with
     * @param strategies in the study's order
     * @param metrics in the study's order
     * @param exclusions what the study leaves out, in its order
     * @param notes what the reader of the study took from elsewhere
     */
    public record Study(
            String name,
            String question,
            String sha256,
            String planSha256,
            int trainedLength,
            List<Integer> currentLengths,
            int firstRow,
            String reference,
            String baseline,
            List<Strategy> strategies,
            List<MetricInfo> metrics,
            List<Excluded> exclusions,
            List<String> notes) {
        /** Fills in what older documents do not hold; the baseline is then the first strategy that is not the reference. */
        public Study {
            List<String> labels = strategies.stream().map(Strategy::label).toList();
            String other = reference;
            baseline = baseline != null
                    ? baseline
                    : labels.stream()
                            .filter(label -> !label.equals(other))
                            .findFirst()
                            .orElse(labels.isEmpty() ? "" : labels.get(0));
            exclusions = exclusions == null ? List.of() : exclusions;
            notes = notes == null ? List.of() : notes;
        }
    }

    /** Cells that were left out: which, why, how many. */
    public record Excluded(String cells, String because, long count) {}

    /**
     * A strategy.
     *
     * @param label name in results, unique in the study
     * @param name what its users call it; the id where a document says nothing
     * @param config what stands beside the name in the users' config; empty for nothing
     * @param dialect the engine whose reading it is; empty where the study does not say
     * @param id in the catalogue
     * @param version of its semantics
     * @param parameters as text
     * @param formula in symbols
     * @param family label without the swept values; the label where nothing is swept
     * @param swept the swept parameters as the study writes their values: factors of the study beside the strategy
     */
    public record Strategy(
            String label,
            String name,
            String config,
            String dialect,
            String id,
            int version,
            String parameters,
            String formula,
            String family,
            Map<String, String> swept) {
        /** Fills in what older documents do not hold. */
        public Strategy {
            family = family == null ? label : family;
            swept = swept == null ? Map.of() : swept;
            name = name == null ? id : name;
            config = config == null ? "" : config;
            dialect = dialect == null ? "" : dialect;
        }

        /** As users write it: the name and what stands beside it. */
        public String written() {
            return config.isEmpty() ? name : name + ", " + config;
        }

        /** Whether both are versions of one name, from the same config. */
        public boolean versionOf(Strategy other) {
            return name.equals(other.name) && config.equals(other.config);
        }
    }

    /** A metric: id, semantics version, title, unit, direction, definition, parameters as text. */
    public record MetricInfo(
            String id,
            int version,
            String title,
            String unit,
            String direction,
            String definition,
            String parameters) {}

    /** A data set: name, fingerprint, number of heads or draws, where it comes from. */
    public record Data(String name, String fingerprint, int slices, Map<String, String> provenance) {}

    /** The program: version, commit, whether the checkout was changed ("true", "false", "unknown"), logit kernel. */
    public record Toolkit(String version, String commit, String dirty, String kernel) {}

    /** The machine: Java vendor and version, operating system family, processor architecture. */
    public record Platform(String javaVendor, String javaVersion, String os, String architecture) {}

    /** The run: cells planned, computed, reused and failed; whether stored cells were left aside; when it ended (UTC). */
    public record Run(int planned, long computed, long reused, long failed, boolean afresh, String ended) {}

    /** The document as JSON. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is plain data", e);
        }
    }

    /**
     * Reads {@code manifest.json}.
     *
     * @throws InvalidInput if it is missing or of another form
     */
    public static Manifest read(Path file) {
        try {
            Manifest manifest = JSON.readValue(Files.readAllBytes(file), Manifest.class);
            if (manifest.schema() != SCHEMA) {
                throw new InvalidInput(file.toString(), Problem.of("schema", manifest.schema(), "be " + SCHEMA));
            }
            return manifest;
        } catch (NoSuchFileException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "exist: the folder holds no finished run"));
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be a manifest of a run: " + e));
        }
    }
}

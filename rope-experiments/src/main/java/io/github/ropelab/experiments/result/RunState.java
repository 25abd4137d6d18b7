package io.github.ropelab.experiments.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the latest run of a folder set out to do, written before its first cell, and how it ended. The manifest speaks of
 * finished results, this document of work. Holds no user, no host and no path.
 *
 * @param schema of this document
 * @param study name
 * @param question of the study
 * @param studySha256 of the study file
 * @param planSha256 over all cells
 * @param toolkit which program runs
 * @param platform where
 * @param afresh whether stored cells are left aside
 * @param started when (UTC)
 * @param state running until the process says how it ended; a process that is killed says nothing
 * @param ended when (UTC); empty until then
 * @param cells that are planned
 * @param failed causes by cell
 */
public record RunState(
        int schema,
        String study,
        String question,
        String studySha256,
        String planSha256,
        Manifest.Toolkit toolkit,
        Manifest.Platform platform,
        boolean afresh,
        String started,
        State state,
        String ended,
        List<Cells> cells,
        SortedMap<String, String> failed) {
    /** The schema that this version writes and reads. */
    public static final int SCHEMA = 1;

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** How far a run is. */
    public enum State {
        /** Under way. */
        @JsonProperty("running")
        RUNNING,
        /** All cells have ended, results and report are written. */
        @JsonProperty("finished")
        FINISHED,
        /** Stopped by a signal or by an output that could not be written. */
        @JsonProperty("stopped")
        STOPPED
    }

    /**
     * Cells that record the same metrics.
     *
     * @param metrics by key: id, version, parameters
     * @param keys SHA-256 of the cells' canonical texts
     */
    public record Cells(List<String> metrics, List<String> keys) {
        /** Copies the lists. */
        public Cells {
            metrics = List.copyOf(metrics);
            keys = List.copyOf(keys);
        }
    }

    /** Copies the collections. */
    public RunState {
        cells = List.copyOf(cells);
        failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
    }

    /** Cells planned. */
    public int planned() {
        return cells.stream().mapToInt(group -> group.keys().size()).sum();
    }

    /** The same run at its end. */
    public RunState ended(State how, String when, SortedMap<String, String> causes) {
        return new RunState(
                schema,
                study,
                question,
                studySha256,
                planSha256,
                toolkit,
                platform,
                afresh,
                started,
                how,
                when,
                cells,
                causes);
    }

    /** The document as JSON. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a run's state is plain data", e);
        }
    }

    /**
     * Reads a document; absent if there is none.
     *
     * @throws InvalidInput if it is of another form
     */
    public static Optional<RunState> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            RunState state = JSON.readValue(Files.readAllBytes(file), RunState.class);
            if (state.schema() != SCHEMA) {
                throw new InvalidInput(file.toString(), Problem.of("schema", state.schema(), "be " + SCHEMA));
            }
            return Optional.of(state);
        } catch (JsonProcessingException e) {
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new InvalidInput(file.toString(), Problem.of("", "", "be the state of a run: " + reason));
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be readable: " + IoReason.of(e)));
        }
    }
}

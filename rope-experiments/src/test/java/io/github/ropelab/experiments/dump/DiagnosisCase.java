package io.github.ropelab.experiments.dump;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.analysis.diagnosis.Diagnoser;
import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import io.github.ropelab.core.analysis.diagnosis.RotationDump;
import io.github.ropelab.model.config.RopeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A recorded case: a config, a dump, and what a diagnosis must say.
 *
 * @param folder of the case
 * @param expected its {@code expected.json}
 */
record DiagnosisCase(Path folder, JsonNode expected) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every case of the oracle. */
    static List<DiagnosisCase> all() {
        try (Stream<Path> folders = Files.list(DataFolder.oracle("diagnosis"))) {
            List<DiagnosisCase> cases = new ArrayList<>();
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                cases.add(new DiagnosisCase(
                        folder, JSON.readTree(folder.resolve("expected.json").toFile())));
            }
            return cases;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The diagnosis of this case's dump. */
    Diagnosis diagnosed() {
        return diagnosed(folder);
    }

    /** The diagnosis of another dump by this case's config. */
    Diagnosis diagnosed(Path dump) {
        DumpFolder read = DumpFolder.read(dump);
        RotationDump rotation = read.rotation();
        RopeRequest request = RopeRequest.ofConfig(folder.resolve("config.json"));
        return Diagnoser.diagnose(
                rotation, DeclaredByConfig.of(request, read, rotation).declaration());
    }

    /** Categories that are right. */
    List<String> categories() {
        List<String> accepted = new ArrayList<>(List.of(expected.get("category").asText()));
        expected.get("also_accept").forEach(other -> accepted.add(other.asText()));
        return accepted;
    }

    boolean equalsDeclared() {
        return expected.get("equals_declared").asBoolean();
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}

package io.github.ropelab.experiments.run;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.RunState;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.store.Found;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an output folder holds. Needs no lock: it may be asked during a run, and after one was killed.
 *
 * @param run the latest run; absent in folders that hold results alone
 * @param manifest of finished results, of this run or of an earlier one
 * @param phase of the latest run
 * @param done cells with all their metrics in the store; in folders that hold results alone, those in the results
 * @param failed cells that the latest run could not compute and that are still missing
 * @param damaged planned cells that are there but cannot be used, by reason
 * @param results whether {@code results.csv} is what the manifest says
 * @param leftovers temporary files of killed writes; the next run removes them
 */
public record FolderStatus(
        Optional<RunState> run,
        Optional<Manifest> manifest,
        Phase phase,
        int done,
        int failed,
        SortedMap<String, Integer> damaged,
        Results results,
        int leftovers) {
    /** Phase of the latest run. */
    public enum Phase {
        /** A process is at work. */
        RUNNING,
        /** It came to its end. */
        FINISHED,
        /** It was stopped, by a signal or by an output that could not be written. */
        STOPPED,
        /** Its process is gone and did not say how it ended. */
        KILLED
    }

    /** The state of {@code results.csv}. */
    public enum Results {
        /** There are none yet. */
        ABSENT,
        /** What the manifest says, of the latest run's plan. */
        CURRENT,
        /** What the manifest says, of an earlier run with another plan. */
        EARLIER,
        /** Not what the manifest says. */
        CHANGED
    }

    /**
     * Looks into a folder.
     *
     * @throws InvalidInput if it holds no run
     */
    public static FolderStatus read(Path folder) {
        boolean held = StudyFolder.isHeld(folder); // first: a run that ends now has said so before it let go
        Optional<RunState> run = RunState.read(folder.resolve(StudyFolder.RUN));
        Path manifestFile = folder.resolve(StudyFolder.MANIFEST);
        Optional<Manifest> manifest =
                Files.exists(manifestFile) ? Optional.of(Manifest.read(manifestFile)) : Optional.empty();
        if (run.isEmpty() && manifest.isEmpty()) {
            throw new InvalidInput(
                    folder.toString(),
                    new Problem(
                            "", "", "be the output folder of a run", "it holds neither run.json nor manifest.json"));
        }
        int done = manifest.map(m -> (int) (m.run().computed() + m.run().reused()))
                .filter(n -> run.isEmpty())
                .orElse(0);
        int failed = manifest.map(m -> (int) m.run().failed())
                .filter(n -> run.isEmpty())
                .orElse(0);
        SortedMap<String, Integer> damaged = new TreeMap<>();
        CellStore store = new CellStore(folder.resolve(StudyFolder.CELLS));
        if (run.isPresent()) {
            for (RunState.Cells group : run.get().cells()) {
                for (String key : group.keys()) {
                    Found found = store.look(key);
                    boolean whole = found.result().byMetric().keySet().containsAll(group.metrics());
                    done += whole ? 1 : 0;
                    failed += !whole && run.get().failed().containsKey(key) ? 1 : 0;
                    if (found.damaged()) {
                        damaged.merge(found.defect(), 1, Integer::sum);
                    }
                }
            }
        }
        return new FolderStatus(
                run,
                manifest,
                phase(held, run, folder),
                done,
                failed,
                damaged,
                results(run, manifest, folder),
                parts(folder));
    }

    /** Cells of the latest plan, or of the results where no plan is kept. */
    public int planned() {
        return run.map(RunState::planned)
                .orElseGet(() -> manifest.orElseThrow().run().planned());
    }

    /** Whether a run would find nothing to do. */
    public boolean complete() {
        return phase == Phase.FINISHED && done == planned() && results == Results.CURRENT;
    }

    private static Phase phase(boolean held, Optional<RunState> run, Path folder) {
        switch (run.map(RunState::state).orElse(RunState.State.FINISHED)) {
            case RUNNING:
                return held || StudyFolder.isHeld(folder) ? Phase.RUNNING : Phase.KILLED;
            case STOPPED:
                return held ? Phase.RUNNING : Phase.STOPPED;
            default:
                return held ? Phase.RUNNING : Phase.FINISHED;
        }
    }

    private static Results results(Optional<RunState> run, Optional<Manifest> manifest, Path folder) {
        Path csv = folder.resolve(StudyFolder.RESULTS);
        if (!Files.exists(csv)) {
            return manifest.isPresent() ? Results.CHANGED : Results.ABSENT;
        }
        if (manifest.isEmpty()
                || !FileHash.sha256(csv).equals(manifest.get().files().get(StudyFolder.RESULTS))) {
            return Results.CHANGED;
        }
        String plan = manifest.get().study().planSha256();
        return run.map(RunState::planSha256).orElse(plan).equals(plan) ? Results.CURRENT : Results.EARLIER;
    }

    private static int parts(Path folder) {
        try {
            return StudyFolder.leftovers(folder).size();
        } catch (IOException e) {
            throw new InvalidInput(folder.toString(), Problem.of("", "", "be readable: " + IoReason.of(e)));
        }
    }
}

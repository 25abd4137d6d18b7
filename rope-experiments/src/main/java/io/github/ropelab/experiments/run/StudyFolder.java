package io.github.ropelab.experiments.run;

import io.github.ropelab.core.StrategyType;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.metric.MetricType;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.CellKey;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.RunState;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.study.ParameterText;
import io.github.ropelab.experiments.study.StudySpec;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.io.AtomicFile;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The output folder of a study: {@code study.yaml}, {@code run.json}, {@code cells/}, {@code results.csv}, {@code
 * manifest.json}. Held by one process at a time, checked to be writable before any work, closed after. Inside of one
 * process its user sees to it that a folder is opened once.
 */
public final class StudyFolder implements AutoCloseable {
    static final String RESULTS = "results.csv";
    static final String MANIFEST = "manifest.json";
    static final String RUN = "run.json";
    static final String CELLS = "cells";
    static final String LOCK = ".lock";

    /** The copy of the study file. */
    public static final String STUDY = "study.yaml";

    /** Who asks whether a folder is held takes hold of it for a moment: wait, then look again. */
    private static final int LOOKS = 10;

    private static final long PAUSE_MILLIS = 50;

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private StudyFolder(Path folder, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be, takes hold of it and removes temporary files that a killed run left.
     *
     * @throws InvalidInput if it cannot be written or another process holds it
     */
    public static StudyFolder open(Path folder) {
        try {
            AtomicFile.makeFolders(folder.resolve(CELLS));
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel);
            if (lock != null) {
                StudyFolder opened = new StudyFolder(folder, channel, lock);
                opened.removeLeftovers();
                Files.delete(Files.createTempFile(folder.resolve(CELLS), ".probe", ".part"));
                return opened;
            }
            channel.close();
        } catch (IOException e) {
            throw new InvalidInput(
                    folder.toString(), Problem.of("", "", "be a folder that can be written: " + IoReason.of(e)));
        }
        throw inUse(folder);
    }

    /**
     * Sees to it that no run is at work in a folder, without taking hold of it.
     *
     * @throws InvalidInput if one is
     */
    public static void requireFree(Path folder) {
        if (isHeld(folder)) {
            throw inUse(folder);
        }
    }

    private static InvalidInput inUse(Path folder) {
        return new InvalidInput(
                folder.toString(),
                new Problem("", "", "not be in use by another run", "wait for its end or choose another folder"));
    }

    /** The lock, or null if another process, or another thread of this one, holds it. */
    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            for (int look = 1; look < LOOKS && lock == null; look++) {
                Thread.sleep(PAUSE_MILLIS);
                lock = channel.tryLock();
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Whether another process runs in a folder; not to be asked by a process that holds it itself. */
    static boolean isHeld(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false; // no lock file, no run
        }
    }

    /** Removes the temporary files of writes that did not come to an end. */
    public void removeLeftovers() throws IOException {
        for (Path file : leftovers(folder)) {
            Files.deleteIfExists(file);
        }
    }

    static List<Path> leftovers(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        List<Path> places = new ArrayList<>(
                List.of(folder, folder.resolve(CELLS), folder.resolve("figures"), folder.resolve("tables")));
        if (Files.isDirectory(folder.resolve(CELLS))) {
            try (Stream<Path> inside = Files.list(folder.resolve(CELLS))) {
                inside.filter(Files::isDirectory).forEach(places::add);
            }
        }
        for (Path place : places) {
            found.addAll(AtomicFile.leftovers(place));
        }
        return found;
    }

    /**
     * Says what is about to be run: a copy of the study file, which makes the folder complete in itself, and {@code
     * run.json}.
     *
     * @param plan to run
     * @param studyFile the bytes of its study file
     * @throws InvalidInput if another study file stands in the place of the copy
     */
    public RunState begin(
            Plan plan, byte[] studyFile, boolean afresh, Manifest.Toolkit toolkit, Manifest.Platform platform)
            throws IOException {
        Path copy = folder.resolve(STUDY);
        if (!Files.exists(copy) || !Arrays.equals(Files.readAllBytes(copy), studyFile)) {
            Optional<RunState> earlier = RunState.read(folder.resolve(RUN));
            if (Files.exists(copy) && !earlier.map(RunState::studySha256).equals(Optional.of(FileHash.sha256(copy)))) {
                throw new InvalidInput(
                        copy.toString(),
                        new Problem(
                                "",
                                "another study",
                                "be absent or the copy that an earlier run made",
                                "choose another output folder"));
            }
            AtomicFile.write(copy, studyFile);
        }
        Map<List<String>, List<String>> groups = new LinkedHashMap<>();
        for (Cell cell : plan.cells()) {
            groups.computeIfAbsent(
                            cell.metrics().stream().map(CellKey::metricKey).toList(), metrics -> new ArrayList<>())
                    .add(cell.key().sha256());
        }
        RunState state = new RunState(
                RunState.SCHEMA,
                plan.study().name(),
                plan.study().question(),
                plan.study().fileSha256(),
                plan.sha256(),
                toolkit,
                platform,
                afresh,
                now(),
                RunState.State.RUNNING,
                "",
                groups.entrySet().stream()
                        .map(group -> new RunState.Cells(group.getKey(), group.getValue()))
                        .toList(),
                new TreeMap<>());
        AtomicFile.write(folder.resolve(RUN), state.toJson());
        return state;
    }

    /** Says how a run ended whose results are written. */
    public void finished(RunState begun, RunSummary summary) throws IOException {
        SortedMap<String, String> causes = new TreeMap<>();
        for (int i = 0; i < summary.outcomes().size(); i++) {
            if (summary.outcomes().get(i) instanceof CellOutcome.Failed failed) {
                causes.put(summary.plan().cells().get(i).key().sha256(), failed.cause());
            }
        }
        AtomicFile.write(
                folder.resolve(RUN),
                begun.ended(RunState.State.FINISHED, now(), causes).toJson());
    }

    /** Says that a run ended before its results were written. */
    public void stopped(RunState begun) throws IOException {
        AtomicFile.write(
                folder.resolve(RUN),
                begun.ended(RunState.State.STOPPED, now(), new TreeMap<>()).toJson());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Whether an earlier run, finished or not, was here. */
    public boolean hasRun() {
        if (Files.exists(folder.resolve(RUN)) || Files.exists(folder.resolve(MANIFEST))) {
            return true;
        }
        try (Stream<Path> cells = Files.list(folder.resolve(CELLS))) {
            return cells.findAny().isPresent();
        } catch (IOException e) {
            throw new InvalidInput(folder.toString(), Problem.of("", "", "be readable: " + IoReason.of(e)));
        }
    }

    /** The store of finished cells. */
    public CellStore cells() {
        return new CellStore(folder.resolve(CELLS));
    }

    /**
     * Writes results and manifest, each whole or not at all.
     *
     * @param summary of the run
     * @param afresh whether stored cells were left aside
     * @param toolkit which program ran
     * @param platform where
     */
    public void write(RunSummary summary, boolean afresh, Manifest.Toolkit toolkit, Manifest.Platform platform)
            throws IOException {
        AtomicFile.write(folder.resolve(RESULTS), Results.of(summary).toCsv());
        Plan plan = summary.plan();
        Manifest manifest = new Manifest(
                Manifest.SCHEMA,
                study(plan),
                plan.study().data().stream().map(StudyFolder::data).toList(),
                toolkit,
                platform,
                new Manifest.Run(
                        plan.cells().size(), summary.computed(), summary.reused(), summary.failed(), afresh, now()),
                new TreeMap<>(Map.of(RESULTS, FileHash.sha256(folder.resolve(RESULTS)))));
        AtomicFile.write(folder.resolve(MANIFEST), manifest.toJson());
    }

    private static Manifest.Study study(Plan plan) {
        StudySpec study = plan.study();
        List<Manifest.Strategy> strategies = study.strategies().stream()
                .map(spec -> {
                    StrategyType type = spec.strategy().type();
                    return new Manifest.Strategy(
                            spec.label(),
                            spec.name(),
                            spec.config(),
                            spec.dialect().map(Dialect::id).orElse(""),
                            type.id(),
                            type.version(),
                            spec.parameterText(),
                            type.formula(),
                            spec.family(),
                            spec.swept());
                })
                .toList();
        List<Manifest.MetricInfo> metrics = study.metrics().stream()
                .map(metric -> {
                    MetricType type = metric.type();
                    return new Manifest.MetricInfo(
                            type.id(),
                            type.version(),
                            type.title(),
                            type.unit(),
                            type.direction().name().toLowerCase(Locale.ROOT),
                            type.definition(),
                            ParameterText.of(metric));
                })
                .toList();
        return new Manifest.Study(
                study.name(),
                study.question(),
                study.fileSha256(),
                plan.sha256(),
                study.trained(),
                study.currents(),
                study.firstRow(),
                study.referenceLabel(),
                study.baseline(),
                strategies,
                metrics,
                plan.exclusions().entrySet().stream()
                        .map(entry -> new Manifest.Excluded(
                                entry.getKey().toString(), entry.getKey().because(), entry.getValue()))
                        .toList(),
                study.notes());
    }

    private static Manifest.Data data(DataSet data) {
        return new Manifest.Data(data.name(), data.fingerprint(), data.slices().size(), data.provenance());
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}

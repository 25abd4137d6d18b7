package io.github.ropelab.experiments.run;

import io.github.ropelab.core.StrategyType;
import io.github.ropelab.experiments.config.Dialect;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.input.FileHash;
import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.IoReason;
import io.github.ropelab.experiments.input.Problem;
import io.github.ropelab.experiments.metric.MetricType;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.result.AtomicFile;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.study.ParameterText;
import io.github.ropelab.experiments.study.StudySpec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The output folder of a study: {@code cells/}, {@code results.csv}, {@code manifest.json}. Held by one process at a
 * time, checked to be writable before any work, closed after.
 */
public final class StudyFolder implements AutoCloseable {
    private static final String RESULTS = "results.csv";
    private static final String MANIFEST = "manifest.json";

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private StudyFolder(Path folder, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be and takes hold of it.
     *
     * @throws InvalidInput if it cannot be written or another process holds it
     */
    public static StudyFolder open(Path folder) {
        try {
            Files.createDirectories(folder.resolve("cells"));
            Files.delete(Files.createTempFile(folder.resolve("cells"), ".probe", ".part"));
            FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel);
            if (lock != null) {
                return new StudyFolder(folder, channel, lock);
            }
            channel.close();
        } catch (IOException e) {
            throw new InvalidInput(
                    folder.toString(), Problem.of("", "", "be a folder that can be written: " + IoReason.of(e)));
        }
        throw new InvalidInput(folder.toString(), Problem.of("", "", "not be in use by another run"));
    }

    /** The lock, or null if another process, or another thread of this one, holds it. */
    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Whether an earlier run, finished or not, left cells here. */
    public boolean hasCells() {
        try (var files = Files.list(folder.resolve("cells"))) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new InvalidInput(folder.toString(), Problem.of("", "", "be readable: " + IoReason.of(e)));
        }
    }

    /** The store of finished cells. */
    public CellStore cells() {
        return new CellStore(folder.resolve("cells"));
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
                        plan.cells().size(),
                        summary.computed(),
                        summary.reused(),
                        summary.failed(),
                        afresh,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
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

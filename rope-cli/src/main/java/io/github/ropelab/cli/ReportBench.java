package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.report.FigureFormat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Times {@code rope report}, from the start of its process to its end, on synthetic results. */
final class ReportBench {
    private static final int HEAP_MIB = 1024;

    private final long rows;

    ReportBench(long rows) {
        InvalidParameter.require(rows >= 1, "--rows", rows, "be at least 1");
        this.rows = rows;
    }

    /** The keys of the line: of the fastest run, and the memory of the one that took most. */
    Map<String, Object> measure(int repeat) throws IOException {
        Path folder = Files.createTempDirectory("rope-report");
        try {
            long written = new SyntheticResults(folder).write(rows);
            double seconds = Double.POSITIVE_INFINITY;
            double peak = 0;
            for (int i = 0; i < repeat; i++) {
                long start = System.nanoTime();
                peak = Math.max(peak, report(folder));
                seconds = Math.min(seconds, (System.nanoTime() - start) / 1e9);
            }
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("rows", written);
            line.put("results_mib", Files.size(folder.resolve("results.csv")) / (double) (1 << 20));
            line.put("seconds", seconds);
            line.put("peak_mib", peak);
            line.put("heap_mib", HEAP_MIB);
            line.put("figures", count(folder.resolve("figures"), ".json"));
            return line;
        } finally {
            delete(folder);
        }
    }

    private static double report(Path folder) throws IOException {
        String formats =
                Arrays.stream(FigureFormat.values()).map(FigureFormat::ending).collect(Collectors.joining(","));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "report",
                        folder.toString(),
                        "--format",
                        formats,
                        "--quiet")
                .inheritIO()
                .start();
        try {
            double peak = ResidentMemory.peakMib(process);
            if (process.waitFor() != 0) {
                throw new IOException("rope report ended with exit code " + process.exitValue());
            }
            return peak;
        } catch (InterruptedException e) {
            process.destroy();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static long count(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).count();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}

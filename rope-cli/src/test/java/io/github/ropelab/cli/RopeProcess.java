package io.github.ropelab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The command line in a process of its own, which can be killed. */
final class RopeProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final long INTERRUPT_BIT = 1L << (2 - 1);

    private final Process process;
    private final Path err;

    private RopeProcess(Process process, Path err) {
        this.process = process;
        this.err = err;
    }

    static RopeProcess start(Path folder, String line) throws IOException {
        return start(folder, List.of(), line);
    }

    /**
     * Starts a command.
     *
     * @param folder for its standard error
     * @param before words before the Java command
     * @param line the words after {@code rope}
     */
    static RopeProcess start(Path folder, List<String> before, String line) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(java(List.of(), line));
        Path err = Files.createTempFile(folder, "err", ".txt");
        return new RopeProcess(
                new ProcessBuilder(command)
                        .redirectError(err.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start(),
                err);
    }

    /** Starts a command on a pseudo-terminal; what it writes there is told by {@link #err}. */
    static RopeProcess onTerminal(Path folder, String line) throws IOException {
        String command = java(List.of("-Drope.terminal=true"), line).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path screen = Files.createTempFile(folder, "screen", ".txt");
        return new RopeProcess(
                new ProcessBuilder("script", "-qec", command, "/dev/null")
                        .redirectErrorStream(true)
                        .redirectOutput(screen.toFile())
                        .start(),
                screen);
    }

    private static List<String> java(List<String> options, String line) throws IOException {
        List<String> command = new ArrayList<>();
        if (interruptsAreIgnored()) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(Main.class.getName());
        command.addAll(List.of(line.strip().split("\\s+")));
        return command;
    }

    /** Presses a key. */
    void type(char key) throws IOException {
        process.getOutputStream().write(key);
        process.getOutputStream().flush();
    }

    /** Processes of a shell's background jobs inherit that SIGINT is ignored. */
    private static boolean interruptsAreIgnored() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(ignored.substring(7).strip(), 16) & INTERRUPT_BIT) != 0;
    }

    /** Waits until something is so, while the process lives. */
    void until(BooleanSupplier condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("the process ended, or it takes too long: " + err());
            }
            Thread.sleep(1);
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    int code() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end: " + err());
        }
        return process.exitValue();
    }

    String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

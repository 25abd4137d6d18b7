package io.github.ropelab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Resident memory of this process in KiB, from Linux's /proc/self/status; 0 where there is no such file. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private static final int LOOK_MILLIS = 20;

    private ResidentMemory() {}

    /** MiB that some work had at its highest, above what there was before. */
    static double peakMib(Runnable work) {
        forgetPeak();
        long before = now();
        work.run();
        return Math.max(0, peak() - before) / 1024.0;
    }

    /** MiB that another process had at its highest, all of it, seen every few milliseconds until its end. */
    static double peakMib(Process process) throws InterruptedException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        long most = 0;
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            most = Math.max(most, kib(status, "VmHWM:"));
        }
        return most / 1024.0;
    }

    private static long now() {
        return kib("VmRSS:");
    }

    /** Forgets the peak so far, where the kernel lets a process do so (Linux 4.0, clear_refs 5). */
    private static void forgetPeak() {
        try {
            Files.writeString(CLEAR, "5");
        } catch (IOException e) {
            return; // the peak then counts from the start of the process
        }
    }

    /** The most there was. */
    private static long peak() {
        return kib("VmHWM:");
    }

    private static long kib(String key) {
        return kib(STATUS, key);
    }

    private static long kib(Path status, String key) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}

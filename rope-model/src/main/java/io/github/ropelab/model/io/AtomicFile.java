package io.github.ropelab.model.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes files that are there whole or not at all, even after a power cut: temporary file, flush to disk, atomic move,
 * flush of the folder. A process that is killed in between leaves a temporary file, which nobody reads.
 */
public final class AtomicFile {
    private static final String TEMPORARY_NAME = "\\..+\\d+\\.part";

    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /** Writes a text in UTF-8, replacing what is there. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes, replacing what is there. Missing folders are made.
     *
     * @throws FileSystemException that names the file and the reason; then what was there before still is
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, output -> output.write(bytes), false);
    }

    /** What a file is to hold, written piece by piece. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream is closed by whoever made it. */
        void to(OutputStream output) throws IOException;
    }

    /**
     * As for bytes, for content that takes its time. If {@code content} throws, or a signal ends the process meanwhile, what was
     * there before still is and nothing else.
     *
     * @throws FileSystemException that names the file and the reason
     */
    public static void write(Path file, Content content) throws IOException {
        write(file, content, true);
    }

    private static void write(Path file, Content content, boolean slow) throws IOException {
        try {
            replace(file, content, slow);
        } catch (IOException e) {
            FileSystemException named = new FileSystemException(file.toString(), null, IoReason.of(e));
            named.initCause(e);
            throw named;
        }
    }

    private static void replace(Path file, Content content, boolean slow) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        makeFolders(folder);
        Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".part");
        if (slow) {
            temporary.toFile().deleteOnExit();
        }
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                BufferedOutputStream output = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                content.to(output);
                output.flush();
                channel.force(true);
            }
            temporary.toFile().setReadable(true, false);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            flush(folder);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes a folder and those above it; their names, too, survive a power cut. */
    public static void makeFolders(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder.toAbsolutePath(); at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.push(at);
        }
        Files.createDirectories(folder);
        for (Path made : missing) {
            flush(made.getParent());
        }
    }

    /** The move itself reaches the disk with the folder; some systems do not let a folder be opened for that. */
    private static void flush(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return; // the file's content is on disk all the same
        }
    }

    /** The temporary files that killed processes left in a folder; not those in folders below. */
    public static List<Path> leftovers(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(TEMPORARY_NAME))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}

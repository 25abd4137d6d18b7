package io.github.ropelab.model.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of content, lower-case hex. */
public final class FileHash {
    private static final int PIECE = 1 << 16;

    private FileHash() {}

    /** Of a file's bytes. */
    public static String sha256(Path file) {
        return sha256(List.of(file));
    }

    /** Of the bytes of several files, one after the other; read piece by piece. */
    public static String sha256(List<Path> files) {
        MessageDigest digest = digest();
        byte[] piece = new byte[PIECE];
        for (Path file : files) {
            try (InputStream input = Files.newInputStream(file)) {
                for (int read = input.read(piece); read >= 0; read = input.read(piece)) {
                    digest.update(piece, 0, read);
                }
            } catch (IOException e) {
                throw new InvalidInput(file.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a text in UTF-8. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of bytes. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package io.github.ropelab.experiments.result;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of results, read once.
 *
 * @param table its rows
 * @param sha256 of its bytes, which the manifest of an untouched run states
 */
public record ResultFile(ResultTable table, String sha256) {
    private static final int BUFFER = 1 << 16;

    /**
     * Reads {@code results.csv}.
     *
     * @throws InvalidInput if it is missing, cut off, has other columns, or holds what is no value of its column
     */
    public static ResultFile read(Path csv) {
        if (!Files.isRegularFile(csv)) {
            throw new InvalidInput(csv.toString(), Problem.of("", "", "exist"));
        }
        MessageDigest digest = newDigest();
        try (InputStream file = Files.newInputStream(csv);
                EndSeen input = new EndSeen(new DigestInputStream(new BufferedInputStream(file, BUFFER), digest))) {
            ResultTable table = new ResultReader(csv).read(input);
            if (!input.endsWithLine()) {
                throw new InvalidInput(csv.toString(), Problem.of("", "", "be whole: its last line breaks off"));
            }
            return new ResultFile(table, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new InvalidInput(csv.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Knows the last byte that was read. */
    private static final class EndSeen extends FilterInputStream {
        private int last = '\n';

        EndSeen(InputStream in) {
            super(in);
        }

        boolean endsWithLine() {
            return last == '\n';
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            last = read >= 0 ? read : last;
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            if (read > 0) {
                last = bytes[from + read - 1];
            }
            return read;
        }
    }
}

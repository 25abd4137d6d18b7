package io.github.ropelab.experiments.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What an engine is given.
 *
 * @param content the document, arguments or file
 * @param notes what a person should know before using it
 * @param divisors a {@code .npy} file that belongs to it: llama.cpp's {@code rope_freqs.weight}, float32 [pairs]
 */
public record Exported(byte[] content, List<String> notes, Optional<byte[]> divisors) {
    /** Copies the notes; arrays are neither copied nor modified. */
    public Exported {
        notes = List.copyOf(notes);
    }

    static Exported of(String text, List<String> notes) {
        return new Exported(text.getBytes(StandardCharsets.UTF_8), notes, Optional.empty());
    }

    /** The content as a text in UTF-8. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}

package io.github.ropelab.model.gguf;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Reads the head of a file from its first byte on, little-endian, and never beyond its end. */
final class GgufCursor {
    private static final int WINDOW = 1 << 16;

    /** Bytes of all texts together: the largest vocabularies have a tenth. */
    private static final long TEXT_BYTES = 1 << 27;

    private final String source;
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private long texts;

    GgufCursor(String source, FileChannel channel) throws IOException {
        this.source = source;
        this.channel = channel;
        size = channel.size();
        channel.position(0);
        window.limit(0);
    }

    /** Bytes read so far. */
    long position() throws IOException {
        return channel.position() - window.remaining();
    }

    /** Bytes to the end of the file. */
    long remaining() throws IOException {
        return size - position();
    }

    /** Bytes of the file. */
    long size() {
        return size;
    }

    /** The next {@code count} bytes, at most {@value #WINDOW}; the buffer stands before them. */
    private ByteBuffer next(int count, String what) throws IOException {
        if (count > remaining()) {
            throw problem(
                    what,
                    "",
                    "have " + count + " bytes at byte " + position() + ", where " + remaining()
                            + " are left: the file is truncated");
        }
        if (window.remaining() < count) {
            window.compact();
            while (window.position() < count && channel.read(window) >= 0) {
                continue;
            }
            window.flip();
        }
        return window;
    }

    int u8(String what) throws IOException {
        return Byte.toUnsignedInt(next(1, what).get());
    }

    short i16(String what) throws IOException {
        return next(Short.BYTES, what).getShort();
    }

    int i32(String what) throws IOException {
        return next(Integer.BYTES, what).getInt();
    }

    long i64(String what) throws IOException {
        return next(Long.BYTES, what).getLong();
    }

    /**
     * A count of things that need at least {@code bytes} bytes each; more than the rest of the file can hold, or than
     * {@code most}, are refused.
     */
    int count(String what, int bytes, int most) throws IOException {
        long count = i64(what);
        long holds = remaining() / bytes;
        if (count < 0 || count > holds) {
            throw problem(
                    what,
                    Long.toUnsignedString(count),
                    "be at most " + holds + ", as many as the " + remaining() + " bytes that follow can hold");
        }
        if (count > most) {
            throw problem(what, Long.toString(count), "be at most " + most);
        }
        return (int) count;
    }

    /** A text: its length in bytes, and UTF-8. */
    String text(String what) throws IOException {
        return text(what, TEXT_BYTES);
    }

    /** A text of at most {@code most} bytes. */
    String text(String what, long most) throws IOException {
        long length = i64(what);
        if (length < 0 || length > remaining()) {
            throw problem(
                    what,
                    Long.toUnsignedString(length),
                    "have a length of at most the " + remaining()
                            + " bytes that follow: the file is truncated or damaged");
        }
        if (length > most) {
            throw problem(what, length + " bytes", "be at most " + most + " bytes long");
        }
        texts += length;
        if (texts > TEXT_BYTES) {
            throw problem(what, length + " bytes", "leave all texts together below " + TEXT_BYTES + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        for (int done = 0; done < bytes.length; ) {
            int some = Math.min(WINDOW, bytes.length - done);
            next(some, what).get(bytes, done, some);
            done += some;
        }
        try {
            return utf8.decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw problem(what, "", "be text in UTF-8");
        }
    }

    InvalidInput problem(String what, String value, String rule) {
        return new InvalidInput(source, Problem.of(what, value, rule));
    }
}

package io.github.ropelab.model.tokens;

import io.github.ropelab.core.InvalidParameter;
import java.nio.charset.StandardCharsets;

/** One token for each byte of UTF-8: the tokenizer of models with a vocabulary of 256. */
public record ByteTokenizer() implements Tokenizer {
    /** Values of a byte. */
    public static final int VOCABULARY = 256;

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public int[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] tokens = new int[bytes.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return tokens;
    }

    @Override
    public String decode(int[] tokens) {
        byte[] bytes = new byte[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            InvalidParameter.require(
                    tokens[i] >= 0 && tokens[i] < VOCABULARY, "token", tokens[i], "be a byte, 0 to 255");
            bytes[i] = (byte) tokens[i];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

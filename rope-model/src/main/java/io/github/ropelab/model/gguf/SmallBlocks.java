package io.github.ropelab.model.gguf;

/**
 * Blocks of 32 numbers with one scale d in binary16: {@code x = d·(q - middle)}, or {@code x = d·q + m} with a minimum m in
 * binary16. The low nibbles of the 16 bytes are numbers 0 to 15, the high ones 16 to 31; fifth bits stand in a word of 32.
 */
final class SmallBlocks {
    private static final int HALF = 16;

    private SmallBlocks() {}

    static void q40(byte[] data, int at, float[] out, int to) {
        float d = PlainBlocks.half(data, at);
        for (int i = 0; i < HALF; i++) {
            int pair = data[at + 2 + i];
            out[to + i] = d * ((pair & 0xF) - 8);
            out[to + HALF + i] = d * ((pair >> 4 & 0xF) - 8);
        }
    }

    static void q41(byte[] data, int at, float[] out, int to) {
        float d = PlainBlocks.half(data, at);
        float m = PlainBlocks.half(data, at + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = data[at + 4 + i];
            out[to + i] = d * (pair & 0xF) + m;
            out[to + HALF + i] = d * (pair >> 4 & 0xF) + m;
        }
    }

    static void q50(byte[] data, int at, float[] out, int to) {
        float d = PlainBlocks.half(data, at);
        int fifths = PlainBlocks.bits(data, at + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = data[at + 6 + i];
            out[to + i] = d * ((pair & 0xF | (fifths >> i & 1) << 4) - 16);
            out[to + HALF + i] = d * ((pair >> 4 & 0xF | (fifths >> i + HALF & 1) << 4) - 16);
        }
    }

    static void q51(byte[] data, int at, float[] out, int to) {
        float d = PlainBlocks.half(data, at);
        float m = PlainBlocks.half(data, at + 2);
        int fifths = PlainBlocks.bits(data, at + 4);
        for (int i = 0; i < HALF; i++) {
            int pair = data[at + 8 + i];
            out[to + i] = d * (pair & 0xF | (fifths >> i & 1) << 4) + m;
            out[to + HALF + i] = d * (pair >> 4 & 0xF | (fifths >> i + HALF & 1) << 4) + m;
        }
    }

    static void q80(byte[] data, int at, float[] out, int to) {
        float d = PlainBlocks.half(data, at);
        for (int i = 0; i < 2 * HALF; i++) {
            out[to + i] = d * data[at + 2 + i];
        }
    }
}

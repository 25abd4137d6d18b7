package io.github.ropelab.core;

/**
 * Which two components of a vector form rotary pair {@code i}. Mixing the two up gives fluent nonsense, so a pairing is
 * never assumed: every geometry names it.
 */
public enum Pairing {
    /** Components {@code (i, i + rotaryDim/2)}: GPT-NeoX, Llama in Hugging Face weights, ggml mode NEOX. */
    HALF_SPLIT("half-split") {
        @Override
        public int first(int pair, int rotaryDim) {
            return pair;
        }

        @Override
        public int second(int pair, int rotaryDim) {
            return pair + rotaryDim / 2;
        }
    },
    /** Components {@code (2i, 2i + 1)}: RoFormer, GPT-J, Llama in Meta's and GGUF's weights, ggml mode NORMAL. */
    INTERLEAVED("interleaved") {
        @Override
        public int first(int pair, int rotaryDim) {
            return 2 * pair;
        }

        @Override
        public int second(int pair, int rotaryDim) {
            return 2 * pair + 1;
        }
    };

    private final String id;

    Pairing(String id) {
        this.id = id;
    }

    /** Index of the pair's first (cosine) component. */
    public abstract int first(int pair, int rotaryDim);

    /** Index of the pair's second (sine) component. */
    public abstract int second(int pair, int rotaryDim);

    /** The name in files and on the command line. */
    public String id() {
        return id;
    }

    /** Reads {@code half-split} or {@code interleaved}; {@code _} may stand for {@code -}. */
    public static Pairing of(String text) {
        for (Pairing pairing : values()) {
            if (pairing.id.equals(text.replace('_', '-'))) {
                return pairing;
            }
        }
        throw new InvalidParameter("pairing", text, "be half-split or interleaved");
    }
}

package io.github.ropelab.core.sequence;

import java.util.List;

/** What an engine remembers between calls, and so for which length it makes the encoding of a call. */
public enum StateRule {
    /** Nothing: each call has the encoding of its own length (LongRoPE in transformers: the switch at m_l). */
    PER_CALL {
        @Override
        int next(int remembered, int length, int trained) {
            return length;
        }
    },
    /**
     * The longest length so far, at least m_l (dynamic NTK in transformers). It is forgotten by a call strictly shorter than
     * m_l only: one of exactly m_l, or a shorter text above m_l, keeps the encoding of the longest.
     */
    STICKY {
        @Override
        int next(int remembered, int length, int trained) {
            return length < trained ? trained : Math.max(remembered, length);
        }
    },
    /** The longest length so far, at least m_l, never forgotten (the dynamic classes of the YaRN authors' code). */
    GROWING {
        @Override
        int next(int remembered, int length, int trained) {
            return Math.max(remembered, length);
        }
    },
    /** The length that the engine was started for, the context's current length (vLLM, llama.cpp); no call may exceed it. */
    FIXED {
        @Override
        int next(int remembered, int length, int trained) {
            return remembered;
        }
    };

    /**
     * The length that the encoding of a call is made for.
     *
     * @param earlier lengths of the calls before it, oldest first, tokens
     * @param length of the call, tokens
     * @param trained trained length, tokens
     */
    public int after(List<Integer> earlier, int length, int trained) {
        int remembered = this == FIXED ? length : trained;
        for (int call : earlier) {
            remembered = next(remembered, call, trained);
        }
        return next(remembered, length, trained);
    }

    /** The length that the next call's encoding is made for, tokens. */
    abstract int next(int remembered, int length, int trained);
}

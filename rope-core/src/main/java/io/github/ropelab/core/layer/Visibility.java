package io.github.ropelab.core.layer;

import io.github.ropelab.core.InvalidParameter;

/** Which keys a query of a causal layer sees. A mask is a matter of the layer; no strategy knows it. */
public sealed interface Visibility {
    /** Which keys are seen, in words. */
    String text();

    /** Whether the query at position {@code query} sees the key at position {@code key}; never a later one. */
    boolean sees(int query, int key);

    /** The keys that the query sees. */
    KeyRuns runs(int query);

    /** A name for labels, as in {@code window 4096}; empty where every earlier key is seen. */
    String label();

    /** Every key up to the query itself. */
    record Full() implements Visibility {
        @Override
        public String text() {
            return "every earlier key";
        }

        @Override
        public boolean sees(int query, int key) {
            return key <= query;
        }

        @Override
        public KeyRuns runs(int query) {
            return KeyRuns.of(0, query + 1);
        }

        @Override
        public String label() {
            return "";
        }
    }

    /**
     * The last {@code window} keys, the query's own included (Gemma 3, Mistral: {@code key > query - window}).
     *
     * @param window tokens, at least 1
     */
    record SlidingWindow(int window) implements Visibility {
        /** Checks the window. */
        public SlidingWindow {
            InvalidParameter.require(window >= 1, "sliding_window", window, "be at least 1 token");
        }

        @Override
        public String text() {
            return "the last " + window + " keys";
        }

        @Override
        public boolean sees(int query, int key) {
            return key <= query && query - key < window;
        }

        @Override
        public KeyRuns runs(int query) {
            return KeyRuns.of(Math.max(0, query - window + 1), query + 1);
        }

        @Override
        public String label() {
            return "window " + window;
        }
    }

    /**
     * The first {@code sinks} keys and the last {@code window} ones: the Λ-shaped mask (Han et al. 2023, LM-Infinite, arXiv
     * 2308.16137; Xiao et al. 2023, StreamingLLM, arXiv 2309.17453).
     *
     * @param sinks tokens at the start, 0 or above
     * @param window tokens, at least 1, the query's own included
     */
    record SinkAndWindow(int sinks, int window) implements Visibility {
        /** Checks both. */
        public SinkAndWindow {
            InvalidParameter.require(sinks >= 0, "sinks", sinks, "be 0 or above");
            InvalidParameter.require(window >= 1, "window", window, "be at least 1 token");
        }

        @Override
        public String text() {
            return "the first " + sinks + " and the last " + window + " keys";
        }

        @Override
        public boolean sees(int query, int key) {
            return key <= query && (key < sinks || query - key < window);
        }

        @Override
        public KeyRuns runs(int query) {
            return KeyRuns.of(0, Math.min(sinks, query + 1), Math.max(0, query - window + 1), query + 1);
        }

        @Override
        public String label() {
            return "sinks " + sinks + " and window " + window;
        }
    }

    /**
     * Keys of the query's own chunk (Llama 4, {@code attention_chunk_size}).
     *
     * @param chunk tokens, at least 1
     */
    record Chunked(int chunk) implements Visibility {
        /** Checks the chunk. */
        public Chunked {
            InvalidParameter.require(chunk >= 1, "attention_chunk_size", chunk, "be at least 1 token");
        }

        @Override
        public String text() {
            return "the keys of its chunk of " + chunk;
        }

        @Override
        public boolean sees(int query, int key) {
            return key <= query && query / chunk == key / chunk;
        }

        @Override
        public KeyRuns runs(int query) {
            return KeyRuns.of(query / chunk * chunk, query + 1);
        }

        @Override
        public String label() {
            return "chunk " + chunk;
        }
    }

    /**
     * Keys that both let through.
     *
     * @param first one mask
     * @param second the other
     */
    record Both(Visibility first, Visibility second) implements Visibility {
        @Override
        public String text() {
            return first.text() + ", of these " + second.text();
        }

        @Override
        public boolean sees(int query, int key) {
            return first.sees(query, key) && second.sees(query, key);
        }

        @Override
        public KeyRuns runs(int query) {
            return first.runs(query).and(second.runs(query));
        }

        @Override
        public String label() {
            return first.label()
                    + (first.label().isEmpty() || second.label().isEmpty() ? "" : " and ")
                    + second.label();
        }
    }
}

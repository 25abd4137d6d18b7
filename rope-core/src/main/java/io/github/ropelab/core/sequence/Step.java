package io.github.ropelab.core.sequence;

import io.github.ropelab.core.PositionEncoding;

/**
 * One call of a sequence.
 *
 * @param length tokens of the text in this call, cached ones included
 * @param effectiveLength length that the encoding was made for (transformers: {@code max_seq_len_cached})
 * @param encoding what this call rotates its queries and new keys with
 * @param stale how wrong the keys of earlier calls are under this encoding
 */
public record Step(int length, int effectiveLength, PositionEncoding encoding, StaleKeys stale) {}

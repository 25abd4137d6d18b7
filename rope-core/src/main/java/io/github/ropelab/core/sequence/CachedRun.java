package io.github.ropelab.core.sequence;

import io.github.ropelab.core.PositionEncoding;

/** Keys [from, to) of the cache, rotated by one call with its encoding. */
record CachedRun(int from, int to, PositionEncoding encoding) {
    int keys() {
        return to - from;
    }
}

package io.github.ropelab.experiments.reproduction.distance;

import java.util.List;

/**
 * A matrix of distances that somebody drew or printed, with the strategy that it shows.
 *
 * @param name of its check
 * @param title of its panel
 * @param strategy as on the command line
 * @param distances a line per query
 */
record Drawing(String name, String title, String strategy, String distances) {
    /** In papers, and in the issue of the authors' tracker that compares two of them. */
    static final List<Drawing> PUBLISHED = List.of(
            new Drawing("rope", "RoPE, 12 tokens", "none", """
                    0
                    1 0
                    2 1 0
                    3 2 1 0
                    4 3 2 1 0
                    5 4 3 2 1 0
                    6 5 4 3 2 1 0
                    7 6 5 4 3 2 1 0
                    8 7 6 5 4 3 2 1 0
                    9 8 7 6 5 4 3 2 1 0
                    10 9 8 7 6 5 4 3 2 1 0
                    11 10 9 8 7 6 5 4 3 2 1 0
                    """),
            new Drawing("rerope", "ReRoPE, w = 6", "rerope:window=6", """
                    0
                    1 0
                    2 1 0
                    3 2 1 0
                    4 3 2 1 0
                    5 4 3 2 1 0
                    6 5 4 3 2 1 0
                    6 6 5 4 3 2 1 0
                    6 6 6 5 4 3 2 1 0
                    6 6 6 6 5 4 3 2 1 0
                    """),
            new Drawing("self-extend", "Self-Extend, G = 2, W = 4", "self_extend:group_size=2,neighbor_window=4", """
                    0
                    1 0
                    2 1 0
                    3 2 1 0
                    4 3 2 1 0
                    4 4 3 2 1 0
                    5 5 4 3 2 1 0
                    5 5 4 4 3 2 1 0
                    6 6 5 5 4 3 2 1 0
                    6 6 5 5 4 4 3 2 1 0
                    """),
            new Drawing(
                    "dual-chunk",
                    "Dual Chunk Attention, s = 6, c = 10, w = 4",
                    "dual_chunk:chunk_size=9,local_window=3",
                    """
                    0
                    1 0
                    2 1 0
                    3 2 1 0
                    4 3 2 1 0
                    5 4 3 2 1 0
                    6 5 4 3 2 1 0
                    7 6 5 4 3 2 1 0
                    8 7 6 5 4 3 2 1 0
                    9 8 7 6 5 4 3 2 1 0
                    9 8 7 6 5 4 4 3 2 1 0
                    9 8 7 6 5 4 5 4 3 2 1 0
                    """),
            new Drawing("string", "STRING, L = 9, shift 3, W = 0", "string:shift=3,local_window=0", """
                    0
                    1 0
                    2 1 0
                    0 2 1 0
                    1 0 2 1 0
                    2 1 0 2 1 0
                    3 2 1 0 2 1 0
                    4 3 2 1 0 2 1 0
                    5 4 3 2 1 0 2 1 0
                    """));

    /** By the authors' code: run, or written down line by line in NumPy. */
    static final List<Drawing> OF_CODE = List.of(
            new Drawing("rerope-code", "ReRoPE, w = 4", "rerope:window=4", """
                    0
                    1 0
                    2 1 0
                    3 2 1 0
                    4 3 2 1 0
                    4 4 3 2 1 0
                    4 4 4 3 2 1 0
                    4 4 4 4 3 2 1 0
                    4 4 4 4 4 3 2 1 0
                    4 4 4 4 4 4 3 2 1 0
                    4 4 4 4 4 4 4 3 2 1 0
                    4 4 4 4 4 4 4 4 3 2 1 0
                    """),
            new Drawing(
                    "leaky-rerope-code", "Leaky ReRoPE, w = 4, k = 2", "leaky_rerope:window=4,scaling_factor=2", """
                    0
                    1 0
                    2 1 0
                    3 2 1 0
                    4 3 2 1 0
                    4.5 4 3 2 1 0
                    5 4.5 4 3 2 1 0
                    5.5 5 4.5 4 3 2 1 0
                    6 5.5 5 4.5 4 3 2 1 0
                    6.5 6 5.5 5 4.5 4 3 2 1 0
                    7 6.5 6 5.5 5 4.5 4 3 2 1 0
                    7.5 7 6.5 6 5.5 5 4.5 4 3 2 1 0
                    """),
            new Drawing("string-code", "STRING, S = 4, W = 2", "string:shift=4,local_window=2", """
                    0
                    1 0
                    2 1 0
                    3 2 1 0
                    2 3 2 1 0
                    3 2 3 2 1 0
                    4 3 2 3 2 1 0
                    5 4 3 2 3 2 1 0
                    6 5 4 3 2 3 2 1 0
                    7 6 5 4 3 2 3 2 1 0
                    8 7 6 5 4 3 2 3 2 1 0
                    9 8 7 6 5 4 3 2 3 2 1 0
                    """),
            new Drawing(
                    "dual-chunk-code", "Dual Chunk, size 6, local 2", "dual_chunk:chunk_size=6,local_window=2", """
                    0
                    1 0
                    2 1 0
                    3 2 1 0
                    4 3 2 1 0
                    5 4 3 2 1 0
                    6 5 4 3 2 1 0
                    6 5 4 3 3 2 1 0
                    6 5 4 3 4 3 2 1 0
                    6 5 4 3 5 4 3 2 1 0
                    6 5 4 3 6 5 4 3 2 1 0
                    6 5 4 3 6 5 4 3 3 2 1 0
                    """));

    /** By Self-Extend's code, written down in NumPy. */
    static final List<Drawing> OF_GROUPING_CODE = List.of(
            new Drawing(
                    "self-extend-code", "Self-Extend, G = 2, W = 4", "self_extend:group_size=2,neighbor_window=4", """
                    0
                    1 0
                    2 1 0
                    3 2 1 0
                    4 3 2 1 0
                    4 4 3 2 1 0
                    5 5 4 3 2 1 0
                    5 5 4 4 3 2 1 0
                    6 6 5 5 4 3 2 1 0
                    6 6 5 5 4 4 3 2 1 0
                    7 7 6 6 5 5 4 3 2 1 0
                    7 7 6 6 5 5 4 4 3 2 1 0
                    8 8 7 7 6 6 5 5 4 3 2 1 0
                    8 8 7 7 6 6 5 5 4 4 3 2 1 0
                    9 9 8 8 7 7 6 6 5 5 4 3 2 1 0
                    9 9 8 8 7 7 6 6 5 5 4 4 3 2 1 0
                    """),
            new Drawing(
                    "self-extend-thirds",
                    "Self-Extend, G = 3, W = 4",
                    "self_extend:group_size=3,neighbor_window=4",
                    """
                    0
                    1 0
                    2 1 0
                    3 2 1 0
                    11/3 3 2 1 0
                    11/3 11/3 3 2 1 0
                    14/3 14/3 14/3 3 2 1 0
                    14/3 14/3 14/3 11/3 3 2 1 0
                    14/3 14/3 14/3 11/3 11/3 3 2 1 0
                    17/3 17/3 17/3 14/3 14/3 14/3 3 2 1 0
                    17/3 17/3 17/3 14/3 14/3 14/3 11/3 3 2 1 0
                    17/3 17/3 17/3 14/3 14/3 14/3 11/3 11/3 3 2 1 0
                    20/3 20/3 20/3 17/3 17/3 17/3 14/3 14/3 14/3 3 2 1 0
                    20/3 20/3 20/3 17/3 17/3 17/3 14/3 14/3 14/3 11/3 3 2 1 0
                    20/3 20/3 20/3 17/3 17/3 17/3 14/3 14/3 14/3 11/3 11/3 3 2 1 0
                    23/3 23/3 23/3 20/3 20/3 20/3 17/3 17/3 17/3 14/3 14/3 14/3 3 2 1 0
                    23/3 23/3 23/3 20/3 20/3 20/3 17/3 17/3 17/3 14/3 14/3 14/3 11/3 3 2 1 0
                    23/3 23/3 23/3 20/3 20/3 20/3 17/3 17/3 17/3 14/3 14/3 14/3 11/3 11/3 3 2 1 0
                    26/3 26/3 26/3 23/3 23/3 23/3 20/3 20/3 20/3 17/3 17/3 17/3 14/3 14/3 14/3 3 2 1 0
                    26/3 26/3 26/3 23/3 23/3 23/3 20/3 20/3 20/3 17/3 17/3 17/3 14/3 14/3 14/3 11/3 3 2 1 0
                    """));

    /** What was drawn. */
    DistanceMatrix matrix() {
        return DistanceMatrix.of(distances);
    }

    /** What the strategy makes of as many tokens. */
    DistanceMatrix computed() {
        return DistanceMatrix.of(strategy, matrix().tokens());
    }
}

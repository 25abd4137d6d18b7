package io.github.ropelab.experiments.reproduction.distance;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.later;
import static io.github.ropelab.experiments.published.Published.printed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.reproduction.frame.Publications;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Window schemes as their papers draw them: every cell of the matrix of relative positions. */
public final class RelativePositionMatrices implements Reproduction {
    private static final int TOKENS = 12;
    private static final int MANY = 100;

    /** What makes a scheme plain RoPE for {@link #TOKENS} tokens. */
    private static final Map<String, String> LIMITS = limits();

    private static Map<String, String> limits() {
        Map<String, String> limits = new LinkedHashMap<>();
        limits.put("rerope:window=12", "ReRoPE, window as long as the text");
        limits.put("leaky_rerope:window=4,scaling_factor=1", "Leaky ReRoPE, k = 1");
        limits.put("self_extend:group_size=1,neighbor_window=4", "Self-Extend, groups of 1");
        limits.put("self_extend:group_size=2,neighbor_window=12", "Self-Extend, window as long as the text");
        limits.put("dual_chunk:chunk_size=16,local_window=4", "Dual Chunk Attention, chunk as long as the text");
        limits.put("string:shift=12,local_window=2", "STRING, shift as long as the text");
        return limits;
    }

    private static String limit(String strategy) {
        return "limit-" + strategy.replaceAll("[^a-z0-9]+", "-");
    }

    private static Stream<Drawing> ofCode() {
        return Stream.concat(Drawing.OF_CODE.stream(), Drawing.OF_GROUPING_CODE.stream());
    }

    @Override
    public Description description() {
        return new Description(
                "relative-position-matrices",
                "Window schemes, cell by cell",
                "ReRoPE, Self-Extend, Dual Chunk Attention and STRING give each query and key the relative positions that their papers draw.",
                List.of(
                        Publications.SELF_EXTEND.at(
                                "the figure of neighbor and grouped attention; equation 4",
                                Reading.COPY,
                                "the figure was read in the authors' repository (img/self_ext.jpg), equation 4 is quoted in its issue 35; "
                                        + "the matrices of the code (cdbbb061) are recorded ones"),
                        Citation.arxiv(
                                "an2024dca",
                                "Chenxin An and Fei Huang and Jun Zhang and Shansan Gong and Xipeng Qiu and Chang Zhou and Lingpeng Kong",
                                2024,
                                "Training-Free Long-Context Scaling of Large Language Models",
                                "2402.17463",
                                "figures 1 and 2, equations 2 to 8",
                                Reading.READ,
                                "paper and figures read; the matrix of the code (ChunkLlama 2add4d7c) is a recorded one"),
                        Citation.web(
                                "su2023rerope",
                                "Jianlin Su",
                                2023,
                                "Rectified Rotary Position Embeddings",
                                "https://github.com/bojone/rerope",
                                "picture idea.png, rerope_patch.py, leaky_rerope_patch.py",
                                Reading.READ,
                                "the picture was read, the code (acfe7884) in part; the posts kexue.fm/archives/9706 and 9708, which it accompanies, were not"),
                        Citation.web(
                                "siyuanseever2024rerope",
                                "siyuanseever",
                                2024,
                                "Differences with ReRoPE",
                                "https://github.com/datamllab/LongLM/issues/40",
                                "two matrices of ten tokens",
                                Reading.READ,
                                "text read; the second matrix is ReRoPE with window 6"),
                        Citation.arxiv(
                                "an2024string",
                                "Chenxin An and Jun Zhang and Ming Zhong and Lei Li and Shansan Gong and Yao Luo and Jingjing Xu and Lingpeng Kong",
                                2024,
                                "Why Does the Effective Context Length of LLMs Fall Short?",
                                "2410.18745",
                                "figure 5",
                                Reading.QUOTED,
                                "the figure's caption is quoted in a public review, its panels were not seen; the matrix of the code (216cc2f0) is a recorded one")),
                "RoPE i-j;  ReRoPE min(i-j, w);  Leaky ReRoPE w + (i-j-w)/k from w on;  Self-Extend floor(i/G) + W - W/G - floor(j/G) from W on;  "
                        + "Dual Chunk P_q(i) - j mod s;  STRING i-j-S+W from S on",
                "The position maps of the catalogue's strategies, every cell with key at or before query, against the drawings and "
                        + "against matrices that the authors' code gives. A cell counts as different from 1e-12 tokens on.",
                """
                **Dual Chunk Attention: two namings.** The paper's s is the length of a chunk, c the pretraining length and w = c - s
                the local window. Figure 2 has s = 6, c = 10, w = 4, and its largest relative position is c - 1 = 9. In the code
                `chunk_size` is the largest *position* and a chunk is `chunk_size - local_window` long. So the drawing is chunk_size 9
                with local_window 3: each is the paper's number less one. Whoever gives the code c and w as they stand gets the
                relative position 10 and 12 cells that are not in the drawing; both numbers are checked above.

                **Self-Extend: W/G.** The figure says 4 - 4//2, a floor; the code divides exactly. With G = 3 and W = 4 all 136 cells
                outside of the window differ, by a third of a token.

                **ReRoPE and Self-Extend.** Issue 40 of the authors' tracker prints both, Self-Extend's
                with the numbers of its paper's figure. They are different schemes, and differ in 9 of 55 cells.
                The picture of ReRoPE is in letters; it is checked for every w from 1 to 12.

                **STRING.** Figure 5 (c) adds a constant W that has no value there; (b), W = 0, is checked. The distance falls from
                S - 1 to W where the shift begins, and relative positions from L - S on are not used at all.

                StreamingLLM (arXiv 2309.17453) counts positions inside of its cache. It drops keys and has no matrix of this kind.
                """,
                0.1);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (Drawing drawing : Drawing.PUBLISHED) {
            String quantity = drawing.title() + ": cells of the drawing that differ";
            published.add((drawing.name().equals("rerope")
                            ? later(drawing.name(), quantity, "cells", 0)
                            : printed(drawing.name(), quantity, "cells", 0))
                    .exactly("every cell is a count of tokens"));
        }
        published.add(stated(
                        "rerope-letters",
                        "ReRoPE, w = 1 to 12: cells that are not i-j below w and w from there on",
                        "cells",
                        0)
                .exactly("the picture's rule"));
        for (Drawing drawing : ofCode().toList()) {
            published.add(
                    computed(drawing.name(), drawing.title() + ": cells of the authors' code that differ", "cells", 0)
                            .exactly("up to 1e-12 tokens, the rounding of a third"));
        }
        LIMITS.forEach((strategy, words) ->
                published.add(stated(limit(strategy), words + ": cells that are not i-j", "cells", 0)
                        .exactly("it is plain RoPE")));
        published.add(printed(
                        "dual-chunk-largest",
                        "Dual Chunk of figure 2: largest relative position, 100 tokens",
                        "tokens",
                        9)
                .exactly("the caption: positions do not exceed 9"));
        published.add(stated(
                        "dual-chunk-rule",
                        "Dual Chunk, sizes of 1 to 12 and all local windows: cells that are not those of the code's rule",
                        "cells",
                        0)
                .exactly(
                        "chunks of n = size - local; a query at r of its chunk stands at r for its own chunk, at min(r + n, size) for "
                                + "the one before, at min(2n - 1, size) for older ones"));
        published.add(stated(
                        "dual-chunk-c-w",
                        "Dual Chunk with the paper's c and w as the code's numbers: cells that are not figure 2",
                        "cells",
                        12)
                .exactly("the last two queries of a chunk see the chunk before one token further off"));
        published.add(stated("dual-chunk-c-w-largest", "the same: largest relative position", "tokens", 10)
                .exactly("one more than the drawing has"));
        published.add(printed(
                        "self-extend-reach",
                        "Self-Extend, G = 2, W = 4: longest text whose relative positions stay below 7",
                        "tokens",
                        10)
                .exactly("equation 4: (7 - 4)·2 + 4"));
        published.add(stated(
                        "self-extend-rounding",
                        "Self-Extend, G = 3, W = 4, 20 tokens: cells where exact division is not the floor",
                        "cells",
                        136)
                .exactly("all that are outside of the window: 16·17/2"));
        published.add(stated("self-extend-rerope", "issue 40: cells in which Self-Extend is not ReRoPE", "cells", 9)
                .exactly("a count"));
        published.add(
                stated("other-window", "ReRoPE with w = 5 against the matrix of w = 6: cells that differ", "cells", 10)
                        .exactly("all with i-j of 6 or more: 4·5/2"));
        published.add(
                printed("string-unused", "STRING of figure 5: cells with a relative position of 6, 7 or 8", "cells", 0)
                        .exactly("the caption: they are removed"));
        published.add(
                stated("changed-cells", "cells of the drawings whose change by one token would be seen", "cells", 311)
                        .exactly("all: 78 + 55 + 55 + 78 + 45"));
        return published;
    }

    @Override
    public Recomputed compute(Work work) {
        Recomputed recomputed = new Recomputed();
        Stream.concat(Drawing.PUBLISHED.stream(), ofCode())
                .forEach(drawing ->
                        recomputed.put(drawing.name(), drawing.computed().differing(drawing.matrix())));
        DistanceMatrix plain = DistanceMatrix.of("none", TOKENS);
        LIMITS.forEach((strategy, words) -> recomputed.put(
                limit(strategy), DistanceMatrix.of(strategy, TOKENS).differing(plain)));
        dualChunk(recomputed);
        selfExtend(recomputed);
        reRope(recomputed);
        recomputed.put(
                "string-unused",
                DistanceMatrix.of("string:shift=3,local_window=0", 9).rows().stream()
                        .flatMapToDouble(Arrays::stream)
                        .filter(distance -> distance >= 6)
                        .count());
        recomputed.put(
                "changed-cells",
                Drawing.PUBLISHED.stream()
                        .mapToInt(RelativePositionMatrices::seen)
                        .sum());
        return recomputed
                .add(
                        table("drawn", "Relative positions of the drawings", Drawing.PUBLISHED),
                        cells(
                                "drawn",
                                "Relative positions of query and key as the publications draw them: RoPE and Dual Chunk "
                                        + "Attention (12 tokens; s chunk, c pretraining length, w local window), ReRoPE and "
                                        + "Self-Extend (10 tokens; G tokens share a position beyond W), STRING (9 tokens; from the shift on its positions start anew at W). "
                                        + "Drawn from what was computed."))
                .add(
                        table("code", "Relative positions of the authors' code", Drawing.OF_CODE),
                        cells(
                                "code",
                                "Relative positions of query and key as the authors' code gives them, 12 tokens. Leaky ReRoPE "
                                        + "counts k tokens as one beyond its window w, so that its steps are halves; STRING has shift S and window W; Dual "
                                        + "Chunk's chunks are of 4 tokens here (size less local window)."))
                .add(
                        table("groups", "Relative positions of Self-Extend's code", Drawing.OF_GROUPING_CODE),
                        cells(
                                "groups",
                                "Relative positions of query and key as Self-Extend's code gives them, 16 and 20 tokens. Where G "
                                        + "does not divide W they are fractions of a token, written to two digits here. Panel (b) has them, (a) has whole tokens."));
    }

    private static void dualChunk(Recomputed recomputed) {
        DistanceMatrix figure = DistanceMatrix.of("dual_chunk:chunk_size=9,local_window=3", TOKENS);
        DistanceMatrix named = DistanceMatrix.of("dual_chunk:chunk_size=10,local_window=4", TOKENS);
        recomputed
                .put("dual-chunk-rule", offDualChunkRule())
                .put(
                        "dual-chunk-largest",
                        DistanceMatrix.of("dual_chunk:chunk_size=9,local_window=3", MANY)
                                .largest())
                .put("dual-chunk-c-w", named.differing(figure))
                .put("dual-chunk-c-w-largest", named.largest());
    }

    /** With a chunk shorter than half of the size, too, where older chunks lie nearer than the size. */
    private static int offDualChunkRule() {
        int off = 0;
        for (int size = 1; size <= TOKENS; size++) {
            for (int local = 0; local < size; local++) {
                DistanceMatrix matrix =
                        DistanceMatrix.of("dual_chunk:chunk_size=" + size + ",local_window=" + local, TOKENS);
                int n = size - local;
                for (int i = 0; i < TOKENS; i++) {
                    for (int j = 0; j <= i; j++) {
                        int query =
                                switch (i / n - j / n) {
                                    case 0 -> i % n;
                                    case 1 -> Math.min(i % n + n, size);
                                    default -> Math.min(2 * n - 1, size);
                                };
                        off += matrix.at(i, j) == query - j % n ? 0 : 1;
                    }
                }
            }
        }
        return off;
    }

    private static void selfExtend(Recomputed recomputed) {
        String figure = "self_extend:group_size=2,neighbor_window=4";
        int reach = 1;
        while (DistanceMatrix.of(figure, reach + 1).largest() < 7) {
            reach++;
        }
        String thirds = "self_extend:group_size=3,neighbor_window=4";
        recomputed
                .put("self-extend-reach", reach)
                .put(
                        "self-extend-rounding",
                        DistanceMatrix.of(thirds, 20).differing(DistanceMatrix.of(thirds + ",rounding=floor", 20)));
    }

    private static void reRope(Recomputed recomputed) {
        int broken = 0;
        for (int w = 1; w <= TOKENS; w++) {
            DistanceMatrix matrix = DistanceMatrix.of("rerope:window=" + w, TOKENS);
            for (int i = 0; i < TOKENS; i++) {
                for (int j = 0; j <= i; j++) {
                    broken += matrix.at(i, j) == (i - j < w ? i - j : w) ? 0 : 1;
                }
            }
        }
        DistanceMatrix six = DistanceMatrix.of("rerope:window=6", 10);
        recomputed
                .put("rerope-letters", broken)
                .put(
                        "self-extend-rerope",
                        DistanceMatrix.of("self_extend:group_size=2,neighbor_window=4", 10)
                                .differing(six))
                .put("other-window", DistanceMatrix.of("rerope:window=5", 10).differing(six));
    }

    /** Cells whose change leaves exactly one that differs. */
    private static int seen(Drawing drawing) {
        DistanceMatrix computed = drawing.computed();
        int seen = 0;
        for (int i = 0; i < computed.tokens(); i++) {
            for (int j = 0; j <= i; j++) {
                seen += computed.differing(drawing.matrix().changed(i, j)) == 1 ? 1 : 0;
            }
        }
        return seen;
    }

    private static DataTable table(String id, String title, List<Drawing> drawings) {
        DataTable.Rows rows = DataTable.titled(id, title)
                .column("scheme", "scheme with its parameters")
                .column("query", "position of the query, tokens")
                .column("key", "position of the key, tokens")
                .column("published", "relative position as drawn, tokens")
                .column("computed", "relative position computed now, tokens");
        for (Drawing drawing : drawings) {
            DistanceMatrix matrix = drawing.matrix();
            DistanceMatrix computed = drawing.computed();
            for (int i = 0; i < matrix.tokens(); i++) {
                for (int j = 0; j <= i; j++) {
                    rows.row(drawing.title(), i, j, matrix.at(i, j), computed.at(i, j));
                }
            }
        }
        return rows.table();
    }

    private static Chart cells(String table, String caption) {
        return Chart.cells(
                        table,
                        caption,
                        table,
                        new Axis("key", "key (position)"),
                        new Axis("query", "query (position)"),
                        new Axis("computed", "relative position (tokens)"))
                .panels("scheme", 3)
                .absent("key after the query: hidden by the causal mask");
    }
}

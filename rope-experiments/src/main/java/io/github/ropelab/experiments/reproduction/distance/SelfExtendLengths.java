package io.github.ropelab.experiments.reproduction.distance;

import static io.github.ropelab.experiments.published.Published.printed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Mark;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.reproduction.frame.Publications;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.ArrayList;
import java.util.List;

/** Self-Extend: how long a text fits into the distances that training showed. */
public final class SelfExtendLengths implements Reproduction {
    private static final int TRAINED = 4096;
    private static final int WINDOW = 1024;
    private static final int LARGEST_GROUP = 64;
    private static final int EXAMPLE = 15_800;
    private static final int[] WHOLE_GROUPS = {2, 4, 8, 16, 32, 64};
    private static final int[] DRAWN = {4, 5, 8, 16};
    private static final String COUNT = "a count of tokens";

    @Override
    public Description description() {
        return new Description(
                "self-extend-lengths",
                "Self-Extend: the longest text for a group size",
                "With groups of G tokens beyond a neighbour window W, a model trained at L tokens reads (L - W)·G + W tokens: "
                        + "16,384 for Llama-2 with W = 1024 and G = 5.",
                List.of(
                        Publications.SELF_EXTEND.at(
                                "maximum length of the extended context",
                                Reading.QUOTED,
                                "the formula as the authors' README and other implementations give it"),
                        Citation.web(
                                "jin2024longlm",
                                "Hongye Jin and Xiaotian Han and Jingfeng Yang and Zhimeng Jiang and Zirui Liu and "
                                        + "Chia-Yuan Chang and Huiyuan Chen and Xia Hu",
                                2024,
                                "LongLM: code of Self-Extend",
                                "https://github.com/datamllab/LongLM",
                                "README, how to choose group_size and neighbor_window; self_extend_patch/Llama.py",
                                Reading.READ,
                                "README and code of commit cdbbb06 were read; the code divides W by G exactly in one place and rounds down in another")),
                "distance(i, j) = i-j if i-j < W, else floor(i/G) - floor(j/G) + W - W/G;  "
                        + "longest N with every distance of i < N at most L-1",
                "Distances of the strategy self_extend as the authors' code divides (W/G not rounded), and with W/G rounded down, "
                        + "from the last query to the first key, for texts that grow token by token; L = 4096, W = 1024, G = 2 to 64.",
                """
                **The formula holds where G divides W, and is W mod G tokens too long elsewhere.** The farthest distance of N tokens
                is floor((N-1)/G) + W - W/G. It is at most L-1 as long as floor((N-1)/G) ≤ L-1-W+W/G, and as the left side is a
                whole number the right one may be rounded down: N ≤ G·(L-W+floor(W/G)) = (L-W)·G + W - (W mod G). That is so
                with W/G rounded down as well. For G = 5 and W = 1024 the last 4 of the README's 16,384 tokens see the
                distance 4095.2, above the largest trained one, 4095.

                The README's positions count from 1 and drop the fraction. At a length of 15,800 tokens it has positions 1,025 to
                3,979 for G = 5. The last is right for the code (3979.2). The first is not: the least grouped distance is
                floor(1024/5) + 1024 - 204.8 = 1023.2, which is position 1024.2. With W/G rounded down the first would be 1025, and
                the last 3980. So no reading gives both. For G = 8, which divides 1024, both numbers are right.
                """,
                0.5);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        published.add(
                printed("longest-g5", "longest text for G = 5, W = 1024, L = 4096", "tokens", 16_384)
                        .exactly(COUNT)
                        .corrected(
                                16_380,
                                0,
                                "the farthest distance of 16,384 tokens is floor(16383/5) + 1024 - 204.8 = 4095.2 > 4095; that of 16,380 is 4094.2"));
        for (int group : WHOLE_GROUPS) {
            published.add(stated(
                            "longest-g" + group,
                            "longest text for G = " + group + ": (L - W)·G + W",
                            "tokens",
                            (TRAINED - WINDOW) * group + WINDOW)
                    .exactly(COUNT));
        }
        published.add(
                printed("last-g5", "last position at 15,800 tokens, G = 5, from 1, without fraction", "tokens", 3979)
                        .exactly(COUNT));
        published.add(printed("last-g8", "last position at 15,800 tokens, G = 8, from 1", "tokens", 2871)
                .exactly(COUNT));
        published.add(printed("first-g5", "first grouped position, G = 5, from 1, without fraction", "tokens", 1025)
                .exactly(COUNT)
                .corrected(1024, 0, "the least grouped distance is floor(1024/5) + 1024 - 204.8 = 1023.2"));
        published.add(printed("first-g8", "first grouped position, G = 8, from 1", "tokens", 1025)
                .exactly(COUNT));
        published.add(stated(
                        "corrected-formula",
                        "group sizes of 2 to 64, in both roundings, whose longest text is not (L - W)·G + W - (W mod G)",
                        "sizes",
                        0)
                .exactly("a count; proof below"));
        return published;
    }

    @Override
    public Recomputed compute(Work work) {
        Recomputed recomputed = new Recomputed();
        DataTable.Rows lengths = DataTable.titled("lengths", "Longest text by group size, L = 4096, W = 1024")
                .column("group_size", "G, tokens")
                .column("formula", "(L - W)·G + W, tokens")
                .column("longest", "longest text within the trained distances, tokens")
                .column("longest_whole_groups", "the same with W/G rounded down, tokens")
                .column("too_long_by", "formula - longest, tokens");
        int wrong = 0;
        for (int group = 2; group <= LARGEST_GROUP; group++) {
            int formula = (TRAINED - WINDOW) * group + WINDOW;
            int exact = longest(positions(group, "exact"));
            int floor = longest(positions(group, "floor"));
            int right = formula - WINDOW % group;
            wrong += exact == right && floor == right ? 0 : 1;
            lengths.row(group, formula, exact, floor, formula - exact);
            if (group == 5 || WINDOW % group == 0) {
                recomputed.put("longest-g" + group, exact);
            }
        }
        recomputed.put("corrected-formula", wrong);
        for (int group : new int[] {5, 8}) {
            EffectivePositions positions = positions(group, "exact");
            recomputed.put("last-g" + group, Math.floor(1 + positions.distance(EXAMPLE - 1, 0)));
            recomputed.put("first-g" + group, Math.floor(1 + leastGrouped(positions)));
        }
        DataTable.Rows farthest = DataTable.titled("farthest", "Farthest distance by length")
                .column("length", "tokens")
                .column("group_size", "G, tokens")
                .column("distance", "from the last token to the first, tokens");
        for (int group : DRAWN) {
            EffectivePositions positions = positions(group, "exact");
            for (int length = 256; length <= 32_768; length += 256) {
                farthest.row(length, "G = " + group, positions.distance(length - 1, 0));
            }
        }
        return recomputed
                .add(lengths.table())
                .add(
                        farthest.table(),
                        Chart.lines(
                                        "farthest",
                                        "Farthest distance that a text of some length shows the model, by group size G, for a "
                                                + "neighbour window of 1024 tokens. Training showed distances up to 4095: where a line passes "
                                                + "that, the reach of its G ends.",
                                        "farthest",
                                        new Axis("length", "length (tokens)"),
                                        new Axis("distance", "farthest distance (tokens)"),
                                        "group_size")
                                .levelled(new Mark(TRAINED - 1, "farthest trained distance")));
    }

    private static EffectivePositions positions(int group, String rounding) {
        Rope llama = new Rope(128, 10_000, Lengths.trained(TRAINED));
        return EffectivePositions.of(
                llama.encode(
                        "self_extend:group_size=" + group + ",neighbor_window=" + WINDOW + ",rounding=" + rounding),
                llama.context());
    }

    /** The longest text whose last query sees no distance beyond the trained ones; the first key is the farthest. */
    static int longest(EffectivePositions positions) {
        int length = 1;
        while (positions.distance(length, 0) <= positions.trainedLimit()) {
            length++;
        }
        return length;
    }

    private static double leastGrouped(EffectivePositions positions) {
        double least = Double.POSITIVE_INFINITY;
        for (int query = WINDOW; query < EXAMPLE; query++) {
            least = Math.min(least, positions.distance(query, query - WINDOW));
        }
        return least;
    }
}

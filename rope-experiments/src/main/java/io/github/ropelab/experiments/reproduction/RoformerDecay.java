package io.github.ropelab.experiments.reproduction;

import static io.github.ropelab.experiments.published.Published.computed;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Origin;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import java.util.ArrayList;
import java.util.List;

/** RoFormer, section 3.4.3: the bound of a score's size falls with distance. */
final class RoformerDecay implements Reproduction {
    private static final int WIDTH = 128;
    private static final int LAST = 256;
    private static final double ROUNDING = 1e-9;
    private static final int[] DISTANCES = {0, 1, 2, 5, 10, 50, 100, 200, 250};
    private static final double[] VALUES = {
        32.5,
        31.538166142658085,
        28.955988473564467,
        20.845357778356764,
        17.954137137084835,
        12.629452488319242,
        10.227329948505133,
        7.2447707485105095,
        6.548179031941601
    };

    @Override
    public Description description() {
        return new Description(
                "roformer-decay",
                "RoFormer: long-term decay",
                "The bound of a score's size, relative to the vectors, falls from about 20 to 7-8 as the distance grows to 250.",
                List.of(
                        Citation.arxiv(
                                "su2021roformer",
                                "Jianlin Su and Yu Lu and Shengfeng Pan and Ahmed Murtadha and Bo Wen and Yunfeng Liu",
                                2021,
                                "RoFormer: Enhanced Transformer with Rotary Position Embedding",
                                "2104.09864",
                                "section 3.4.3, figure 2",
                                Reading.COPY,
                                "text read in copies; the figure was read by eye by others, d = 128 is from the author's blog")),
                "R(s) = (1/(d/2)) Σ_{i=1..d/2} |S_i|,  S_i = Σ_{k<i} exp(i·s·θ_k),  θ_k = b^(-2k/d)",
                "Partial sums of the rotations of all pairs, d = 128, b = 10,000, in double precision, at s = 0 to 256.",
                "It is an envelope and no monotone function: steps upwards are counted above. At s = 0 it is (d/2+1)/2.",
                0.1);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (int i = 0; i < VALUES.length; i++) {
            published.add(computed("s-" + DISTANCES[i], "R at s = " + DISTANCES[i], "1", VALUES[i])
                    .within(ROUNDING, "sums of 64 terms in double precision"));
        }
        published.add(Published.range(
                "early",
                "R at s = 5, where the figure's curve starts to be readable",
                "1",
                Origin.PUBLICATION,
                19,
                22,
                "about 20, by eye"));
        published.add(Published.range(
                "late", "mean of R over s = 200 to 250", "1", Origin.PUBLICATION, 6.5, 8.5, "7 to 8, by eye"));
        published.add(computed("rising-steps", "steps from s to s + 1 below 250 on which R rises", "steps", 113)
                .exactly("a count"));
        return published;
    }

    @Override
    public Recomputed compute(Work work) {
        FrequencySchedule theta = new Rope(WIDTH, 10_000, Lengths.trained(LAST)).frequencies("none");
        double[] r = new double[LAST + 1];
        DataTable.Rows rows = DataTable.titled("decay", "Relative bound by distance")
                .column("distance", "s, tokens")
                .column("bound", "R(s)");
        for (int s = 0; s <= LAST; s++) {
            r[s] = PartialSums.of(theta, s) / theta.pairs();
            rows.row(s, r[s]);
        }
        Recomputed recomputed = new Recomputed();
        for (int s : DISTANCES) {
            recomputed.put("s-" + s, r[s]);
        }
        double late = 0;
        int rising = 0;
        for (int s = 0; s < 250; s++) {
            rising += r[s + 1] > r[s] ? 1 : 0;
            late += s >= 200 ? r[s] / 51 : 0;
        }
        recomputed.put("early", r[5]).put("late", late + r[250] / 51).put("rising-steps", rising);
        return recomputed.add(
                rows.table(),
                Chart.lines(
                        "decay",
                        "Mean size of the partial sums of rotations by distance, d = 128, base 10,000.",
                        "decay",
                        new Axis("distance", "distance s (tokens)"),
                        new Axis("bound", "relative bound"),
                        ""));
    }
}

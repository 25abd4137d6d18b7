package io.github.ropelab.experiments.reproduction.interpolation;

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
import io.github.ropelab.experiments.reproduction.frame.Publications;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.ArrayList;
import java.util.List;

/** RoFormer, section 3.4.3: the bound of a score's size falls with distance. */
public final class RoformerDecay implements Reproduction {
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
                        Publications.ROFORMER.at(
                                "section 3.4.3, figure 2",
                                Reading.COPY,
                                "text read in copies; the figure was read by eye by others"),
                        Citation.web(
                                "su2021rope-post",
                                "Jianlin Su",
                                2021,
                                "The road of upgrading transformers, 2: rotary position encoding (in Chinese)",
                                "https://kexue.fm/archives/8265",
                                "section on long-term decay",
                                Reading.QUOTED,
                                "d = 128 of the figure is from code in this post, as others quote it")),
                "R(s) = (1/(d/2)) Σ_{i=1..d/2} |S_i|,  S_i = Σ_{k<i} exp(i·s·θ_k),  θ_k = b^(-2k/d)",
                "Partial sums of the rotations of all pairs, d = 128, b = 10,000, in double precision, at s = 0 to 256; d = 64 beside it.",
                """
                A score is `Re Σ_k h_k exp(i·s·θ_k)`. Summation by parts bounds its size by `max_k |h_{k+1} - h_k| · Σ_i |S_i|`
                (section 3.4.3, with h zero beyond the last pair), so that R(s) is how much of the vectors' size the bound lets through.
                At s = 0 all terms agree and R(0) = (d/2+1)/2.

                **It is an envelope and no monotone function**: on almost half of the steps it rises (`rising-steps`), and a
                score may do what it likes below it. Do not read it as "a score decays with distance". The published curve has no
                width printed beside it; the author's post computes d = 128. At d = 64 the curve starts at half of the height.

                R(s) is twice B(s)/d of position interpolation, result `pi-figure5`, where it goes on to 32,767.
                """,
                0.1);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (int i = 0; i < VALUES.length; i++) {
            published.add(computed("s-" + DISTANCES[i], "R at s = " + DISTANCES[i], "1", VALUES[i])
                    .within(ROUNDING, "sums of 64 terms in double precision"));
        }
        published.add(computed("s-0-d64", "R at s = 0, d = 64", "1", 16.5).within(ROUNDING, "a closed form"));
        published.add(computed("s-250-d64", "R at s = 250, d = 64", "1", 3.6687000406782)
                .within(ROUNDING, "sums of 32 terms in double precision"));
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
        double[] r = curve(WIDTH);
        double[] narrow = curve(WIDTH / 2);
        DataTable.Rows rows = DataTable.titled("decay", "Relative bound by distance")
                .column("head_dim", "width")
                .column("distance", "s, tokens")
                .column("bound", "R(s)");
        for (int s = 0; s <= LAST; s++) {
            rows.row("d = " + WIDTH, s, r[s]);
        }
        for (int s = 0; s <= LAST; s++) {
            rows.row("d = " + WIDTH / 2, s, narrow[s]);
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
        recomputed.put("s-0-d64", narrow[0]).put("s-250-d64", narrow[250]);
        return recomputed.add(
                rows.table(),
                Chart.lines(
                        "decay",
                        "Relative bound of a score's size by distance: the mean size of the partial sums of rotations, base 10,000. It falls "
                                + "over all, and rises again and again on the way.",
                        "decay",
                        new Axis("distance", "distance s (tokens)"),
                        new Axis("bound", "relative bound R(s)"),
                        "head_dim"));
    }

    /** R(0) .. R(LAST). */
    private static double[] curve(int d) {
        FrequencySchedule theta = new Rope(d, 10_000, Lengths.trained(LAST)).frequencies("none");
        double[] curve = new double[LAST + 1];
        for (int s = 0; s <= LAST; s++) {
            curve[s] = PartialSums.of(theta, s) / theta.pairs();
        }
        return curve;
    }
}

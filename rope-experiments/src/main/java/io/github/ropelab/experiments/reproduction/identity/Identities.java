package io.github.ropelab.experiments.reproduction.identity;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
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

/** What modifications of RoPE have in common: 51 identities, and two that look like identities and are none. */
public final class Identities implements Reproduction {
    private static final double ROUNDING = 1e-12;

    private static final Rope LLAMA_2 = new Rope(128, 10_000, Lengths.trained(4096));
    private static final Rope LLAMA_3_1 = new Rope(128, 500_000, Lengths.trained(8192));

    /**
     * An identity at one head.
     *
     * @param name of the check
     * @param head width and base for people; empty for the book's
     */
    record At(String name, String head, Identity identity, IdentityHead values) {
        double value() {
            return identity.value().applyAsDouble(values);
        }
    }

    /** All 51, in the order of the table that the second implementation made. */
    static List<At> all() {
        List<At> all = new ArrayList<>();
        int[][] heads = {{64, 10_000}, {128, 10_000}, {128, 500_000}};
        for (int[] head : heads) {
            String key = "d" + head[0] + "-b" + head[1];
            IdentityHead values = new IdentityHead(head[0], head[1]);
            for (Identity identity : Identity.ofEveryHead()) {
                all.add(new At(key + "-" + identity.name(), "d = " + head[0] + ", b = " + head[1], identity, values));
            }
        }
        IdentityHead values = new IdentityHead(128, 10_000);
        for (Identity identity : Identity.ofInterpolation()) {
            all.add(new At(identity.name(), "", identity, values));
        }
        return all;
    }

    @Override
    public Description description() {
        return new Description(
                "identities",
                "Identities between modifications",
                "A modification is a new position parameter, Ro'(x, iθ) = Ro(x, iθ'), so several names stand for one rotation.",
                List.of(
                        Publications.FOUNDATIONS.at(
                                "chapter 2, on rotary embeddings and position interpolation",
                                Reading.QUOTED,
                                "its formulas are quoted in the pages of the 1cademy course on the book"),
                        Publications.ROFORMER.at("section 3.2", Reading.COPY, "text read in copies"),
                        Publications.POSITION_INTERPOLATION.at(
                                "equation 4", Reading.READ, "text read, appendix with code included"),
                        Publications.YARN.at("sections 3.1 and 3.4", Reading.COPY, "text read in copies")),
                "score(p_q, p_k; θ) = Σ_j Re(q_j·conj(k_j)·e^{i(p_q - p_k)θ_j});  for a name and its other form: equal scores or equal θ'",
                "120 pairs of normal vectors at scattered positions below 8192, rotated by the kernel in double precision, for "
                        + "three heads; schedules of the catalogue's strategies, pair by pair. No paper prints these numbers: "
                        + "a second implementation (NumPy) found the same identities with the same tolerances.",
                """
                **What does not compose.** Position interpolation and NTK-aware scaling are groups: by 2 and then by 4 is by 8.
                YaRN and Llama 3's rule are not. Both multiply θ_j by r_s = 1 - t + t/s with a share t that does not depend on
                s. Then r_2·r_4 - r_8 = -(3/8)·t·(1 - t), which is 0 where a pair is kept (t = 0) or divided (t = 1) and nowhere
                else: the two are equal outside of the blended pairs and up to 20 % apart inside of them. YaRN's temperature does
                not compose either: (1 + 0.1 ln 2)(1 + 0.1 ln 4) exceeds 1 + 0.1 ln 8 by 0.01·ln 2·ln 4. So a model that was
                extended twice is not the model that was extended once by the product.

                The largest gap is (3/8)·t(1 - t)/(1 - 7t/8) at the blended pair whose t is nearest to (2 - √0.5)/1.75 = 0.7388.
                """,
                0.2);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (At at : all()) {
            Identity identity = at.identity();
            String quantity = identity.quantity() + (at.head().isEmpty() ? "" : "; " + at.head());
            published.add(computed(at.name(), quantity, "1", identity.expected())
                    .within(identity.tolerance(), identity.reason()));
        }
        published.add(notComposed("yarn-composed", "YaRN on Llama 2", 0.20461538461538464));
        published.add(pairs("yarn-pairs", "YaRN on Llama 2", 25, "the blended pairs 21 to 45"));
        published.add(
                pairs("yarn-furthest", "YaRN on Llama 2: index of the pair that is furthest off", 39, "an index"));
        published.add(stated(
                        "yarn-temperature",
                        "YaRN's factor on cos and sin: by 2 and by 4 less by 8",
                        "1",
                        0.01 * StrictMath.log(2) * StrictMath.log(4))
                .within(ROUNDING, "double precision; it is 0.01·ln 2·ln 4"));
        published.add(notComposed("llama3-composed", "Llama 3's rule on Llama 3.1", 0.20427502505892914));
        published.add(pairs("llama3-pairs", "Llama 3's rule on Llama 3.1", 6, "the blended pairs 29 to 34"));
        published.add(
                pairs("llama3-furthest", "Llama 3's rule: index of the pair that is furthest off", 32, "an index"));
        return published;
    }

    private static Published notComposed(String name, String what, double gap) {
        return computed(
                        name,
                        what + ": largest relative difference of frequencies, by 2 and by 4 against by 8",
                        "1",
                        gap)
                .within(ROUNDING, "double precision; 0 would be an identity");
    }

    private static Published pairs(String name, String what, int count, String reason) {
        String quantity = name.endsWith("-pairs") ? what + ": pairs where by 2 and by 4 is not by 8" : what;
        return computed(name, quantity, "pairs", count).exactly(reason);
    }

    @Override
    public Recomputed compute(Work work) {
        Recomputed recomputed = new Recomputed();
        DataTable.Rows identities = DataTable.titled("identities", "Identities")
                .column("family", "kind of identity")
                .column("head", "width d and base b; empty for the lengths 2048 and 8192")
                .column("quantity", "what is computed")
                .column("expected", "value that the identity fixes")
                .column("value", "computed now")
                .column("tolerance", "largest difference that is rounding");
        for (At at : all()) {
            Identity identity = at.identity();
            double value = at.value();
            recomputed.put(at.name(), value);
            identities.row(
                    identity.family(),
                    at.head(),
                    identity.quantity(),
                    identity.expected(),
                    value,
                    identity.tolerance());
        }
        DataTable.Rows gaps = DataTable.titled("composition", "By 2 and by 4 against by 8")
                .column("rule", "modification")
                .column("pair", "pair, from 0, fastest first")
                .column("gap", "relative difference of frequencies");
        compose(recomputed, gaps, "yarn", "YaRN on Llama 2", LLAMA_2);
        compose(recomputed, gaps, "llama3", "Llama 3's rule on Llama 3.1", LLAMA_3_1);
        recomputed.put("yarn-temperature", amplitude(2) * amplitude(4) - amplitude(8));
        return recomputed
                .add(identities.table())
                .add(
                        gaps.table(),
                        Chart.lines(
                                "composition",
                                "Relative difference of the frequencies of two extensions by 2 and by 4 to those of one by 8. "
                                        + "Position interpolation and NTK-aware scaling have none at any pair; the two rules with "
                                        + "bands differ where they blend. d = 128; Llama 2: b = 10,000, trained length 4096; "
                                        + "Llama 3.1: b = 500,000, trained length 8192.",
                                "composition",
                                new Axis("pair", "pair, fast to slow"),
                                new Axis("gap", "relative difference of ω"),
                                "rule"));
    }

    private static void compose(Recomputed recomputed, DataTable.Rows gaps, String strategy, String rule, Rope rope) {
        Composition composition = Composition.of(rope, strategy);
        recomputed
                .put(strategy + "-composed", composition.largest())
                .put(strategy + "-pairs", composition.pairs())
                .put(strategy + "-furthest", composition.furthest());
        for (int j = 0; j < composition.gaps().length; j++) {
            gaps.row(rule, j, composition.gaps()[j]);
        }
    }

    /** YaRN's factor on cos and sin. */
    private static double amplitude(int factor) {
        return LLAMA_2.encode("yarn:factor=" + factor).attention().amplitude();
    }
}

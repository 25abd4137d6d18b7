package io.github.ropelab.experiments.reproduction.frequency;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Scale;
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

/** NTK-aware scaling: the new base, its fastest and slowest pair, and the dynamic form of common code. */
public final class NtkBases implements Reproduction {
    private static final int[] WIDTHS = {64, 128};
    private static final int[] BASES = {10_000, 500_000, 1_000_000};
    private static final int[] FACTORS = {2, 4, 8, 16, 32};

    /** Lines: a width and a base, in the order of the arrays; columns: factors. */
    private static final double[][] VALUES = {
        {20452.228712025368, 41829.36592889948, 85550.37588568537, 174969.58540137773, 357851.7978277232},
        {1022611.4356012683, 2091468.2964449741, 4277518.794284268, 8748479.270068886, 17892589.89138616},
        {2045222.8712025366, 4182936.5928899483, 8555037.588568537, 17496958.54013777, 35785179.78277232},
        {20221.261689737912, 40889.94243248622, 82684.62264056221, 167198.73921320363, 338096.94598244346},
        {1011063.0844868955, 2044497.121624311, 4134231.132028111, 8359936.960660182, 16904847.299122173},
        {2022126.168973791, 4088994.243248622, 8268462.264056222, 16719873.921320364, 33809694.59824435}
    };

    /**
     * The dynamic form.
     *
     * @param factor s
     * @param trained m_l, tokens
     * @param length L, tokens
     * @param code base of common code, with s·L/m_l - (s-1)
     * @param ratio base with L/m_l alone
     */
    private record Dynamic(int factor, int trained, int length, double code, double ratio) {
        String name() {
            return "s" + factor + "-l" + length;
        }

        double base(int withFactor) {
            Rope rope = new Rope(128, 10_000, new Lengths(trained, trained, length));
            return baseOf(rope.frequencies("dynamic_ntk:factor=" + withFactor));
        }
    }

    private static final List<Dynamic> DYNAMIC = List.of(
            new Dynamic(2, 2048, 2048, 10_000, 10_000),
            new Dynamic(2, 2048, 2049, 10009.920711785855, 10004.9603366797),
            new Dynamic(2, 2048, 3072, 20221.261689737912, 15096.850640283845),
            new Dynamic(2, 2048, 4096, 30527.7367488067, 20221.261689737912),
            new Dynamic(2, 2048, 8192, 72195.86008650938, 40889.94243248622),
            new Dynamic(2, 2048, 16_384, 156588.32345714502, 82684.62264056221),
            new Dynamic(4, 4096, 4097, 10009.920711785855, 10002.48016353539),
            new Dynamic(4, 4096, 6144, 30527.7367488067, 15096.850640283845),
            new Dynamic(4, 4096, 8192, 51293.78726815244, 20221.261689737912),
            new Dynamic(4, 4096, 16_384, 135401.97304176545, 40889.94243248622),
            new Dynamic(4, 4096, 32_768, 305921.968074124, 82684.62264056221));

    /** Pairs between the ends. */
    private static final int[] BETWEEN = {21, 30, 45};

    /** Strategy, name, and frequencies of these pairs at d = 128, b = 10,000, s = 16, radians per token. */
    private record Slowed(String strategy, String words, double... omega) {
        String name(int pair) {
            return "pair-" + pair + "-" + strategy.replaceAll("[:_].*", "");
        }
    }

    private static final List<Slowed> SLOWED = List.of(
            new Slowed(
                    "ntk_aware",
                    "NTK-aware scaling",
                    0.019325319043066044,
                    0.0035613079735784814,
                    0.00021252709115630351),
            new Slowed(
                    "linear",
                    "position interpolation",
                    0.0030435470322866445,
                    0.0008334508951020775,
                    9.624540787871825e-05),
            new Slowed(
                    "abf:base=500000",
                    "base 500,000 (any s)",
                    0.013490419890226748,
                    0.0021311195369119653,
                    9.838110942370891e-05));

    private static final int SLOWED_BY = 16;

    /** The base is read back from a frequency: a power of a power, each rounded. */
    private static final double POWERS = 1e-13;

    private static final String POWERS_REASON =
            "the base is read back from the slowest frequency: powers, each rounded";

    @Override
    public Description description() {
        return new Description(
                "ntk-bases",
                "NTK-aware scaling: the new bases",
                "With base b·s^(d/(d-2)) the fastest pair is unchanged and the slowest is interpolated by exactly s.",
                List.of(
                        Citation.web(
                                "bloc97-2023ntk",
                                "bloc97",
                                2023,
                                "NTK-Aware Scaled RoPE allows LLaMA models to have extended (8k+) context size without any "
                                        + "fine-tuning and minimal perplexity degradation",
                                "https://www.reddit.com/r/LocalLLaMA/comments/14lz7j5/ntkaware_scaled_rope_allows_llama_models_to_have/",
                                "the post",
                                Reading.QUOTED,
                                "as the YaRN paper and public code give it"),
                        Publications.YARN.at("section 3.1, definition 1", Reading.COPY, "text read in copies"),
                        Citation.web(
                                "emozilla2023dynamic",
                                "emozilla",
                                2023,
                                "Dynamically Scaled RoPE further increases performance of long context LLaMA with zero fine-tuning",
                                "https://www.reddit.com/r/LocalLLaMA/comments/14mrgpr/dynamically_scaled_rope_further_increases/",
                                "the post",
                                Reading.QUOTED,
                                "its formula is quoted in an issue of vLLM (number 41236)")),
                "b' = b·s^(d/(d-2));  ω_0 = θ_0;  ω_(d/2-1) = θ_(d/2-1)/s;  dynamic, common code: b' = b·(s·L/m_l - "
                        + "(s-1))^(d/(d-2)) for L > m_l",
                "Strategies ntk_aware, linear and dynamic_ntk; a base is read back from the slowest frequency, "
                        + "ω^(-d/(d-2)), so that what is checked is what rotates.",
                """
                Proof. ω_i = b'^(-2i/d). For i = 0 it is 1 whatever the base. For i = d/2 - 1 the exponent is -(d-2)/d, and
                (b·s^(d/(d-2)))^(-(d-2)/d) = b^(-(d-2)/d)/s: position interpolation.

                The dynamic form has a trap: at L = s·m_l common code does **not** have the base of NTK-aware scaling by s.
                With s = 2 and L = 2·m_l its factor is 2·2 - 1 = 3 and the base 30527.74, not 20221.26. The form that joins
                the static one is L/m_l, which is common code with s = 1.""",
                0.1);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (int line = 0; line < VALUES.length; line++) {
            for (int f = 0; f < FACTORS.length; f++) {
                int d = WIDTHS[line / BASES.length];
                int base = BASES[line % BASES.length];
                published.add(computed(
                                name(d, base, FACTORS[f]),
                                "b' at d = " + d + ", b = " + base + ", s = " + FACTORS[f],
                                "1",
                                VALUES[line][f])
                        .withinShare(POWERS, POWERS_REASON));
            }
        }
        published.add(
                stated("fastest", "largest |ω_0 - 1| over all of them", "1", 0).exactly("1 to any power is 1"));
        published.add(stated("slowest", "largest |ω/(θ/s) - 1| of the slowest pair, over all of them", "1", 0)
                .within(4e-15, "two powers and a quotient, each rounded once"));
        for (Slowed slowed : SLOWED) {
            for (int i = 0; i < BETWEEN.length; i++) {
                published.add(computed(
                                slowed.name(BETWEEN[i]),
                                "ω of pair " + BETWEEN[i] + ", " + slowed.words + ", d = 128, b = 10,000, s = "
                                        + SLOWED_BY,
                                "rad/token",
                                slowed.omega[i])
                        .withinShare(1e-12, "powers, each rounded"));
            }
        }
        for (Dynamic dynamic : DYNAMIC) {
            String where = "s = " + dynamic.factor + ", m_l = " + dynamic.trained + ", L = " + dynamic.length;
            published.add(
                    computed("dynamic-" + dynamic.name(), "dynamic base of common code, " + where, "1", dynamic.code)
                            .withinShare(POWERS, POWERS_REASON));
            published.add(
                    computed("ratio-" + dynamic.name(), "dynamic base with L/m_l alone, " + where, "1", dynamic.ratio)
                            .withinShare(POWERS, POWERS_REASON));
        }
        return published;
    }

    private static String name(int d, int base, int factor) {
        return "d" + d + "-b" + base + "-s" + factor;
    }

    /** b of a geometric schedule, from its slowest pair. */
    static double baseOf(FrequencySchedule schedule) {
        int d = 2 * schedule.pairs();
        return StrictMath.pow(schedule.omega(schedule.pairs() - 1), -d / (d - 2.0));
    }

    @Override
    public Recomputed compute(Work work) {
        Recomputed recomputed = new Recomputed();
        DataTable.Rows bases = DataTable.titled("bases", "Bases of NTK-aware scaling")
                .column("model", "width d and base b")
                .column("factor", "s")
                .column("base", "b'")
                .column("growth", "b'/b")
                .column("slowest", "θ/ω of the slowest pair");
        double fastest = 0;
        double slowest = 0;
        for (int d : WIDTHS) {
            for (int b : BASES) {
                for (int s : FACTORS) {
                    Rope rope = new Rope(d, b, Lengths.extended(2048, 2048 * s));
                    FrequencySchedule ntk = rope.frequencies("ntk_aware");
                    FrequencySchedule linear = rope.frequencies("linear");
                    int last = ntk.pairs() - 1;
                    double base = baseOf(ntk);
                    fastest = Math.max(fastest, Math.abs(ntk.omega(0) - 1));
                    double divisor = rope.frequencies("none").omega(last) / ntk.omega(last);
                    double interpolated = linear.omega(last);
                    slowest = Math.max(slowest, Math.abs(ntk.omega(last) / interpolated - 1));
                    recomputed.put(name(d, b, s), base);
                    bases.row("d = " + d + ", b = " + b, s, base, base / b, divisor);
                }
            }
        }
        recomputed.put("fastest", fastest).put("slowest", slowest);
        Rope llama2 = new Rope(128, 10_000, Lengths.extended(4096, 4096 * SLOWED_BY));
        for (Slowed slowed : SLOWED) {
            for (int pair : BETWEEN) {
                recomputed.put(
                        slowed.name(pair), llama2.frequencies(slowed.strategy).omega(pair));
            }
        }
        DataTable.Rows growth = DataTable.titled(
                        "dynamic", "Bases of dynamic NTK by length, d = 128, b = 10,000, m_l = 2048")
                .column("form", "what the factor is")
                .column("length", "current length L, tokens")
                .column("base", "b'");
        for (Dynamic dynamic : DYNAMIC) {
            recomputed.put("dynamic-" + dynamic.name(), dynamic.base(dynamic.factor));
            recomputed.put("ratio-" + dynamic.name(), dynamic.base(1));
        }
        for (int s : new int[] {1, 2, 4}) {
            for (int length = 1024; length <= 16_384; length += 512) {
                double base = new Dynamic(s, 2048, length, 0, 0).base(s);
                growth.row(s == 1 ? "x = L/m_l (s = 1)" : "x = s·L/m_l - (s-1), s = " + s, length, base);
            }
        }
        DataTable.Rows pairs = DataTable.titled("pairs", "Slowing of each pair, d = 128, b = 10,000")
                .column("factor", "s")
                .column("pair", "pair, from 0")
                .column("divisor", "θ/ω");
        for (int s : FACTORS) {
            Rope rope = new Rope(128, 10_000, Lengths.extended(2048, 2048 * s));
            FrequencySchedule ntk = rope.frequencies("ntk_aware");
            for (int i = 0; i < ntk.pairs(); i++) {
                pairs.row("s = " + s, i, rope.frequencies("none").omega(i) / ntk.omega(i));
            }
        }
        return recomputed
                .add(bases.table())
                .add(
                        pairs.table(),
                        Chart.lines(
                                "pairs",
                                "How much NTK-aware scaling by s slows each pair (θ before, ω after), d = 128, b = 10,000: not at all the fastest, "
                                        + "pair 0; by the factor s the slowest, pair 63; in equal ratios between.",
                                "pairs",
                                new Axis("pair", "pair, fast to slow"),
                                new Axis("divisor", "divisor of the frequency, θ/ω", Scale.LOG2),
                                "factor"))
                .add(
                        growth.table(),
                        Chart.lines(
                                        "dynamic",
                                        "Base of dynamic NTK by the current length L, d = 128, b = 10,000, trained length m_l = 2048: b·x^(d/(d-2)) with "
                                                + "the x of the legend. Up to the trained length all have the base b; beyond it they grow almost in "
                                                + "proportion to L.",
                                        "dynamic",
                                        new Axis("length", "current length L (tokens)"),
                                        new Axis("base", "base b'"),
                                        "form")
                                .marked(new Chart.Mark(2048, "trained length")));
    }
}

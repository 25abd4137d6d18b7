package io.github.ropelab.experiments.reproduction.base;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.analysis.decay.DecayCurve;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import io.github.ropelab.model.config.Presets;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the decay curve of common bases, strategies and models first falls below zero. */
public final class FirstNegativeDistance implements Reproduction {
    private static final int WIDTH = 128;
    private static final int TRAINED = 4096;
    private static final int FAR = 2_000_000;

    private static final String FINDINGS = """
            **A heuristic, no verdict.** Llama-2 (4k), Mistral-7B v0.2 and Qwen2.5 (32k, base 10⁶), Llama-3.1 and Llama-3.2 (128k)
            all have a negative B(m) inside of their own context, and are good models; Llama-3 (8k) and CodeLlama (16k) have
            not. The condition asks for a lead of similar keys at every single distance, in expectation over vectors with
            independent components; heads of trained models have neither.

            **Interpolation multiplies the distance.** All angles are divided by s, so B is stretched by s: the first negative m is
            the first integer above s times the crossing, which lies between 1706 and 1707. NTK-aware and YaRN keep the fast
            pairs, so theirs grows by far less: a larger factor on the length does not buy the same factor here.
            """;

    /** A strategy's first negative distance at scale s, by a second implementation. */
    private record Scaled(String id, String name, String strategy, int[] distances) {}

    private static final int[] SCALES = {2, 4, 8, 16};

    private static final List<Scaled> STRATEGIES = List.of(
            new Scaled("pi", "interpolation", "linear", new int[] {3413, 6825, 13_649, 27_297}),
            new Scaled("ntk", "NTK-aware", "ntk_aware", new int[] {2572, 4067, 5732, 7920}),
            new Scaled("yarn", "YaRN", "yarn", new int[] {2674, 4328, 8886, 11_671}));

    private static final int[] BASES = {10_000, 500_000, 1_000_000, 10_000_000};
    private static final int[] OF_BASES = {1707, 18_438, 27_115, 144_660};

    /** A bundled model: the context it is sold with, and where it is first negative. */
    private record Model(String preset, int context, int distance) {
        boolean passes() {
            return distance >= context;
        }
    }

    private static final List<Model> MODELS = List.of(
            new Model("llama-2-7b", 4096, 1707),
            new Model("llama-3-8b", 8192, 18_438),
            new Model("llama-3.1-8b", 131_072, 85_133),
            new Model("llama-3.2-1b", 131_072, 110_699),
            new Model("codellama-7b", 16_384, 27_115),
            new Model("mistral-7b-v0.2", 32_768, 27_115),
            new Model("qwen2.5-7b", 32_768, 27_115),
            new Model("qwen2.5-7b-yarn", 131_072, 66_234));

    @Override
    public Description description() {
        return new Description(
                "first-negative",
                "First negative distance of bases, strategies and models",
                "Beyond the first distance m with B(m) < 0 a model tells similar from random tokens no longer, so the base bounds "
                        + "the context.",
                List.of(
                        MenDecay.paper("theorem on discrimination of similar tokens; condition B(m) ≥ 0"),
                        MenDecay.post("condition; remark on position interpolation")),
                "m0 = min { m : B(m) = Σ_i cos(m·ω_i) < 0 },  ω per token of distance",
                "Decay curve of the core at every integer distance; frequencies from the strategies and the bundled configs.",
                FINDINGS,
                0.5);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (int i = 0; i < BASES.length; i++) {
            published.add(
                    computed("base-" + BASES[i], "first negative m, d = 128, base " + BASES[i], "tokens", OF_BASES[i])
                            .exactly("an integer"));
        }
        for (Scaled scaled : STRATEGIES) {
            for (int i = 0; i < SCALES.length; i++) {
                published.add(computed(
                                scaled.id + "-" + SCALES[i],
                                "first negative m, Llama-2 (4k) with " + scaled.name + ", s = " + SCALES[i],
                                "tokens",
                                scaled.distances[i])
                        .exactly("an integer"));
            }
        }
        published.add(stated("pi-outside", "factors for which interpolation does not multiply the distance", "1", 0)
                .exactly("s·(m0 - 1) < m ≤ s·m0, as B is stretched by s"));
        for (Model model : MODELS) {
            published.add(
                    computed("model-" + model.preset, "first negative m of " + model.preset, "tokens", model.distance)
                            .exactly("an integer"));
        }
        published.add(computed(
                        "passing",
                        "of these models, those with B ≥ 0 over their own context",
                        "models",
                        MODELS.stream().filter(Model::passes).count())
                .exactly("a count"));
        return published;
    }

    @Override
    public Recomputed compute(Work work) throws IOException {
        Recomputed recomputed = new Recomputed();
        DataTable.Rows curves = DataTable.titled("curves", "Decay curve by distance, d = 128")
                .column("distance", "m, tokens")
                .column("base", "b")
                .column("share", "B(m)/B(0)");
        for (int base : BASES) {
            FrequencySchedule theta = FrequencySchedule.geometric(base, WIDTH);
            recomputed.put("base-" + base, MenDecay.firstNegative(theta, FAR));
            DecayCurve curve = new DecayCurve(theta);
            for (int step = 0; step <= 16 * 18; step++) {
                int m = (int) Math.round(StrictMath.pow(2, step / 16.0));
                if (step == 0 || m > (int) Math.round(StrictMath.pow(2, (step - 1) / 16.0))) {
                    curves.row(m, String.format(Locale.ROOT, "b = %,d", base), curve.at(m) / theta.pairs());
                }
            }
        }
        DataTable scales = scales(recomputed);
        DataTable models = models(work, recomputed);
        return recomputed
                .add(curves.table(), curvesChart())
                .add(scales, scalesChart())
                .add(models);
    }

    private static DataTable scales(Recomputed recomputed) {
        DataTable.Rows rows = DataTable.titled("scales", "First negative distance by scale, Llama-2")
                .column("scale", "s")
                .column("strategy", "or the target length, 4096·s")
                .column("distance", "first m with B(m) < 0, tokens");
        int plain = MenDecay.firstNegative(FrequencySchedule.geometric(10_000, WIDTH), FAR);
        int outside = 0;
        for (Scaled scaled : STRATEGIES) {
            rows.row(1, scaled.name, plain);
            for (int s : SCALES) {
                Rope rope = new Rope(WIDTH, 10_000, Lengths.extended(TRAINED, TRAINED * s));
                int negative =
                        MenDecay.firstNegative(MenDecay.perToken(rope.encode(scaled.strategy + ":factor=" + s)), FAR);
                recomputed.put(scaled.id + "-" + s, negative);
                rows.row(s, scaled.name, negative);
                if (scaled.id.equals("pi")) {
                    outside += s * (plain - 1) < negative && negative <= s * plain ? 0 : 1;
                }
            }
        }
        for (int s = 1; s <= 16; s *= 2) {
            rows.row(s, "target length", TRAINED * s);
        }
        recomputed.put("pi-outside", outside);
        return rows.table();
    }

    private static DataTable models(Work work, Recomputed recomputed) {
        DataTable.Rows rows = DataTable.titled("models", "Models and their own context")
                .column("model", "bundled config")
                .column("dim", "rotary width d")
                .column("base", "b")
                .column("strategy", "of the config")
                .column("context", "it is sold with, tokens")
                .column("distance", "first m with B(m) < 0, tokens")
                .column("passes", "1 if not below the context");
        Presets presets = Presets.in(work.data().resolve("presets"));
        int passing = 0;
        for (Model model : MODELS) {
            RopeSetup setup = RopeRequest.ofConfig(presets.file(model.preset)).resolve();
            int negative = MenDecay.firstNegative(MenDecay.perToken(setup.encoding()), FAR);
            int passes = negative >= model.context ? 1 : 0;
            passing += passes;
            recomputed.put("model-" + model.preset, negative);
            rows.row(
                    model.preset,
                    setup.context().geometry().rotaryDim(),
                    setup.context().base(),
                    setup.strategy().type().id(),
                    model.context,
                    negative,
                    passes);
        }
        recomputed.put("passing", passing);
        return rows.table();
    }

    private static Chart curvesChart() {
        return Chart.lines(
                        "curves",
                        "Decay curve B(m) = Σ cos mθ_i over its value at 0, by distance, for common bases, d = 128, sampled at 16 distances "
                                + "per octave: it falls below 0 later with a larger base.",
                        "curves",
                        new Axis("distance", "distance m (tokens)", Scale.LOG2),
                        new Axis("share", "B(m)/B(0)"),
                        "base")
                .levelled(new Chart.Mark(0, "0"));
    }

    private static Chart scalesChart() {
        return Chart.lines(
                "scales",
                "First distance m with B(m) < 0 of Llama-2 (d = 128, base 10,000, trained at 4096) under three strategies by their "
                        + "factor s, and the length s·4096 that the factor is meant for, which none of them reaches.",
                "scales",
                new Axis("scale", "factor s", Scale.LOG2),
                new Axis("distance", "first negative distance (tokens)", Scale.LOG2),
                "strategy");
    }
}

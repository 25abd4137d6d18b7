package io.github.ropelab.experiments.reproduction.base;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.later;
import static io.github.ropelab.experiments.published.Published.printed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.FrequencySchedule;
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
import io.github.ropelab.experiments.reproduction.frame.Work;
import io.github.ropelab.model.config.Presets;
import io.github.ropelab.model.config.RopeRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scaling Laws of RoPE-based Extrapolation: how many dimensions see a whole period in training. */
public final class CriticalDimension implements Reproduction {
    private static final String FINDINGS = """
            The period of pair i is 2π·b^(2i/d). It fits into L tokens for i = 0 .. x, x = (d/2)·log_b(L/2π): ⌊x⌋ + 1 pairs. The
            formula has ⌈x⌉; both agree unless x is a whole number. **There the ceiling is fragile:** with b = (L/2π)² and d = 128
            x is 32, so 33 pairs fit (66 dimensions) and the formula says 64. A base larger by a part in 10¹² gives 64 by both
            rules, a base smaller by as much 66 by both. So this toolkit counts periods. No whole L of a model lies there, as π
            is irrational: all nineteen models agree.

            The base for a new length, β = b^(log_{T/2π}(T'/2π)), is the one that keeps x, and so the critical dimension: pairs
            that saw a period before see one after. A discussion of a model quotes formula and number for its new length.

            The thresholds 2L/π, L/π and L/2π are bases at which the slowest pair (as d → ∞) turns by π/2, π and 2π over the
            context. The paper's text was not read for them.
            """;

    /**
     * A model.
     *
     * @param id of the published value
     * @param name for people
     * @param preset bundled config that gives width and base; empty for those written here
     * @param width rotary width
     * @param base θ base
     * @param length L, tokens
     * @param dims by the second implementation
     */
    private record Model(String id, String name, String preset, int width, double base, int length, int dims) {
        Model in(Path presets) {
            if (preset.isEmpty()) {
                return this;
            }
            var context = RopeRequest.ofConfig(Presets.in(presets).file(preset))
                    .resolve()
                    .context();
            return new Model(id, name, preset, context.geometry().rotaryDim(), context.base(), length, dims);
        }
    }

    private static final List<Model> MODELS = List.of(
            new Model("llama-1", "LLaMA-1, 2k", "", 128, 1e4, 2048, 82),
            new Model("llama-2", "Llama-2, 4k", "llama-2-7b", 0, 0, 4096, 92),
            new Model("codellama", "CodeLlama, 16k", "codellama-7b", 0, 0, 16_384, 74),
            new Model("codellama-4k", "CodeLlama as pretrained, 4k", "", 128, 1e4, 4096, 92),
            new Model("llama-3", "Llama-3, 8k", "llama-3-8b", 0, 0, 8192, 70),
            new Model("llama-3.1", "Llama-3.1, 128k", "llama-3.1-8b", 0, 0, 131_072, 98),
            new Model("llama-3.2-1b", "Llama-3.2-1B, 8k", "llama-3.2-1b", 0, 0, 8192, 36),
            new Model("mistral-v0.1-8k", "Mistral-7B v0.1, 8k", "mistral-7b-v0.1", 0, 0, 8192, 100),
            new Model("mistral-v0.2", "Mistral-7B v0.2, 32k", "mistral-7b-v0.2", 0, 0, 32_768, 80),
            new Model("mistral-v0.1-32k", "Mistral-7B v0.1, 32k", "mistral-7b-v0.1", 0, 0, 32_768, 120),
            new Model("qwen2", "Qwen2, 32k", "", 128, 1e6, 32_768, 80),
            new Model("qwen1.5", "Qwen1.5, 32k", "", 128, 1e6, 32_768, 80),
            new Model("gemma-1", "Gemma-1, 8k", "", 256, 1e4, 8192, 200),
            new Model("gpt-neox", "GPT-NeoX-20B, 2k", "gpt-neox-20b", 0, 0, 2048, 16),
            new Model("pythia-1.4b", "Pythia-1.4B, 2k", "", 32, 1e4, 2048, 22),
            new Model("gpt-j", "GPT-J, 2k", "gpt-j-6b", 0, 0, 2048, 42),
            new Model("phi-3-mini", "Phi-3-mini, 4k", "", 96, 1e4, 4096, 68),
            new Model("internlm2.5", "InternLM2.5, 32k", "internlm2.5-7b", 0, 0, 32_768, 80),
            new Model("deepseek-v3", "DeepSeek-V3, 4k", "deepseek-v3", 0, 0, 4096, 46));

    @Override
    public Description description() {
        return new Description(
                "critical-dimension",
                "Critical dimension for extrapolation",
                "In LLaMA2 the first 92 dimensions see a whole period within the trained length and the last 36 do not.",
                List.of(
                        Publications.SCALING_LAWS.at(
                                "definition of the critical dimension; scaling laws for smaller and larger bases",
                                Reading.QUOTED,
                                "abstract read; the numbers of LLaMA2 and the formulas are known from quotations"),
                        Citation.web(
                                "blackroot2024scaling",
                                "Blackroot",
                                2024,
                                "Change rope scaling to match max embedding size",
                                "https://huggingface.co/mistralai/Mistral-Large-Instruct-2407/discussions/16",
                                "discussion 16 of the model's repository",
                                Reading.READ,
                                "the discussion was read: it quotes the formula of β, its lengths and 9,370,821")),
                "d_extra = 2⌈(d/2)·log_b(L/2π)⌉ = #{dimensions with 2π/θ ≤ L};  β = b^(log_{T/2π}(T'/2π))",
                "Periods of the unmodified frequencies of bundled configs, and of models written in the list where none is "
                        + "bundled; counted, and by the formula.",
                FINDINGS,
                0.3);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        published.add(
                printed("trained", "dimensions of LLaMA2 that see a whole period in 4096 tokens", "dimensions", 92)
                        .exactly("an integer"));
        published.add(printed("untrained", "dimensions of LLaMA2 that do not", "dimensions", 36)
                .exactly("an integer"));
        for (Model model : MODELS) {
            published.add(computed(
                            "dims-" + model.id,
                            "dimensions with a whole period, " + model.name,
                            "dimensions",
                            model.dims)
                    .exactly("an integer"));
        }
        published.add(stated("rules-differ", "models for which count and formula differ", "models", 0)
                .exactly("both define the critical dimension"));
        published.add(stated("exact-count", "dimensions by count where L/2π = √b, d = 128", "dimensions", 66)
                .exactly("i ≤ 32 has 33 solutions"));
        published.add(stated("exact-formula", "dimensions by the formula where L/2π = √b, d = 128", "dimensions", 64)
                .exactly("⌈32⌉ pairs"));
        published.add(later("base-1e6-131072", "base for 32,768 to 131,072, from 10^6", "1", 9_370_821)
                .within(0.5, "printed as a whole number"));
        published.add(computed("base-1e4-16384", "base for 4,096 to 16,384, from 10^4", "1", 71_738.4)
                .within(0.05, "half a unit of the last digit"));
        published.add(stated("base-moves", "cases of these in which the critical dimension moves", "cases", 0)
                .exactly("β keeps (d/2)·log_b(L/2π)"));
        published.add(computed("threshold-quarter", "base 2L/π at L = 4096", "1", 2607.5945876176133)
                .within(1e-9, "rounding"));
        published.add(computed("threshold-half", "base L/π at L = 4096", "1", 1303.7972938088067)
                .within(1e-9, "rounding"));
        published.add(computed("threshold-whole", "base L/2π at L = 4096", "1", 651.8986469044033)
                .within(1e-9, "rounding"));
        return published;
    }

    @Override
    public Recomputed compute(Work work) throws IOException {
        Recomputed recomputed = new Recomputed();
        DataTable.Rows table = DataTable.titled("models", "Critical dimension of published models")
                .column("model", "name and length")
                .column("rotary_dim", "d")
                .column("base", "b")
                .column("length", "L, tokens")
                .column("counted", "dimensions with 2π/θ ≤ L")
                .column("formula", "2⌈(d/2)·log_b(L/2π)⌉")
                .column("untrained", "d less counted")
                .column("exact", "(d/2)·log_b(L/2π)");
        int differ = 0;
        for (Model listed : MODELS) {
            Model model = listed.in(work.data().resolve("presets"));
            int counted = counted(model.base, model.width, model.length);
            int formula = formula(model.base, model.width, model.length);
            differ += counted == formula ? 0 : 1;
            recomputed.put("dims-" + model.id, counted);
            if (model.id.equals("llama-2")) {
                recomputed.put("trained", counted).put("untrained", model.width - counted);
            }
            table.row(
                    model.name,
                    model.width,
                    model.base,
                    model.length,
                    counted,
                    formula,
                    model.width - counted,
                    index(model.base, model.width, model.length));
        }
        double exact = StrictMath.pow(4096 / (2 * Math.PI), 2);
        double larger = baseFor(1e6, 32_768, 131_072);
        double llama = baseFor(1e4, 4096, 16_384);
        int moved = (counted(larger, 128, 131_072) == counted(1e6, 128, 32_768) ? 0 : 1)
                + (counted(llama, 128, 16_384) == counted(1e4, 128, 4096) ? 0 : 1);
        recomputed
                .put("rules-differ", differ)
                .put("exact-count", counted(exact, 128, 4096))
                .put("exact-formula", formula(exact, 128, 4096))
                .put("base-1e6-131072", larger)
                .put("base-1e4-16384", llama)
                .put("base-moves", moved)
                .put("threshold-quarter", 2 * 4096 / Math.PI)
                .put("threshold-half", 4096 / Math.PI)
                .put("threshold-whole", 4096 / (2 * Math.PI));
        return recomputed.add(table.table()).add(nearExact(exact)).add(periods(), chart());
    }

    private static DataTable nearExact(double exact) {
        DataTable.Rows rows = DataTable.titled("fragile", "Both rules around b = (L/2π)², d = 128, L = 4096")
                .column("offset", "b relative to (L/2π)², as a share")
                .column("counted", "dimensions")
                .column("formula", "dimensions");
        for (double offset : new double[] {-1e-12, 0, 1e-12}) {
            double base = exact * (1 + offset);
            rows.row(offset, counted(base, 128, 4096), formula(base, 128, 4096));
        }
        return rows.table();
    }

    private static DataTable periods() {
        DataTable.Rows rows = DataTable.titled("periods", "Period by pair, d = 128")
                .column("pair", "i, from 0")
                .column("base", "b")
                .column("period", "2π/θ, tokens");
        for (int base : new int[] {10_000, 500_000, 1_000_000}) {
            FrequencySchedule theta = FrequencySchedule.geometric(base, 128);
            for (int i = 0; i < theta.pairs(); i++) {
                rows.row(i, String.format(Locale.ROOT, "b = %,d", base), theta.wavelength(i));
            }
        }
        return rows.table();
    }

    private static Chart chart() {
        return Chart.lines(
                        "periods",
                        "Period of each pair, d = 128. A pair below the line sees a whole period in 4096 tokens: with base "
                                + "10,000 these are pairs 0 to 45, 92 dimensions.",
                        "periods",
                        new Axis("pair", "pair, fast to slow"),
                        new Axis("period", "period (tokens)", Scale.LOG10),
                        "base")
                .levelled(new Chart.Mark(4096, "L = 4096"));
    }

    private static int counted(double base, int width, int length) {
        FrequencySchedule theta = FrequencySchedule.geometric(base, width);
        int pairs = 0;
        for (int i = 0; i < theta.pairs(); i++) {
            pairs += theta.wavelength(i) <= length ? 1 : 0;
        }
        return 2 * pairs;
    }

    private static int formula(double base, int width, int length) {
        return 2 * (int) Math.ceil(index(base, width, length));
    }

    private static double index(double base, int width, int length) {
        return width / 2.0 * (StrictMath.log(length / (2 * Math.PI)) / StrictMath.log(base));
    }

    private static double baseFor(double base, int trained, int length) {
        return StrictMath.pow(base, StrictMath.log(length / (2 * Math.PI)) / StrictMath.log(trained / (2 * Math.PI)));
    }
}

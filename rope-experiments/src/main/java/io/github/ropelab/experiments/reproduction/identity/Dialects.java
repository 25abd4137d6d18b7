package io.github.ropelab.experiments.reproduction.identity;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.experiments.convention.Convention;
import io.github.ropelab.experiments.convention.Fact;
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
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One config, several engines: the numbers of the ledger of conventions, and how far the scores lie apart. */
public final class Dialects implements Reproduction {
    private static final double BASE = 10_000;
    private static final double ROUNDING = 1e-9;

    /**
     * Two encodings of the bundled study.
     *
     * @param name of the checks
     * @param words for the chart
     * @param strategy label in the study
     * @param reference label in the study
     */
    private record Compared(String name, String words, String strategy, String reference) {
        boolean is(ResultRow row) {
            return row.base() == BASE
                    && row.strategy().equals(strategy)
                    && row.reference().equals(reference);
        }
    }

    private static final List<Compared> COMPARED = List.of(
            new Compared(
                    "factor", "YaRN, attention_factor 1: llama.cpp", "A derived (llama.cpp)", "A = 1 (transformers)"),
            new Compared(
                    "truncate",
                    "YaRN, truncate false: llama.cpp",
                    "truncated all the same (llama.cpp)",
                    "untruncated (transformers)"),
            new Compared("served", "dynamic NTK: vLLM", "served length (vLLM)", "prompt length (transformers)"),
            new Compared("dropped", "dynamic NTK: llama.cpp", "dropped (llama.cpp)", "prompt length (transformers)"),
            new Compared("methods", "two methods", "abf 5e6", "linear"));

    @Override
    public Description description() {
        return new Description(
                "dialects",
                "One config, several engines",
                "transformers, vLLM, llama.cpp and authors' code give one name in a config different rotations.",
                List.of(
                        Citation.web(
                                "transformers",
                                "{Hugging Face}",
                                2026,
                                "Transformers 5.23.0 (also 4.44.2 and 4.57.1)",
                                "https://github.com/huggingface/transformers",
                                "modeling_rope_utils.py and the models' rotary code",
                                Reading.READ,
                                "code run; frequencies, factors and calls recorded from it"),
                        Citation.web(
                                "vllm",
                                "{vLLM project}",
                                2026,
                                "vLLM 0.33.0",
                                "https://github.com/vllm-project/vllm",
                                "model_executor/layers/rotary_embedding; issue 52665, pull requests 41277 and 52675",
                                Reading.READ,
                                "code run or, where the ledger says so, read"),
                        Citation.web(
                                "llamacpp",
                                "{ggml authors}",
                                2026,
                                "llama.cpp, as vendored by llama-cpp-python 0.3.36; ggml d99724f2",
                                "https://github.com/ggml-org/llama.cpp",
                                "rope operation, set-up of the context, converter",
                                Reading.READ,
                                "the operation was run; set-up and converter were read"),
                        Citation.web(
                                "yarncode",
                                "Jeffrey Quesnelle and Bowen Peng",
                                2023,
                                "yarn, code of the paper, 995db5b5",
                                "https://github.com/jquesnelle/yarn",
                                "scaled_rope",
                                Reading.READ,
                                "code run"),
                        Publications.YARN.at("section 3.2, the ramp", Reading.COPY, "text read in copies")),
                "per row of the ledger: ω, A or the base that two engines make of one config;  "
                        + "distance of two encodings = rms over distances Δ of the change of a score, √((1/d) Σ_i 2|c·e^{iω_iΔ} - c'·e^{iω'_iΔ}|²)",
                "Every config is read by this project's reading of each engine, and the ledger's facts are measured anew. The bundled "
                        + "study `dialects` gives the distances, base 10,000, d = 128, trained length 4096, served length 65536; NumPy "
                        + "summed the same formula over all distances.",
                """
                Numbers of engines that were run were recorded from them; the others follow from their code, evaluated a second time in NumPy. Rows 13
                and 26 hold no number: which list is used, and what is refused. They are in `facts-off`, with all other facts of
                [the ledger](../conventions.md).

                **Row 1.** The ramp over the wrong length keeps pairs that should be divided by s, so the largest relative
                difference is exactly s - 1.

                **Row 19.** An error of 0.016 is sometimes given for one float32 product at position 10⁶. That is the cosine alone, with frequencies
                that are correctly rounded. A float32 engine rounds the power and its reciprocal: 0.029 for the cosine, 0.052 for
                (cos, sin) as a vector.

                **Row 28.** The divisor 1e30 does not make the angle underflow: it is 1e-25 at position 10⁶, far above the smallest
                float32 number. The pair stands still because 1 + sin and cos round to 1.

                **How far.** Where only a temperature differs the distance is A² - 1 at every length. Dynamic NTK of a prompt of
                4096 tokens in vLLM lies 1.40 times as far from that in transformers as two methods, a changed base and
                interpolation, lie from each other.
                """,
                3);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        DialectNumber.all().forEach(number -> published.add(number.published()));
        published.add(stated("facts-off", "facts of the ledger that do not hold", "facts", 0)
                .exactly("a count"));
        distance(published, "factor-4096", "YaRN with attention_factor 1, 4096 tokens", 0.6313902266748684);
        distance(
                published,
                "factor-65536",
                "YaRN with attention_factor 1, 65536 tokens: A² - 1 again",
                0.6313902266748684);
        distance(published, "truncate-4096", "YaRN with truncate false, 4096 tokens", 0.7229022589164296);
        distance(published, "truncate-65536", "YaRN with truncate false, 65536 tokens", 1.4287039358009928);
        distance(published, "served-4096", "dynamic NTK, served 65536, prompt 4096", 1.2971570604912535);
        distance(published, "served-65536", "dynamic NTK, served 65536, prompt 65536: no difference", 0);
        distance(published, "dropped-4096", "dynamic NTK and llama.cpp's plain rotation, 4096 tokens", 0);
        distance(
                published,
                "dropped-65536",
                "dynamic NTK and llama.cpp's plain rotation, 65536 tokens",
                1.401301672169416);
        distance(
                published,
                "methods-4096",
                "two methods: base 5e6 and interpolation by 16, 4096 tokens",
                0.928865442116764);
        distance(
                published,
                "methods-65536",
                "two methods: base 5e6 and interpolation by 16, 65536 tokens",
                1.3074417352501024);
        published.add(computed(
                        "engines-over-methods",
                        "dynamic NTK in two engines over two methods, 4096 tokens",
                        "1",
                        1.2971570604912535 / 0.928865442116764)
                .within(ROUNDING, "a quotient of sums in double precision"));
        return published;
    }

    private static void distance(List<Published> published, String name, String words, double value) {
        published.add(computed("distance-" + name, "distance of scores: " + words, "1", value)
                .within(ROUNDING, "sums over up to 65535 distances and 64 pairs in double precision"));
    }

    @Override
    public Recomputed compute(Work work) throws IOException {
        Recomputed recomputed = new Recomputed();
        List<Convention> ledger = DialectNumber.ledger();
        DialectNumber.all().forEach(number -> recomputed.put(number.published().name(), number.measured(ledger)));
        recomputed.put(
                "facts-off",
                ledger.stream()
                        .flatMap(row -> row.facts().stream())
                        .filter(fact -> !fact.holds())
                        .count());
        work.step(1, 2, "ledger");
        ResultTable study =
                work.study(ofOneModel(Files.readString(work.data().resolve("studies/dialects/study.yaml"))));
        work.step(2, 2, "study");
        return recomputed.add(facts(ledger)).add(distances(study, recomputed), chart());
    }

    /** The study without the heads of other bases: a third of its cells. */
    private static String ofOneModel(String study) {
        return study.lines()
                .filter(line -> !line.contains("{head_dim:") || line.contains("base: 10000,"))
                .collect(Collectors.joining("\n"));
    }

    private static DataTable facts(List<Convention> ledger) {
        DataTable.Rows facts = DataTable.titled("facts", "The ledger, measured now")
                .column("row", "row of the ledger")
                .column("topic", "what engines disagree on")
                .column("fact", "what was looked at")
                .column("measured", "what was found")
                .column("expected", "what engines gave, or what the definition requires");
        for (Convention row : ledger) {
            for (Fact fact : row.facts()) {
                facts.row(row.row(), row.topic(), fact.statement(), fact.found(), fact.expected());
            }
        }
        return facts.table();
    }

    private static DataTable distances(ResultTable study, Recomputed recomputed) {
        DataTable.Rows distances = DataTable.titled("distances", "How far two readings of one name lie apart")
                .column("compared", "name and both engines")
                .column("tokens", "current length, tokens")
                .column("distance", "rms change of a score");
        double served = 0;
        double methods = 0;
        for (Compared pair : COMPARED) {
            for (ResultRow row : study.where(pair::is).rows()) {
                double value = row.value().orElseThrow();
                distances.row(pair.words(), row.currentLength(), value);
                if (row.currentLength() == 4096 || row.currentLength() == 65_536) {
                    recomputed.put("distance-" + pair.name() + "-" + row.currentLength(), value);
                }
                if (row.currentLength() == 4096) {
                    served = pair.name().equals("served") ? value : served;
                    methods = pair.name().equals("methods") ? value : methods;
                }
            }
        }
        recomputed.put("engines-over-methods", served / methods);
        return distances.table();
    }

    private static Chart chart() {
        return Chart.lines(
                "distances",
                "Root mean square change of a score of normal vectors between an engine's reading of one config and that of "
                        + "transformers, beside that between two methods, the base 5,000,000 and position interpolation; without a "
                        + "temperature a score has the standard deviation 1. "
                        + "Base 10,000, d = 128, trained length 4096, served length 65536, factor 16 (dynamic: 2), at three lengths. "
                        + "Two engines can differ as much over one config as two methods do.",
                "distances",
                new Axis("tokens", "current length (tokens)", Scale.LOG2),
                new Axis("distance", "rms change of score"),
                "compared");
    }
}

package io.github.ropelab.experiments.reproduction.frequency;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.later;
import static io.github.ropelab.experiments.published.Published.printed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** LongRoPE: divisors that a search found, pair by pair. */
public final class LongropeNonuniformity implements Reproduction {
    private static final int TRAINED = 4096;
    private static final int FIRST_TARGET = 64 * TRAINED;
    private static final int SECOND_TARGET = 512 * TRAINED;
    private static final double STEP = 0.01;
    private static final double MARGIN = 1.25;
    /** float32 keeps 24 bits: a divisor below 1024 is stored to 3·10⁻⁵, a ratio of two to a third of a hundredth step at most. */
    private static final double STORED = 0.004;

    private static final String COUNT = "a count";
    private static final String SECOND = "double precision; NumPy from the same published divisors";
    private static final List<String> RULES = List.of("linear", "ntk_aware", "yarn");

    @Override
    public Description description() {
        String authors =
                "Yiran Ding and Li Lyna Zhang and Chengruidong Zhang and Yuanyuan Xu and Ning Shang and Jiahang Xu and "
                        + "Fan Yang and Mao Yang";
        return new Description(
                "longrope-nonuniformity",
                "LongRoPE: divisors by search",
                "The searched divisors grow from pair to pair, lie on a grid of 0.01 between 1 and 1.25·s, and follow no rule of "
                        + "position interpolation, NTK or YaRN.",
                List.of(
                        Citation.arxiv(
                                "ding2024longrope",
                                authors,
                                2024,
                                "LongRoPE: Extending LLM Context Window Beyond 2 Million Tokens",
                                "2402.13753",
                                "section 3.2, table 4; section 3.3",
                                Reading.QUOTED,
                                "sections 2 and 3 as notes with page numbers quote them; two other summaries agree on table 4"),
                        Citation.web(
                                "ding2024code",
                                authors,
                                2024,
                                "LongRoPE: code and divisors",
                                "https://github.com/microsoft/LongRoPE",
                                "rope/longrope.py; longrope_scale in its history",
                                Reading.READ,
                                "the divisors of LLaMA2-7B for 256k and 2048k, and the code of search and rotation, were read")),
                "λ_i = θ_i/θ'_i;  search space: 1 ≤ λ_i ≤ 1.25·s in steps of 0.01, λ_i ≤ λ_{i+1};  cos, sin × √(1 + ln s/ln L)",
                "The authors' divisors go through the strategy longrope, and λ is read back from its frequencies. The second step of "
                        + "256k → 2048k is checked as λ_2048k/λ_256k with s = 8. Phi-3-mini comes from its published config. "
                        + "Distances to a rule are root mean squares over the pairs of log2 of the ratio.",
                """
                **Both steps of the progressive extension show in the files**: λ_2048k/λ_256k is a multiple of 0.01 at every pair,
                grows from pair to pair, and ends at 8.89 < 1.25·8. So the second search did start from the divisors of the first.

                **The size of the search space is printed as 4·10^167** for s = 4: 400^64·14 = 4.76·10^167, which rounds to 5. From 1
                to 5 in steps of 0.01 there are even 401 values, hence 5.59·10^167.

                Phi-3-mini does not keep the paper's limit: s = 32, but 27 of its 48 divisors are above 1.25·32 = 40, the largest
                is 64.76. It is close to the 64.77 of LLaMA2 at s = 64. Its amplitude is √(17/12), because 131,072 = 2^17 and
                4096 = 2^12.

                The first n̂ tokens that the paper leaves as they are do not stand in these files, and no engine keeps them.
                """,
                0.3);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (String step : List.of("256k", "2048k-step")) {
            String of = step.equals("256k") ? "λ for 256k (s = 64)" : "λ_2048k/λ_256k (s = 8)";
            published.add(stated(step + "-outside", of + " outside 1 to 1.25·s", "pairs", 0)
                    .exactly(COUNT));
            published.add(stated(step + "-off-grid", of + " off the grid of 0.01", "pairs", 0)
                    .exactly("a count of those off by more than 0.4 % of a step, what float32 leaves"));
            published.add(stated(step + "-falling", of + " below that of the pair before", "pairs", 0)
                    .exactly("a count of falls by more than 4·10^-5, what float32 leaves"));
        }
        published.add(printed("search-space", "choices for s = 4: 400^64·14", "1", 4e167)
                .within(0.5e167, "printed to one digit")
                .corrected(4.764e167, 0.0005e167, "4^64·10^128·14 = 4.764·10^167 rounds to 5·10^167"));
        published.add(later("amplitude-phi3", "amplitude of Phi-3-mini-128k", "1", 1.1902380714238083)
                .within(5e-16, "printed to all digits of a double in public code that runs the model"));
        published.add(stated("phi3-falling", "long divisors of Phi-3-mini below that of the pair before", "pairs", 0)
                .exactly(COUNT));
        published.add(computed("phi3-outside", "long divisors of Phi-3-mini outside 1 to 1.25·32", "pairs", 27)
                .exactly(COUNT));
        published.add(computed("kept", "λ for 256k below 2: pairs that keep more than half of their turns", "pairs", 14)
                .exactly(COUNT));
        published.add(
                computed("beyond-linear", "λ for 256k of s or above: slowed as much as by interpolation", "pairs", 6)
                        .exactly(COUNT));
        double[][] distances = {
            {3.042362799372885, 1.3006051359241568, 2.476996911784404},
            {4.734547993496869, 1.5938148964575602, 3.622412091357841}
        };
        for (int target = 0; target < 2; target++) {
            for (int rule = 0; rule < RULES.size(); rule++) {
                published.add(computed(
                                (target == 0 ? "256k-from-" : "2048k-from-")
                                        + RULES.get(rule).replace('_', '-'),
                                "distance of λ to " + words(RULES.get(rule)) + " of the same s, "
                                        + (target == 0 ? "256k" : "2048k"),
                                "octaves",
                                distances[target][rule])
                        .within(1e-9, SECOND));
            }
        }
        return published;
    }

    @Override
    public Recomputed compute(Work work) throws IOException {
        double[][] stored = stored(work);
        double[] first = divisors(TRAINED, FIRST_TARGET, "longrope:long_factor=" + list(stored[0]));
        double[] second = divisors(TRAINED, SECOND_TARGET, "longrope:long_factor=" + list(stored[1]));
        double[] ratios = new double[first.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = second[i] / first[i];
        }
        RopeSetup phi = RopeRequest.ofConfig(work.data().resolve("presets/phi-3-mini-128k.json"))
                .lengths(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(131_072))
                .resolve();
        double[] phi3 = divisors(phi.encoding(), phi.context());
        Recomputed recomputed = new Recomputed();
        put(recomputed, "256k", first, 64);
        put(recomputed, "2048k-step", ratios, 8);
        recomputed
                .put(
                        "search-space",
                        BigDecimal.valueOf(400)
                                .pow(64)
                                .multiply(BigDecimal.valueOf(14))
                                .doubleValue())
                .put("amplitude-phi3", phi.encoding().attention().amplitude())
                .put("phi3-falling", falling(phi3))
                .put("phi3-outside", outside(phi3, 32))
                .put("kept", count(first, 0, 2))
                .put("beyond-linear", count(first, 64, Double.POSITIVE_INFINITY));
        DataTable.Rows rows = DataTable.titled("divisors", "Divisors λ by pair, LLaMA2-7B")
                .column("pair", "i")
                .column("target", "length that λ is made for, with its s")
                .column("rule", "who made it")
                .column("divisor", "λ_i = θ_i/θ'_i");
        addRows(recomputed, rows, "256k", FIRST_TARGET, first);
        addRows(recomputed, rows, "2048k", SECOND_TARGET, second);
        return recomputed.add(
                rows.table(),
                Chart.lines(
                                "divisors",
                                "Divisor λ of each pair's frequency for LLaMA2-7B (d = 128, base 10,000, trained length 4096) at 256k and "
                                        + "2048k tokens: LongRoPE's search and three rules for the same factor s. The search keeps fewer pairs "
                                        + "than YaRN and divides the middle ones by more than any rule but interpolation.",
                                "divisors",
                                new Axis("pair", "pair, fast to slow"),
                                new Axis("divisor", "divisor λ", Scale.LOG2),
                                "rule")
                        .panels("target", 2));
    }

    private static String words(String rule) {
        return switch (rule) {
            case "linear" -> "position interpolation";
            case "ntk_aware" -> "NTK-aware scaling";
            case "yarn" -> "YaRN";
            default -> throw new IllegalArgumentException(rule);
        };
    }

    private static void addRows(
            Recomputed recomputed, DataTable.Rows rows, String name, int target, double[] searched) {
        String title = name + " (s = " + target / TRAINED + ")";
        for (int i = 0; i < searched.length; i++) {
            rows.row(i, title, "LongRoPE's search", searched[i]);
        }
        for (String rule : RULES) {
            double[] ruled = divisors(TRAINED, target, rule);
            double sum = 0;
            for (int i = 0; i < ruled.length; i++) {
                rows.row(i, title, words(rule), ruled[i]);
                double octaves = StrictMath.log(searched[i] / ruled[i]) / StrictMath.log(2);
                sum += octaves * octaves;
            }
            recomputed.put(name + "-from-" + rule.replace('_', '-'), Math.sqrt(sum / ruled.length));
        }
    }

    private static void put(Recomputed recomputed, String name, double[] divisors, double factor) {
        int off = 0;
        for (double divisor : divisors) {
            double steps = divisor / STEP;
            off += Math.abs(steps - Math.rint(steps)) > STORED ? 1 : 0;
        }
        recomputed
                .put(name + "-outside", outside(divisors, factor))
                .put(name + "-off-grid", off)
                .put(name + "-falling", falling(divisors));
    }

    private static int outside(double[] divisors, double factor) {
        double rounding = STORED * STEP;
        return divisors.length - count(divisors, 1 - rounding, MARGIN * factor + rounding);
    }

    private static int falling(double[] divisors) {
        int falling = 0;
        for (int i = 1; i < divisors.length; i++) {
            falling += divisors[i] < divisors[i - 1] - STORED * STEP ? 1 : 0;
        }
        return falling;
    }

    private static int count(double[] divisors, double low, double below) {
        int count = 0;
        for (double divisor : divisors) {
            count += divisor >= low && divisor < below ? 1 : 0;
        }
        return count;
    }

    private static double[] divisors(int trained, int target, String strategy) {
        Rope llama = new Rope(128, 10_000, Lengths.extended(trained, target));
        return divisors(llama.encode(strategy), llama.context());
    }

    private static double[] divisors(PositionEncoding encoding, RopeContext context) {
        EffectivePositions positions = EffectivePositions.of(encoding, context);
        double[] divisors = new double[encoding.frequencies().pairs()];
        for (int i = 0; i < divisors.length; i++) {
            divisors[i] = 1 / positions.ratio(i);
        }
        return divisors;
    }

    /** The published divisors, for 256k and for 2048k. */
    private static double[][] stored(Work work) throws IOException {
        List<String> lines = Files.readAllLines(work.data().resolve("reproductions/longrope-nonuniformity.csv"));
        double[][] stored = new double[2][lines.size() - 1];
        for (int i = 0; i < stored[0].length; i++) {
            String[] fields = lines.get(i + 1).split(",");
            stored[0][i] = Double.parseDouble(fields[1]);
            stored[1][i] = Double.parseDouble(fields[2]);
        }
        return stored;
    }

    private static String list(double[] values) {
        List<String> texts = new ArrayList<>();
        for (double value : values) {
            texts.add(Double.toString(value));
        }
        return "[" + String.join(",", texts) + "]";
    }
}

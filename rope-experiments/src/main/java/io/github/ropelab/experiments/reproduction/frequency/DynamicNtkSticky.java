package io.github.ropelab.experiments.reproduction.frequency;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.sequence.CallSequence;
import io.github.ropelab.core.sequence.StaleKeys;
import io.github.ropelab.core.sequence.StateRule;
import io.github.ropelab.core.sequence.Step;
import io.github.ropelab.core.strategy.Strategies;
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
import io.github.ropelab.model.config.StrategyText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Dynamic NTK over calls: what engines remember, and how wrong keys are that they cached before. */
public final class DynamicNtkSticky implements Reproduction {
    private static final int TRAINED = 2048;
    private static final int LAST = 4096;
    private static final RopeStrategy DYNAMIC = Strategies.read(StrategyText.parse("dynamic_ntk:factor=2"));

    /** The length that a static engine is started for. */
    private static final int SERVED = 8192;

    private static final RopeContext CONTEXT = new Rope(128, 10_000, new Lengths(TRAINED, TRAINED, SERVED)).context();

    private static final List<Integer> CALLS = List.of(1500, 2048, 2049, 3072, 4096, 3072, 2048, 2047, 3072, 8192);

    private static final double B = 10_000;
    private static final double B2049 = 10009.920711785855;
    private static final double B3072 = 20221.261689737912;
    private static final double B4096 = 30527.7367488067;
    private static final double B8192 = 72195.86008650938;

    private static final Map<StateRule, double[]> BASES = Map.of(
            StateRule.PER_CALL, new double[] {B, B, B2049, B3072, B4096, B3072, B, B, B3072, B8192},
            StateRule.STICKY, new double[] {B, B, B2049, B3072, B4096, B4096, B4096, B, B3072, B8192},
            StateRule.GROWING, new double[] {B, B, B2049, B3072, B4096, B4096, B4096, B4096, B4096, B8192},
            StateRule.FIXED, new double[] {B8192, B8192, B8192, B8192, B8192, B8192, B8192, B8192, B8192, B8192});

    private static final Map<StateRule, String> ENGINES = Map.of(
            StateRule.PER_CALL, "each call by itself",
            StateRule.STICKY, "transformers 5.23: forgets below the trained length",
            StateRule.GROWING, "transformers in 2023: never forgets",
            StateRule.FIXED, "vLLM: served length 8192");

    private static final int[] DISTANCES = {1, 16, 64, 256, 1024, 2048, 3072, 4000};

    /** Prompt of 2048 tokens, then token by token to 4096. */
    private static final double[] ERRORS = {
        0.02040118405259425,
        0.32060388587285854,
        0.9867149898197299,
        1.0442296296873501,
        1.2060590179149133,
        1.3086304084581755,
        1.2404072277787825,
        1.0893936169255964
    };

    private static final double ROUNDING = 1e-10;

    @Override
    public Description description() {
        return new Description(
                "dynamic-ntk-sticky",
                "Dynamic NTK over calls: the base sticks, cached keys go stale",
                "Engines that rotate keys before they cache them compare keys of old bases with queries of a new one, and the base "
                        + "of a long text stays for shorter ones after it.",
                List.of(
                        Citation.web(
                                "normxu2023inconsistent",
                                "NormXU",
                                2023,
                                "Inconsistent Rotation Base for Dynamic NTK Scaling RoPE",
                                "https://github.com/huggingface/transformers/issues/25104",
                                "description of the issue",
                                Reading.COPY,
                                "the description was read in excerpts of a stored copy"),
                        Citation.web(
                                "gante2023dynamic",
                                "bzantium and Joao Gante",
                                2023,
                                "make LlamaDynamicNTKScalingRotaryEmbedding work correctly",
                                "https://github.com/huggingface/transformers/pull/27227",
                                "comment of 2023-11-02: cached keys, and a base that is not scaled back",
                                Reading.COPY,
                                "read in a stored copy of the pull request"),
                        Citation.web(
                                "debayser2026dynamic",
                                "maxdebayser",
                                2026,
                                "Dynamic NTK RoPE scaling is wrong",
                                "https://github.com/vllm-project/vllm/issues/41236",
                                "description: the factor is s·s - (s-1) at every length",
                                Reading.COPY,
                                "read in a stored copy of the issue")),
                "b'(L) = b·(s·L/m_l - (s-1))^(d/(d-2)) for L > m_l;  L is the length that the engine remembers. Key n of call L_n "
                        + "under call L: δ_i = n·(ω_i(L_n) - ω_i(L));  RMS error of q·k/√d, q, k ~ N(0, I), is "
                        + "sqrt(2/d · Σ 4 sin²(δ_i/2)), in units of the score's standard deviation",
                "The calls of one engine, one after another, by each rule of what is remembered (d = 128, b = 10,000, m_l = 2048, "
                        + "s = 2). The error of a score follows from the angles in closed form; the keys of tokens that are "
                        + "decoded one by one have the base of their own call.",
                """
                The rule of transformers 5.23: the longest length sticks until a call is **shorter** than m_l.
                A call of exactly m_l, where no scaling is wanted, still gets the base of the longest text before it. vLLM makes its
                table once, so no key is ever stale, and short prompts get the base of the served length.

                The closed form: for pair i, with complex q and k of E|q|² = E|k|² = 2, the score changes by Re(q k* e^(iφ)(e^(iδ) -
                1)), of variance 2|e^(iδ) - 1|² = 8 sin²(δ/2); the score itself has variance 1 over all pairs. An error of √2 is that of
                two independent scores: such a key tells the query nothing of what its position should. For keys of a prompt and
                distances beyond some tens of tokens that is nearly reached. Comments in the pull request that introduced the class say that
                models still work; random vectors cannot show why.""",
                1);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (StateRule rule : StateRule.values()) {
            for (int call = 0; call < CALLS.size(); call++) {
                published.add(computed(
                                baseName(rule, call),
                                "base in call " + (call + 1) + ", of " + CALLS.get(call) + " tokens; "
                                        + ENGINES.get(rule),
                                "1",
                                BASES.get(rule)[call])
                        .withinShare(1e-13, "powers, each rounded"));
            }
        }
        published.add(stated("fixed-stale", "stale keys in all calls with a fixed length", "keys", 0)
                .exactly("one table for all calls"));
        published.add(stated("step-stale", "stale keys of a cache of 2048 when the text grows to 2049", "keys", 2047)
                .exactly("all but key 0, which no base turns"));
        published.add(
                computed("step-angle", "their largest angle error (pair 7 of key 2047)", "radians", 0.08106620725559599)
                        .within(ROUNDING, "differences of angles of 700 radians"));
        published.add(computed(
                        "grown-angle",
                        "largest angle error of 2048 cached keys at length 4096",
                        "radians",
                        85.89792074468193)
                .within(ROUNDING, "differences of angles of 700 radians"));
        for (int i = 0; i < DISTANCES.length; i++) {
            published.add(computed(
                            "error-" + DISTANCES[i],
                            "RMS error of a score at distance " + DISTANCES[i]
                                    + ", decoded to 4096 after a prompt of 2048",
                            "standard deviations of a score",
                            ERRORS[i])
                    .within(ROUNDING, "sines of differences of angles of 4000 radians"));
        }
        published.add(stated(
                        "old-vllm-s2",
                        "vLLM before 2026, s = 2: factor s² - (s-1) as the base of dynamic NTK at 2·m_l",
                        "1",
                        3)
                .within(1e-12, "the factor is read back from a base"));
        published.add(stated("old-vllm-s4", "the same, s = 4, at 4·m_l", "1", 13)
                .within(1e-11, "the factor is read back from a base"));
        return published;
    }

    private static String baseName(StateRule rule, int call) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + (call + 1);
    }

    @Override
    public Recomputed compute(Work work) {
        Recomputed recomputed = new Recomputed();
        DataTable.Rows bases = DataTable.titled("calls", "Base and stale keys by call")
                .column("engine", "what is remembered between calls")
                .column("call", "number of the call, from 1")
                .column("length", "tokens of the call")
                .column("base", "b'")
                .column("stale", "keys in the cache that were rotated with another base");
        int fixedStale = 0;
        for (StateRule rule : StateRule.values()) {
            List<Step> steps = new CallSequence(CALLS).run(DYNAMIC, CONTEXT, rule);
            for (int call = 0; call < steps.size(); call++) {
                Step step = steps.get(call);
                double base = NtkBases.baseOf(step.encoding().frequencies());
                recomputed.put(baseName(rule, call), base);
                bases.row(
                        ENGINES.get(rule),
                        call + 1,
                        step.length(),
                        base,
                        step.stale().stale());
                fixedStale += rule == StateRule.FIXED ? step.stale().stale() : 0;
            }
        }
        recomputed.put("fixed-stale", fixedStale);
        StaleKeys step = grown(TRAINED + 1);
        recomputed.put("step-stale", step.stale());
        recomputed.put("step-angle", step.angle().orElseThrow().value());
        recomputed.put("grown-angle", grown(LAST).angle().orElseThrow().value());
        for (int distance : DISTANCES) {
            recomputed.put("error-" + distance, error(TRAINED, LAST - 1 - distance));
        }
        for (int s : new int[] {2, 4}) {
            Rope rope = new Rope(128, B, new Lengths(TRAINED, TRAINED, s * TRAINED));
            double base = NtkBases.baseOf(rope.frequencies("dynamic_ntk:factor=" + s));
            recomputed.put("old-vllm-s" + s, StrictMath.pow(base / B, 126.0 / 128));
        }
        DataTable.Rows errors = DataTable.titled("stale", "Error of scores with cached keys at length 4096")
                .column("prompt", "tokens of the prompt, rotated in one call")
                .column("distance", "m - n of the last query m = 4095, tokens")
                .column("error", "RMS, standard deviations of a score");
        for (int prompt : new int[] {2048, 3072, 4032}) {
            for (int distance = 1; distance < LAST; distance += distance < 64 ? 1 : 16) {
                errors.row("prompt of " + prompt, distance, error(prompt, LAST - 1 - distance));
            }
        }
        return recomputed
                .add(
                        bases.table(),
                        Chart.lines(
                                "calls",
                                "Base of dynamic NTK in ten calls of 1500, 2048, 2049, 3072, 4096, 3072, 2048, 2047, 3072 and 8192 tokens, by what "
                                        + "an engine remembers between calls; d = 128, base 10,000, trained length 2048, factor 2. Up to call 5, the longest so "
                                        + "far, all but vLLM agree; then each forgets at its own time, and in the last call all have one base.",
                                "calls",
                                new Axis("call", "call"),
                                new Axis("base", "base b'"),
                                "engine"))
                .add(
                        errors.table(),
                        Chart.lines(
                                        "stale",
                                        "Error of a score between the last query and a cached key when a text has been decoded token by token to 4096 "
                                                + "tokens, by the length of the prompt; d = 128, base 10,000, trained length 2048, factor 2, normal queries and keys. "
                                                + "Keys were rotated with the base of their own call. The last 64 were decoded singly after each of the prompts: there "
                                                + "the lines lie upon one another.",
                                        "stale",
                                        new Axis("distance", "distance (tokens)", Scale.LOG10),
                                        new Axis("error", "RMS error (standard deviations of a score)"),
                                        "prompt")
                                .levelled(new Chart.Mark(Math.sqrt(2), "independent scores")));
    }

    /** The cache of a call at the trained length, seen by a longer call. */
    private static StaleKeys grown(int length) {
        List<Step> steps = new CallSequence(List.of(TRAINED, length)).run(DYNAMIC, CONTEXT, StateRule.STICKY);
        return steps.get(1).stale();
    }

    /** RMS error of the score of key n in the call of {@link #LAST} tokens. */
    private static double error(int prompt, int key) {
        FrequencySchedule then = frequencies(Math.max(prompt, key + 1));
        FrequencySchedule now = frequencies(LAST);
        double sum = 0;
        for (int i = 0; i < now.pairs(); i++) {
            double sine = StrictMath.sin(key * (then.omega(i) - now.omega(i)) / 2);
            sum += 4 * sine * sine;
        }
        return Math.sqrt(sum / now.pairs());
    }

    private static FrequencySchedule frequencies(int length) {
        return DYNAMIC.encode(CONTEXT.withLengths(new Lengths(TRAINED, TRAINED, length)))
                .frequencies();
    }
}

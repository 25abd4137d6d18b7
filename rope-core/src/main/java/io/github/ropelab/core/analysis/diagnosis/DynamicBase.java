package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.DYNAMIC_NTK;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A dynamic base b·λ^(d/(d-2)) with another λ: another length in λ = s·L/m_l - (s-1), the factor in the place of the length
 * ratio, no factor, or a power of two (LMDeploy: 2^⌈log2(L/m_l)+1⌉ - 1, Qwen's rule).
 */
final class DynamicBase implements ScheduleFamily {
    private static final String NO_FACTOR = "the factor is ignored";

    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        Setting declared = evidence.setting();
        if (!isDynamicBase(declared)) {
            return followingLength(declared);
        }
        Lengths lengths = declared.context().lengths();
        double s = ((Number) declared.strategy().parameters().get("factor")).doubleValue();
        double ratio = (double) Math.max(lengths.current(), lengths.trained()) / lengths.trained();
        List<ScheduleGuess> guesses = new ArrayList<>();
        for (int length : lengths(evidence)) {
            double lambda = s * Math.max(1, (double) length / lengths.trained()) - (s - 1);
            add(guesses, declared, lambda, "dynamic", "the base is that of a call of " + length + " tokens");
        }
        add(
                guesses,
                declared,
                s * s - s + 1,
                "ntk_static",
                "the factor stands in the place of the length ratio: the base grows by (s² - s + 1)^(d/(d-2)) at every length");
        add(guesses, declared, ratio, "dynamic", "the base grows by (L/m_l)^(d/(d-2)): " + NO_FACTOR);
        add(guesses, declared, s, "ntk_static", "static NTK: the base grows by s^(d/(d-2)) at every length");
        add(guesses, declared, s * ratio, "dynamic", "the base grows by (s·L/m_l)^(d/(d-2)): s - 1 is not subtracted");
        add(
                guesses,
                declared,
                StrictMath.pow(2, Math.ceil(StrictMath.log(ratio) / StrictMath.log(2) + 1)) - 1,
                "ntk_pow2",
                "the power-of-two rule, (2^⌈log2(L/m_l)+1⌉ - 1)^(d/(d-2))");
        return guesses;
    }

    /** A static base in whose place the dynamic rule is used: b·(L/m_l)^(d/(d-2)). */
    private static List<ScheduleGuess> followingLength(Setting declared) {
        Lengths lengths = declared.context().lengths();
        boolean single = declared.encoding().trace().derived().containsKey("base");
        List<ScheduleGuess> guesses = new ArrayList<>();
        if (single && lengths.current() > lengths.trained()) {
            double ratio = (double) lengths.current() / lengths.trained();
            add(
                    guesses,
                    declared,
                    ratio,
                    "dynamic",
                    "the base follows the length of the call, as (L/m_l)^(d/(d-2)): " + NO_FACTOR);
        }
        return guesses;
    }

    /** Whether the strategy is a base that follows the current length. */
    static boolean isDynamicBase(Setting setting) {
        return setting.strategy().type().id().equals("dynamic_ntk");
    }

    private static Set<Integer> lengths(Evidence evidence) {
        Lengths lengths = evidence.setting().context().lengths();
        Set<Integer> all = new LinkedHashSet<>(evidence.facts().otherLengths());
        all.add(lengths.target());
        all.add((int) evidence.sample().largestPosition() + 1);
        evidence.facts().seqLen().ifPresent(length -> all.addAll(List.of(length, length + 1, length - 1)));
        all.removeIf(length -> length < 1);
        return all;
    }

    private static void add(List<ScheduleGuess> guesses, Setting declared, double lambda, String type, String defect) {
        RopeContext context = declared.context();
        double d = context.geometry().rotaryDim();
        double base = context.base() * StrictMath.pow(lambda, d / (d - 2));
        if (!(base > 1 && base < Double.POSITIVE_INFINITY)) {
            return;
        }
        Map<String, Object> observed = new LinkedHashMap<>();
        observed.put("rope_type", type);
        observed.put("effective_theta", base);
        if (defect.endsWith(NO_FACTOR)) {
            observed.put("factor", 1);
        }
        guesses.add(new ScheduleGuess(
                DYNAMIC_NTK,
                defect,
                observed,
                FrequencySchedule.geometric(base, (int) d).toArray(),
                1,
                Rank.FORMULA));
    }
}

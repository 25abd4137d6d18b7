package io.github.ropelab.experiments.study;

import io.github.ropelab.core.InvalidParameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which pairs of strategies the metrics of two encodings compare. */
public enum ComparedPairs {
    /** Every strategy with the study's reference. */
    REFERENCE,
    /** Every strategy with every other, once. */
    ALL,
    /** Versions of one name and config with each other, and the first strategy of every name with each other. */
    NAMES;

    /**
     * Two strategies.
     *
     * @param reference the one that stands first in the study
     * @param strategy the other
     */
    public record Pair(StrategySpec reference, StrategySpec strategy) {}

    /** Name in study files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ComparedPairs of(String text) {
        for (ComparedPairs pairs : values()) {
            if (pairs.id().equals(text)) {
                return pairs;
            }
        }
        throw new InvalidParameter("pairs", text, "be reference, all or names");
    }

    /** The pairs, in the study's order. */
    List<Pair> of(StrategySpec reference, List<StrategySpec> strategies) {
        List<Pair> pairs = new ArrayList<>();
        if (this == REFERENCE) {
            strategies.forEach(strategy -> pairs.add(new Pair(reference, strategy)));
            return pairs;
        }
        Set<StrategySpec> first = firstOfEveryName(strategies);
        for (int i = 0; i < strategies.size(); i++) {
            for (int j = i + 1; j < strategies.size(); j++) {
                StrategySpec a = strategies.get(i);
                StrategySpec b = strategies.get(j);
                if (this == ALL || a.versionOf(b) || first.contains(a) && first.contains(b)) {
                    pairs.add(new Pair(a, b));
                }
            }
        }
        return pairs;
    }

    private static Set<StrategySpec> firstOfEveryName(List<StrategySpec> strategies) {
        Set<String> names = new HashSet<>();
        Set<StrategySpec> first = new HashSet<>();
        strategies.stream().filter(strategy -> names.add(strategy.name())).forEach(first::add);
        return first;
    }
}

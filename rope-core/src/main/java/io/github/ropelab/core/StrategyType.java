package io.github.ropelab.core;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Identity, documentation and declared facts of a kind of strategy.
 *
 * @param id name in files and on the command line; one id promises one formula
 * @param version semantics version: goes up when the same parameters give other numbers
 * @param title name for people
 * @param classes what it changes
 * @param formula in the symbols θ_i (base frequency), θ'_i, s (factor), b (base), d (rotary width), m_l and m (trained
 *     and target length), i (position)
 * @param parameters in the order of the record's components
 * @param neutral parameters under which the strategy leaves every score as it is, at lengths up to the trained one; absent
 *     where none do (NoPE). A {@link ParameterDoc.ForPairs} stands for a value that depends on the number of pairs
 * @param reads the context fields that can change the result; all others never do
 * @param invariances promises
 * @param sources where the formula comes from
 * @param spellings engine to its spelling of this strategy
 */
public record StrategyType(
        String id,
        int version,
        String title,
        Set<StrategyClass> classes,
        String formula,
        List<ParameterDoc> parameters,
        Optional<Map<String, Object>> neutral,
        Set<ContextField> reads,
        Set<Invariance> invariances,
        List<Source> sources,
        Map<String, String> spellings)
        implements CatalogType {
    /** Copies the collections. */
    public StrategyType {
        classes = Set.copyOf(classes);
        parameters = List.copyOf(parameters);
        neutral = neutral.map(Map::copyOf);
        reads = Set.copyOf(reads);
        invariances = Set.copyOf(invariances);
        sources = List.copyOf(sources);
        spellings = Collections.unmodifiableMap(new TreeMap<>(spellings));
    }
}

package io.github.ropelab.core;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a strategy really applied: values that it derived or chose, by name ({@code factor}, {@code ramp.low}).
 *
 * @param derived name to value; unmodifiable
 * @param formulas name to what the value was derived from, as in {@code 0.1·ln s + 1}; only where it was; unmodifiable
 */
public record Trace(SortedMap<String, Double> derived, SortedMap<String, String> formulas) {
    /** Copies the maps. */
    public Trace {
        derived = Collections.unmodifiableSortedMap(new TreeMap<>(derived));
        formulas = Collections.unmodifiableSortedMap(new TreeMap<>(formulas));
    }

    /** Nothing was derived. */
    public static Trace none() {
        return new Trace(new TreeMap<>(), new TreeMap<>());
    }

    /** This trace with one more value. */
    public Trace with(String name, double value) {
        return with(name, value, "");
    }

    /** This trace with one more value and what it was derived from; an empty text where it was given. */
    public Trace with(String name, double value, String formula) {
        SortedMap<String, Double> values = new TreeMap<>(derived);
        values.put(name, value);
        SortedMap<String, String> texts = new TreeMap<>(formulas);
        if (formula.isEmpty()) {
            texts.remove(name);
        } else {
            texts.put(name, formula);
        }
        return new Trace(values, texts);
    }

    /** What the value was derived from; empty where it was given. */
    public String how(String name) {
        return formulas.getOrDefault(name, "");
    }
}

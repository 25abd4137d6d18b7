package io.github.ropelab.core;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a strategy really applied: values that it derived or chose, by name ({@code factor}, {@code ramp.low}).
 *
 * @param derived name to value; unmodifiable
 */
public record Trace(SortedMap<String, Double> derived) {
    /** Copies the map. */
    public Trace {
        derived = Collections.unmodifiableSortedMap(new TreeMap<>(derived));
    }

    /** Nothing was derived. */
    public static Trace none() {
        return new Trace(new TreeMap<>());
    }

    /** This trace with one more value. */
    public Trace with(String name, double value) {
        SortedMap<String, Double> more = new TreeMap<>(derived);
        more.put(name, value);
        return new Trace(more);
    }
}

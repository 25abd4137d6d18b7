package io.github.ropelab.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An ordered set of things that can be read from an id and parameters: strategies, metrics. A duplicate id fails at
 * construction.
 *
 * @param <D> documentation of an entry
 * @param <T> what an entry makes
 */
public final class Catalog<D extends CatalogType, T> {
    /**
     * One thing of the catalogue.
     *
     * @param type identity and documentation
     * @param reader makes it from parameters; must ask for every parameter that it documents
     */
    public record Entry<D extends CatalogType, T>(D type, Function<Params, T> reader) {}

    private final String kind;
    private final Map<String, Entry<D, T>> entries;

    /** A catalogue of the given kind ("strategy") with the entries in this order. */
    public Catalog(String kind, List<Entry<D, T>> entries) {
        this.kind = kind;
        Map<String, Entry<D, T>> byId = new LinkedHashMap<>();
        for (Entry<D, T> entry : entries) {
            if (byId.putIfAbsent(entry.type().id(), entry) != null) {
                throw new IllegalArgumentException(
                        "two entries for " + kind + " " + entry.type().id());
            }
        }
        this.entries = Collections.unmodifiableMap(byId);
    }

    /** All ids in catalogue order. */
    public List<String> ids() {
        return List.copyOf(entries.keySet());
    }

    /** All entries' documentation in catalogue order. */
    public List<D> types() {
        List<D> types = new ArrayList<>();
        entries.values().forEach(entry -> types.add(entry.type()));
        return types;
    }

    /** Documentation of one entry. */
    public D type(String id) {
        return entry(id).type();
    }

    /**
     * Makes the thing named {@code id}.
     *
     * @throws InvalidParameter if the id or a parameter is unknown, or a value breaks its rule
     */
    public T read(String id, Params params) {
        T made = entry(id).reader().apply(params);
        params.rejectUnread(id);
        return made;
    }

    private Entry<D, T> entry(String id) {
        Entry<D, T> entry = entries.get(id);
        if (entry == null) {
            throw new InvalidParameter(
                    kind, id, "be the id of a known " + kind, Nearest.suggestion(id, entries.keySet()));
        }
        return entry;
    }
}

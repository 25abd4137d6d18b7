package io.github.ropelab.model.config;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A rope block on its way from an engine's spelling to a strategy: the id, the keys that are left, notes for people. */
final class BlockDraft {
    private final ModelFacts model;
    private final Map<String, Object> keys;
    private final List<String> notes = new ArrayList<>();
    private final List<Map<String, Object>> companions = new ArrayList<>();
    private String id;

    BlockDraft(Map<String, Object> block, ModelFacts model) {
        this.model = model;
        this.keys = new LinkedHashMap<>(block);
        this.keys.values().removeIf(value -> value == null);
        Object legacy = keys.remove("type");
        Object type = keys.containsKey("rope_type") ? keys.remove("rope_type") : legacy;
        InvalidParameter.require(
                type instanceof String, "rope_type", type == null ? "missing" : type, "name a strategy");
        this.id = (String) type;
    }

    ModelFacts model() {
        return model;
    }

    String id() {
        return id;
    }

    void become(String other) {
        id = other;
    }

    boolean has(String key) {
        return keys.containsKey(key);
    }

    Optional<Object> get(String key) {
        return Optional.ofNullable(keys.get(key));
    }

    /** Removes a key and returns what it held. */
    Optional<Object> take(String key) {
        return Optional.ofNullable(keys.remove(key));
    }

    void put(String key, Object value) {
        keys.put(key, value);
    }

    /** Gives a value another name, where it is there. */
    void rename(String from, String to) {
        take(from).ifPresent(value -> keys.put(to, value));
    }

    /** Removes keys that the engine does not read, and says so if any was there. */
    void ignore(String engine, String... names) {
        Set<String> ignored = new LinkedHashSet<>();
        for (String name : names) {
            if (keys.remove(name) != null) {
                ignored.add(name);
            }
        }
        if (!ignored.isEmpty()) {
            note(engine + " does not read " + String.join(", ", ignored) + " with " + id);
        }
    }

    /** Removes every key but those of the context, base and rotary width among them: the engine rotates plainly. */
    void plain(String why) {
        keys.keySet().retainAll(RopeBlock.CONTEXT_KEYS);
        id = "none";
        note(why);
    }

    /** Removes the named keys and returns what they held. */
    Map<String, Object> takeAll(List<String> names) {
        Map<String, Object> taken = new LinkedHashMap<>();
        names.forEach(name -> take(name).ifPresent(value -> taken.put(name, value)));
        return taken;
    }

    /** All keys that are left; the draft has none afterwards. */
    Map<String, Object> drain() {
        Map<String, Object> left = new LinkedHashMap<>(keys);
        keys.clear();
        return left;
    }

    /** Another strategy that the same block asks for: M-RoPE sections, a temperature. */
    void accompany(Map<String, Object> block) {
        companions.add(block);
    }

    /** The companion of that id, to be changed in place. */
    Optional<Map<String, Object>> companion(String id) {
        return companions.stream()
                .filter(block -> block.get("rope_type").equals(id))
                .findFirst();
    }

    List<Map<String, Object>> companions() {
        return companions;
    }

    void note(String text) {
        notes.add(text);
    }

    List<String> notes() {
        return notes;
    }

    /** Refuses a strategy that the engine has no code for. */
    void requireOneOf(Dialect dialect, Set<String> implemented) {
        InvalidParameter.require(
                implemented.contains(id),
                "rope_type",
                id,
                "be implemented by " + dialect.version(),
                Nearest.to(id, implemented)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("it has " + String.join(", ", implemented)));
    }
}

package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.ResultRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What values that are compared share, the head or draw aside. */
record Setting(
        String data,
        int headDim,
        int rotaryDim,
        String pairing,
        double base,
        int trained,
        int target,
        String reference) {
    static Setting of(ResultRow row) {
        return new Setting(
                row.data(),
                row.headDim(),
                row.rotaryDim(),
                row.pairing(),
                row.base(),
                row.trainedLength(),
                row.targetLength(),
                row.reference());
    }

    /** The data set, or the kind of head where there are no vectors, and what else tells the setting from the others. */
    String name(Collection<Setting> all) {
        List<Setting> alike =
                all.stream().filter(other -> other.data().equals(data)).toList();
        Map<String, Object> parts = parts();
        StringBuilder text = new StringBuilder(data.isEmpty() ? "head dim " + headDim + ", base " + (long) base : data);
        parts.forEach((name, value) -> {
            boolean differs =
                    alike.stream().anyMatch(other -> !other.parts().get(name).equals(value));
            boolean said = data.isEmpty() && List.of("head dim", "base").contains(name);
            if (differs && !said) {
                text.append(", ").append(name).append(' ').append(value);
            }
        });
        return text.toString();
    }

    private Map<String, Object> parts() {
        Map<String, Object> parts = new TreeMap<>();
        parts.put("head dim", headDim);
        parts.put("rotary dim", rotaryDim);
        parts.put("pairing", pairing);
        parts.put("base", base);
        parts.put("trained", trained);
        parts.put("target", target);
        parts.put("reference", reference);
        return parts;
    }
}

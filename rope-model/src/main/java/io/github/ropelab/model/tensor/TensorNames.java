package io.github.ropelab.model.tensor;

import io.github.ropelab.core.Nearest;
import java.util.List;
import java.util.SortedSet;

/** What to say where a tensor is missing. */
public final class TensorNames {
    /** Names that a line can hold. */
    private static final int FEW = 20;

    private TensorNames() {}

    /** The nearest name, or all of them where they are few, or how many there are. */
    public static String suggestion(String name, SortedSet<String> names) {
        List<String> alike = names.stream()
                .filter(known -> known.length() <= 2 * name.length())
                .toList();
        return Nearest.to(name, alike)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse(
                        names.isEmpty()
                                ? "none is there"
                                : names.size() <= FEW
                                        ? "known: " + String.join(", ", names)
                                        : names.size() + " are known, from '" + names.first() + "' to '" + names.last()
                                                + "'");
    }
}

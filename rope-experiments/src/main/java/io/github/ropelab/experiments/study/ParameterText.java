package io.github.ropelab.experiments.study;

import io.github.ropelab.core.Parameterized;
import java.util.stream.Collectors;

/** Parameters as one cell of a table. */
public final class ParameterText {
    private ParameterText() {}

    /** {@code key=value} in order of the key, separated by "; ". */
    public static String of(Parameterized record) {
        return record.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("; "));
    }
}

package io.github.ropelab.report.figure;

import io.github.ropelab.report.view.Selection;
import java.util.stream.Collectors;

/** Phrases that captions share. */
final class Captions {
    private Captions() {}

    /** "smollm2-135m: n = 12, iid: n = 3". */
    static String counts(Selection selection) {
        return selection.manifest().data().stream()
                .map(data -> data.name() + ": n = " + data.slices())
                .collect(Collectors.joining(", "));
    }
}

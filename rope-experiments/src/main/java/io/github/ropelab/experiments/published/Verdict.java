package io.github.ropelab.experiments.published;

import java.util.Locale;

/** How a recomputed number compares with the published one. */
public enum Verdict {
    /** Inside of the tolerance. */
    HOLDS,
    /** Outside, because the publication is wrong: the number is the proven right one. */
    KNOWN_DISCREPANCY,
    /** Outside, and nothing explains it; or a discrepancy that is gone. */
    DIFFERS;

    /** In files: {@code known_discrepancy}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people: {@code known discrepancy}. */
    public String words() {
        return key().replace('_', ' ');
    }
}

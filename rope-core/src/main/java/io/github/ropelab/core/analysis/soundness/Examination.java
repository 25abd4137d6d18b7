package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.kernel.Side;
import java.util.List;

/**
 * What checks look at.
 *
 * @param subject what is checked
 * @param trial where
 * @param scans every position of the trial, one scan for each side
 */
public record Examination(Subject subject, Trial trial, List<Scan> scans) {
    /** Copies the list. */
    public Examination {
        scans = List.copyOf(scans);
    }

    /** Rotates every position of the trial once. */
    public static Examination of(Subject subject, Trial trial) {
        return new Examination(
                subject, trial, List.of(Scan.of(subject, trial, Side.QUERY), Scan.of(subject, trial, Side.KEY)));
    }
}

package io.github.ropelab.experiments.reproduction;

import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.Outcome;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes a result and compares it: every published number has its value from this run, and no value is left over. */
public final class Reproducer {
    private Reproducer() {}

    /** The published numbers of an extent. */
    public static List<Published> published(Reproduction reproduction, Work work) {
        return reproduction.published().stream()
                .filter(number -> work.full() || !number.full())
                .toList();
    }

    /**
     * Computes a result.
     *
     * @throws IllegalStateException if a published number was not computed, or a computed one was not published
     */
    public static Outcome run(Reproduction reproduction, Work work) throws IOException {
        Recomputed recomputed = reproduction.compute(work);
        Map<String, Double> left = new LinkedHashMap<>(recomputed.values());
        List<Check> checks = new ArrayList<>();
        for (Published number : published(reproduction, work)) {
            Double value = left.remove(number.name());
            if (value == null) {
                throw new IllegalStateException(reproduction.description().id() + " did not compute " + number.name());
            }
            checks.add(new Check(number, value));
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException(
                    reproduction.description().id() + " computed what was not published: " + left.keySet());
        }
        return new Outcome(reproduction.description(), work.extent(), checks, recomputed.tables(), recomputed.charts());
    }
}

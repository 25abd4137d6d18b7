package io.github.ropelab.report.reproduction;

import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Outcome;
import io.github.ropelab.experiments.published.Verdict;
import java.util.Optional;

/**
 * A result that was to be computed.
 *
 * @param description of it
 * @param outcome what came of it; empty if nothing did
 * @param failure why nothing came of it; empty if something did
 */
public record Attempt(Description description, Optional<Outcome> outcome, String failure) {
    private static final String FAILED = "failed";

    /** One that was computed. */
    public static Attempt of(Outcome outcome) {
        return new Attempt(outcome.description(), Optional.of(outcome), "");
    }

    /** One that threw. */
    public static Attempt failed(Description description, Throwable cause) {
        return new Attempt(description, Optional.empty(), String.valueOf(cause).replaceAll("\\s+", " "));
    }

    /** Id of the result. */
    public String id() {
        return description.id();
    }

    /** In files: {@code holds}, {@code known_discrepancy}, {@code differs} or {@code failed}. */
    public String key() {
        return outcome.map(done -> done.verdict().key()).orElse(FAILED);
    }

    /** For people. */
    public String words() {
        return outcome.map(done -> done.verdict().words()).orElse(FAILED);
    }

    /** How many of its numbers have a verdict. */
    public long count(Verdict verdict) {
        return outcome.stream()
                .flatMap(done -> done.checks().stream())
                .map(Check::verdict)
                .filter(verdict::equals)
                .count();
    }

    /** How many numbers were compared. */
    public int checks() {
        return outcome.map(done -> done.checks().size()).orElse(0);
    }
}

package io.github.ropelab.core.analysis.soundness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of all checks.
 *
 * @param outcomes one per check
 * @param findings broken promises; a sound modification has none
 * @param notes facts that break no promise, as of a window scheme that never claimed to be relative
 * @param named the mistake that the evidence shows, if there are findings and it shows one
 */
public record Soundness(
        List<Outcome> outcomes, List<Finding> findings, List<Finding> notes, Optional<NamedFlaw> named) {
    /** Copies the lists. */
    public Soundness {
        outcomes = List.copyOf(outcomes);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /** Asks every check, and names the flaw if any promise is broken. */
    public static Soundness of(Subject subject, Trial trial) {
        Examination examination = Examination.of(subject, trial);
        List<Outcome> outcomes = Checks.builtIn().stream()
                .map(check -> check.examine(examination))
                .toList();
        boolean flawed = outcomes.stream().anyMatch(outcome -> outcome.broken() && outcome.promised());
        Optional<NamedFlaw> name = flawed ? FlawNaming.of(subject, trial) : Optional.empty();
        List<Finding> findings = new ArrayList<>();
        List<Finding> notes = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.broken() && outcome.promised()) {
                findings.add(new Finding(
                        outcome.check(),
                        name.map(NamedFlaw::flaw).orElse(""),
                        name.map(NamedFlaw::name).orElse(""),
                        outcome.statement() + name.map(n -> ": " + n.sentence()).orElse(""),
                        outcome.value(),
                        outcome.witness()));
            } else if (outcome.broken()) {
                notes.add(
                        new Finding(outcome.check(), "", "", outcome.statement(), outcome.value(), outcome.witness()));
            }
        }
        return new Soundness(outcomes, findings, notes, name);
    }

    /** The outcome of one check. */
    public Outcome outcome(String check) {
        return outcomes.stream()
                .filter(outcome -> outcome.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    /** Whether no promise is broken. */
    public boolean sound() {
        return findings.isEmpty();
    }
}

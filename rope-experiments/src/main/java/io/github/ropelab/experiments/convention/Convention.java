package io.github.ropelab.experiments.convention;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;

/**
 * One row of the ledger.
 *
 * @param row number, from 1
 * @param topic a few words
 * @param finding what each engine does, in plain words
 * @param switchText how to ask RopeLab for each side
 * @param facts what was measured now, at least one
 */
public record Convention(int row, String topic, String finding, String switchText, List<Fact> facts) {
    /** Checks that nothing is empty. */
    public Convention {
        facts = List.copyOf(facts);
        InvalidParameter.require(row >= 1, "row", row, "be at least 1");
        InvalidParameter.require(!topic.isBlank(), "topic", topic, "say something");
        InvalidParameter.require(!finding.isBlank(), "finding", finding, "say something");
        InvalidParameter.require(!switchText.isBlank(), "switch", switchText, "say something");
        InvalidParameter.require(!facts.isEmpty(), "facts", facts, "hold one at least");
    }
}

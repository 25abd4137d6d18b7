package io.github.ropelab.experiments.published;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;

/**
 * What a reproduction says of itself.
 *
 * @param id name on the command line and in files
 * @param title for people
 * @param claim what was published, in one sentence
 * @param sources where; the first is the one that claims it
 * @param formula what is computed, in plain text
 * @param method how it is computed here, one paragraph
 * @param findings Markdown for the page: proofs, reasons for discrepancies, what a reader must know; empty for nothing
 * @param seconds about how long it takes on two cores, to plan with
 */
public record Description(
        String id,
        String title,
        String claim,
        List<Citation> sources,
        String formula,
        String method,
        String findings,
        double seconds) {
    /** Copies the list. */
    public Description {
        sources = List.copyOf(sources);
        InvalidParameter.require(id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "id", id, "be lower-case words with hyphens");
        InvalidParameter.require(!title.isBlank(), "title of " + id, title, "say something");
        InvalidParameter.require(claim.endsWith("."), "claim of " + id, claim, "be a sentence");
        InvalidParameter.require(!sources.isEmpty(), "sources of " + id, sources, "hold one at least");
        InvalidParameter.require(!formula.isBlank(), "formula of " + id, formula, "say what is computed");
        InvalidParameter.require(!method.isBlank(), "method of " + id, method, "say how it is computed");
        InvalidParameter.requirePositive("seconds of " + id, seconds);
    }
}

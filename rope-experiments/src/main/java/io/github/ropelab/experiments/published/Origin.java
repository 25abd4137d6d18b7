package io.github.ropelab.experiments.published;

/** Who says a number. */
public enum Origin {
    /** The publication. */
    PUBLICATION("published"),
    /** A later publication or post that computed it again. */
    LATER("published later"),
    /** A second implementation, written apart from this one; the publication prints no number. */
    SECOND_IMPLEMENTATION("second implementation"),
    /** It follows from the statement: no violation, an equality. */
    STATEMENT("follows from the statement");

    private final String words;

    Origin(String words) {
        this.words = words;
    }

    /** For pages. */
    public String words() {
        return words;
    }
}

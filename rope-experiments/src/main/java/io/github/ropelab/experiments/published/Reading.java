package io.github.ropelab.experiments.published;

/** How the text of a source was obtained. */
public enum Reading {
    /** The publication itself was read. */
    READ("read"),
    /** A verbatim copy of it was read. */
    COPY("read in a verbatim copy"),
    /** Known from another source that quotes it. */
    QUOTED("quoted from another source"),
    /** Its text was not found; the statement is checked as it is commonly told. */
    NOT_FOUND("text not found");

    private final String words;

    Reading(String words) {
        this.words = words;
    }

    /** For pages. */
    public String words() {
        return words;
    }
}

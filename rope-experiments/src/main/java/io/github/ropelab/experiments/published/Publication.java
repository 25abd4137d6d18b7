package io.github.ropelab.experiments.published;

/**
 * A publication that several results cite, each at a place of its own.
 *
 * @param key of the BibTeX entry, as {@code chen2023pi}
 * @param authors as BibTeX has them, joined by "and"
 * @param year of publication
 * @param title of paper, post or code
 * @param arxiv id without a version; empty if it has none
 * @param url where there is no arXiv id; empty otherwise
 */
public record Publication(String key, String authors, int year, String title, String arxiv, String url) {
    /** A paper on arXiv. */
    public static Publication arxiv(String key, String authors, int year, String title, String arxiv) {
        return new Publication(key, authors, year, title, arxiv, "");
    }

    /**
     * A place in it.
     *
     * @param where figure, table, equation or section
     * @param reading how its text was obtained
     * @param note on that: what was read, or who quotes it
     */
    public Citation at(String where, Reading reading, String note) {
        return new Citation(key, authors, year, title, arxiv, url, where, reading, note);
    }
}

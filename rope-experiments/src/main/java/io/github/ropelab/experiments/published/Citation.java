package io.github.ropelab.experiments.published;

import io.github.ropelab.core.InvalidParameter;

/**
 * A publication and the place in it.
 *
 * @param key of the BibTeX entry, as {@code chen2023pi}
 * @param authors as BibTeX has them, joined by "and"
 * @param year of publication
 * @param title of paper, post or code
 * @param arxiv id without a version; empty if it has none
 * @param url where there is no arXiv id; empty otherwise
 * @param where figure, table, equation or section
 * @param reading how its text was obtained
 * @param note on that: what was read, or who quotes it
 */
public record Citation(
        String key,
        String authors,
        int year,
        String title,
        String arxiv,
        String url,
        String where,
        Reading reading,
        String note) {
    /** Checks that the publication can be found. */
    public Citation {
        InvalidParameter.require(
                key.matches("[a-z][a-z0-9-]*"), "citation", key, "be lower-case letters, digits and hyphens");
        InvalidParameter.require(!authors.isBlank(), "authors of " + key, authors, "say who");
        InvalidParameter.require(!title.isBlank(), "title of " + key, title, "say what");
        InvalidParameter.require(!where.isBlank(), "place in " + key, where, "say figure, table, equation or section");
        InvalidParameter.require(!note.isBlank(), "note on " + key, note, "say how its text was obtained");
        InvalidParameter.require(
                arxiv.isEmpty() || arxiv.matches("\\d{4}\\.\\d{4,5}"), "arXiv id of " + key, arxiv, "be as 2306.15595");
        InvalidParameter.require(
                arxiv.isEmpty() != url.isEmpty(), "arXiv id or url of " + key, arxiv + url, "be one of both");
    }

    /** A paper on arXiv. */
    public static Citation arxiv(
            String key,
            String authors,
            int year,
            String title,
            String arxiv,
            String where,
            Reading reading,
            String note) {
        return new Citation(key, authors, year, title, arxiv, "", where, reading, note);
    }

    /** A post, a page or code. */
    public static Citation web(
            String key,
            String authors,
            int year,
            String title,
            String url,
            String where,
            Reading reading,
            String note) {
        return new Citation(key, authors, year, title, "", url, where, reading, note);
    }

    /** Where to find it: {@code arXiv 2306.15595}, or the address. */
    public String locator() {
        return arxiv.isEmpty() ? url : "arXiv " + arxiv;
    }

    /** In one line: authors, year, title, locator, place. */
    @Override
    public String toString() {
        return authors.replace(" and ", ", ") + " (" + year + "), " + title + ", " + locator() + ", " + where;
    }
}

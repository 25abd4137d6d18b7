package io.github.ropelab.core;

/**
 * Where a formula comes from.
 *
 * @param authors as cited
 * @param year of publication
 * @param title of paper, post or code
 * @param locator arXiv id, equation or file
 */
public record Source(String authors, int year, String title, String locator) {
    @Override
    public String toString() {
        return authors + " (" + year + "), " + title + ", " + locator;
    }
}

package io.github.ropelab.explorer.browser;

import io.github.ropelab.explorer.CatalogText;
import io.github.ropelab.explorer.Exploration;
import org.teavm.jso.JSExport;

/** The functions that the page's script calls. */
public final class Page {
    private Page() {}

    /** What TeaVM starts from; the page calls the exported functions itself. */
    public static void main(String[] args) {
        // nothing happens on loading
    }

    /** The catalogue of strategies with example values for a number of pairs, as {@link CatalogText#json} writes it. */
    @JSExport
    public static String ropeCatalogue(int pairs) {
        return CatalogText.json(pairs);
    }

    /** The answer to a request, as {@link Exploration#answer} writes it. */
    @JSExport
    public static String ropeExplore(String request) {
        return Exploration.answer(request);
    }
}

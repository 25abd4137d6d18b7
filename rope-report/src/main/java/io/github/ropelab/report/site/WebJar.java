package io.github.ropelab.report.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A JavaScript library of the class path, to be written into a page. */
record WebJar(String name, String version) {
    /** Tables that are sorted and filtered; MIT. */
    static final WebJar TABULATOR = new WebJar("tabulator-tables", "6.3.1");

    /** Charts; MIT. */
    static final WebJar UPLOT = new WebJar("uplot", "1.6.30");

    /** A file's text, without its pointer to a source map, which would be asked for. */
    String text(String path) {
        String resource = "/META-INF/resources/webjars/" + name + "/" + version + "/" + path;
        try (InputStream in = WebJar.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r", "")
                    .replaceAll("(?m)^(//|/\\*)# sourceMappingURL=.*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script or style sheet with the licence before it. */
    String licensed(String path) {
        return "/*! " + name + " " + version + "\n" + text("LICENSE").strip() + "\n*/\n" + text(path);
    }
}

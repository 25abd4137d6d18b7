package io.github.ropelab.report.site;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Pages of this package: a template beside the classes, filled with texts that are escaped. */
final class PageTemplate {
    private PageTemplate() {}

    /** The HTML text of a template. */
    static String filled(String template, Map<String, Object> page) {
        try (Reader text =
                new InputStreamReader(PageTemplate.class.getResourceAsStream(template), StandardCharsets.UTF_8)) {
            return Mustache.compiler()
                    .escapeHTML(true)
                    .emptyStringIsFalse(true)
                    .compile(text)
                    .execute(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.ropelab.report.site;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Pages of this package: a template beside the classes, filled with texts that are escaped. */
final class PageTemplate {
    private PageTemplate() {}

    /** The text of a style sheet or script beside the classes. */
    static String text(String file) {
        try (InputStream in = PageTemplate.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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

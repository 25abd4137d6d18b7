package io.github.ropelab.report.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Style sheets and scripts of the report, and the policy that lets the browser run these scripts, known by their hashes, and
 * no others, and that forbids every request. Styles are not hashed: the figures are SVG with style attributes.
 */
final class PageScripts {
    private PageScripts() {}

    /** Puts {@code css}, {@code scripts} and {@code policy}. */
    static void into(Map<String, Object> page) {
        List<String> scripts =
                List.of(WebJar.TABULATOR.licensed("dist/js/tabulator.min.js"), PageTemplate.text("report.js"));
        page.put(
                "css",
                WebJar.TABULATOR.licensed("dist/css/tabulator_simple.min.css") + "\n"
                        + PageTemplate.text("report.css"));
        page.put("scripts", scripts);
        page.put("policy", policy(scripts));
    }

    private static String policy(List<String> scripts) {
        return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; script-src "
                + scripts.stream().map(PageScripts::hash).collect(Collectors.joining(" "));
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package io.github.ropelab.report.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.explorer.Exploration;
import io.github.ropelab.report.render.SeriesColors;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A page whose inputs redraw frequencies, decay curves and effective distances at once: one HTML file with everything in it,
 * core's own code compiled to JavaScript included. Works offline and makes no network request.
 */
public final class ExplorerPage {
    /** The template's dark background. */
    private static final Color DARK = new Color(0x16, 0x18, 0x1b);

    private final ExplorerState state;

    /** A page that shows a state first. */
    public ExplorerPage(ExplorerState state) {
        this.state = state;
    }

    /**
     * The HTML text.
     *
     * @param title for people
     * @param note what the state was taken from; empty for nothing
     * @param program name and version
     */
    public String html(String title, String note, String program) {
        Map<String, Object> initial = new LinkedHashMap<>();
        initial.put("state", state.json());
        initial.put("colors", SeriesColors.onLight());
        initial.put("dark", SeriesColors.onDark(DARK));
        initial.put("dashes", SeriesColors.dashes());
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("title", title);
        page.put("note", note);
        page.put("program", program);
        page.put("initial", json(initial));
        page.put("chartStyle", WebJar.UPLOT.text("dist/uPlot.min.css"));
        page.put("chartScript", WebJar.UPLOT.licensed("dist/uPlot.iife.min.js"));
        page.put("coreScript", text(Exploration.class, "explorer.js"));
        page.put("pageScript", text(ExplorerPage.class, "explorer.js"));
        return PageTemplate.filled("explorer.html.mustache", page);
    }

    /** JSON that cannot end the script element that it stands in. */
    private static String json(Object value) {
        try {
            return JsonMapper.builder().build().writeValueAsString(value).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a state is plain data", e);
        }
    }

    private static String text(Class<?> beside, String name) {
        try (InputStream resource = beside.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

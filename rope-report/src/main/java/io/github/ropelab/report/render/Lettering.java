package io.github.ropelab.report.render;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/** Text as outlines in the figures' own font; lengths are units of {@link HouseStyle}. */
record Lettering(Font font) {
    private static final String ELLIPSIS = "…";

    static Lettering normal() {
        return new Lettering(HouseStyle.font());
    }

    /** Four fifths of the normal size. */
    static Lettering small() {
        Font font = HouseStyle.font();
        return new Lettering(font.deriveFont(font.getSize2D() * 0.8f));
    }

    double width(String text) {
        return text.isEmpty() ? 0 : layout(text).getAdvance();
    }

    /** Paints text that starts at x and stands around the height y. */
    void paint(Graphics2D g, String text, double x, double y) {
        if (!text.isEmpty()) {
            TextLayout layout = layout(text);
            double baseline = y + (layout.getAscent() - layout.getDescent()) / 2;
            g.fill(layout.getOutline(AffineTransform.getTranslateInstance(x, baseline)));
        }
    }

    /** Paints text upwards, around the point. */
    void paintUpwards(Graphics2D g, String text, double x, double y) {
        Graphics2D turned = (Graphics2D) g.create();
        turned.translate(x, y);
        turned.rotate(-Math.PI / 2);
        paint(turned, text, -width(text) / 2, 0);
        turned.dispose();
    }

    /**
     * Text in as few lines as a width allows, of about equal length, broken at spaces, and rather at those after a comma; a
     * word that is wider by itself is cut.
     */
    List<String> lines(String text, double most) {
        List<String> words = List.of(text.split(" "));
        List<String> parts = List.of(text.split("(?<=,) "));
        int least = filled(words, most).size();
        for (List<String> pieces : List.of(parts, words)) {
            for (double part = 0.5; part < 1.025; part += 0.05) {
                List<String> lines = filled(pieces, part * most);
                if (lines.size() == least && lines.stream().allMatch(line -> width(line) <= most)) {
                    return lines;
                }
            }
        }
        return filled(words, most).stream().map(line -> cut(line, most)).toList();
    }

    private List<String> filled(List<String> pieces, double most) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String piece : pieces) {
            String longer = line.isEmpty() ? piece : line + " " + piece;
            if (width(longer) > most && !line.isEmpty()) {
                lines.add(line);
                line = piece;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines;
    }

    /** As much of a text as fits. */
    String cut(String text, double most) {
        if (width(text) <= most) {
            return text;
        }
        int end = text.length() - 1;
        while (end > 1 && width(text.substring(0, end) + ELLIPSIS) > most) {
            end--;
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    private TextLayout layout(String text) {
        return new TextLayout(text, font, new FontRenderContext(null, true, true));
    }
}

package io.github.ropelab.report.render;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;

/** Text as outlines in the figures' own font; lengths are units of {@link HouseStyle}. */
record Lettering(Font font) {
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

    private TextLayout layout(String text) {
        return new TextLayout(text, font, new FontRenderContext(null, true, true));
    }
}

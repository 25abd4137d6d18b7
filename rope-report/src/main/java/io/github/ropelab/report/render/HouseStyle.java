package io.github.ropelab.report.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How every figure looks. Lengths are quarters of a point: XChart takes whole numbers, and a point is too coarse at the
 * size of a column. Series differ in colour (Okabe and Ito's colour-blind safe set, without its yellow, and three of
 * Tol's), dash and marker, so that they can be told apart in grey.
 */
final class HouseStyle {
    /** Units per point. */
    static final int UNITS = 4;

    static final int MARKER_SIZE = 4 * UNITS;
    static final Color INK = new Color(0x22, 0x22, 0x22);
    static final Color GRID = new Color(0xE6, 0xE6, 0xE6);
    static final Color BAND = new Color(0xF1, 0xF1, 0xF1);

    private static final float TEXT_POINTS = 8;
    private static final String FONT_RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final List<Color> COLORS = List.of(
            new Color(0x000000),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x009E73),
            new Color(0xD55E00),
            new Color(0x0072B2),
            new Color(0xCC79A7),
            new Color(0x882255),
            new Color(0x777777),
            new Color(0x999933));

    private static final List<float[]> DASHES = List.of(
            new float[] {}, new float[] {5 * UNITS, 2 * UNITS}, new float[] {1.5f * UNITS, 1.5f * UNITS}, new float[] {
                6 * UNITS, 2 * UNITS, 1.5f * UNITS, 2 * UNITS
            });

    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.TRIANGLE_DOWN,
            new Bars(Math.PI / 4),
            new Bars(0));

    /** Two bars across each other; XChart's own are too thin beside a dashed line. */
    private static final class Bars extends Marker {
        private final double turn;

        private Bars(double turn) {
            this.turn = turn;
        }

        @Override
        public void paint(Graphics2D g, double xOffset, double yOffset, int markerSize) {
            g.setStroke(new BasicStroke(1.1f * UNITS));
            for (double angle : new double[] {turn, turn + Math.PI / 2}) {
                double x = Math.cos(angle) * markerSize / 2;
                double y = Math.sin(angle) * markerSize / 2;
                g.draw(new Line2D.Double(xOffset - x, yOffset - y, xOffset + x, yOffset + y));
            }
        }
    }

    private HouseStyle() {}

    static Color color(int style) {
        return COLORS.get(style % COLORS.size());
    }

    static Marker marker(int style) {
        return MARKERS.get(style % MARKERS.size());
    }

    static BasicStroke line(int style) {
        float[] dash = DASHES.get(style % DASHES.size());
        return new BasicStroke(
                1.1f * UNITS, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash.length == 0 ? null : dash, 0);
    }

    static BasicStroke hairline() {
        return new BasicStroke(0.5f * UNITS);
    }

    static BasicStroke dotted() {
        return new BasicStroke(
                0.8f * UNITS, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {UNITS, 2 * UNITS}, 0);
    }

    /** A part of a colour, for areas and their edges: let through where the surface can do so, else mixed with white. */
    static Color part(int style, double part, boolean translucent) {
        Color color = color(style);
        return translucent
                ? new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * part))
                : new Color(pale(color.getRed(), part), pale(color.getGreen(), part), pale(color.getBlue(), part));
    }

    private static int pale(int value, double part) {
        return (int) Math.round(255 - (255 - value) * part);
    }

    /** For the edges of areas. */
    static BasicStroke thread() {
        return new BasicStroke(0.25f * UNITS);
    }

    /** The figures' own font, so that they are the same on every machine. */
    static Font font() {
        return Loaded.FONT;
    }

    /** Read once, at first use. */
    private static final class Loaded {
        private static final Font FONT = load();
    }

    private static Font load() {
        try (InputStream in = PDDocument.class.getResourceAsStream(FONT_RESOURCE)) {
            return Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(TEXT_POINTS * UNITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the bundled font is damaged", e);
        }
    }
}
